/** A moment of a run, named by what happens then: lessons say `NotAcceptingNewRequest + 200ms`, never seconds of a clock. */

import type { ProcessSignal } from '../recording/events.ts';
import type { MomentKey } from '../recording/moments.ts';
import type { SignalName } from '../signals.ts';
import type { Duration } from '../time.ts';

/** What a moment counts from. */
export type MomentAnchor =
  | { readonly kind: 'start' }
  /** The last event of the run. */
  | { readonly kind: 'end' }
  /** A lifecycle signal fires for the first time. */
  | { readonly kind: 'signal'; readonly name: SignalName }
  /** A moment by its meaning, for versions that have no name for it. */
  | { readonly kind: 'moment'; readonly key: MomentKey }
  /** The process is sent a signal, for the `nth` time from 1. */
  | { readonly kind: 'process'; readonly signal: ProcessSignal; readonly nth: number }
  | { readonly kind: 'exit' }
  | {
      readonly kind: 'request';
      readonly name: string;
      readonly what: 'sent' | 'admitted' | 'rejected' | 'responded' | 'settled';
    }
  | { readonly kind: 'hook'; readonly name: string; readonly what: 'started' | 'finished' }
  /** A probe changes its mind for the first time after the stop. */
  | { readonly kind: 'probe'; readonly name: string; readonly what: 'healthy' | 'unhealthy' };

export interface MomentRef {
  readonly anchor: MomentAnchor;
  /** Added to the anchor; may be negative. */
  readonly offset: Duration;
  /** As it was written. */
  readonly text: string;
}
