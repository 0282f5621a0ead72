/** A recording that somebody opened: everything has happened, and nothing can be done to it. */
import type { EventOf, RecordingHeader, RunEvent } from '../../machines/recording/events.ts';
import { sendsRetryAfter } from '../../machines/recording/server-mode.ts';
import type { SignalName } from '../../machines/signals.ts';
import type { FaultResult } from '../../machines/traffic/fault.ts';
import type { RunPlan } from '../../machines/view/plan.ts';
import { planOfSource } from '../../machines/view/plan-of-source.ts';
import { RecordingIndex } from '../../machines/view/recording-index.ts';
import { Tracks } from '../../machines/view/tracks.ts';
import type { RunSource } from '../session/run-source.ts';
import { tr } from '../words/language.ts';

export class ReplayRun implements RunSource {
  readonly mode = 'replay';
  readonly link = 'open';
  readonly ended = true;
  readonly plannedStop = null;
  readonly header: RecordingHeader;
  readonly plan: RunPlan | null;
  readonly index: RecordingIndex;
  readonly tracks: Tracks;
  /** What tells how the server of a log was started. */
  private started: { readonly sendRetryAfter: boolean | null } | null = null;
  private readonly telling: RunEvent[] = [];
  private readonly signals = new Map<SignalName, EventOf<'signal.fired'>>();

  constructor(header: RecordingHeader) {
    this.header = header;
    this.plan = planOfSource(header.scenario);
    this.index = new RecordingIndex(this.plan);
    this.tracks = new Tracks(this.plan);
  }

  /** Takes `events[from]` and what follows, while the file is read; nothing is taken once it is shown. */
  append(events: readonly RunEvent[], from: number): void {
    this.index.append(events, from);
    this.tracks.append(events, from);
    if (this.plan !== null) return;
    this.started = null;
    for (let at = from; at < events.length; at++) {
      const event = events[at];
      if (event?.type === 'signal.fired' && !this.signals.has(event.name))
        this.signals.set(event.name, event);
      if (event?.type === 'note' || event?.type === 'request.rejected') this.telling.push(event);
    }
  }

  get sendRetryAfter(): boolean | null {
    if (this.plan !== null) return this.plan.sendRetryAfter;
    this.started ??= {
      sendRetryAfter: sendsRetryAfter({ scenario: null, events: this.telling, signals: this.signals }),
    };
    return this.started.sendRetryAfter;
  }

  presentAt(): number {
    return this.index.lastT;
  }

  advanceTo(): void {}

  signal(): void {}

  request(): void {}

  async inject(): Promise<FaultResult> {
    return { ok: false, reason: tr('This is a recording: what happened in it cannot be changed.') };
  }

  dispose(): void {}
}
