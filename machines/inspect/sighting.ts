/** What an inspector sees of a system of actors, in no protocol yet: each protocol has its own words for these. */
import type { Statechart } from '../view/statechart.ts';
import type { PlainValue } from './state-value.ts';

export interface InspectedActor {
  /** Unique among all runs of a program: `run-1/lifecycle`. */
  readonly id: string;
  /** `lifecycle`, `probe/kubelet`, `r12` */
  readonly name: string;
  /** Null: the root of the system. */
  readonly parent: string | null;
  /** The id of the system's root. */
  readonly root: string;
  readonly chart: Statechart;
  /** What is known of it that is no state. */
  readonly context: Readonly<Record<string, unknown>>;
}

export interface InspectedEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

export type ActorStatus = 'active' | 'done';

interface Seen {
  /** Milliseconds since the start of the recording. */
  readonly t: number;
  /** The event of the recording that says so; rises. */
  readonly seq: number;
  readonly actor: InspectedActor;
}

/** Something that happened to an actor. */
export type Sighting =
  | (Seen & { readonly kind: 'actor'; readonly value: PlainValue })
  | (Seen & { readonly kind: 'event'; readonly event: InspectedEvent; readonly source: string | null })
  | (Seen & {
      readonly kind: 'snapshot';
      readonly event: InspectedEvent;
      readonly value: PlainValue;
      readonly status: ActorStatus;
    })
  | (Seen & {
      readonly kind: 'stop';
      readonly event: InspectedEvent;
      readonly value: PlainValue;
      readonly status: ActorStatus;
    });
