/** A recording that somebody opened: everything has happened, and nothing can be done to it. */
import type { RecordingHeader, RunEvent } from '../../machines/recording/events.ts';
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
