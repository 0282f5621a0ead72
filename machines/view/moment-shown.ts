/** All that is shown of a recording at one moment: its view, its map and its tracks up to then. */
import { type Lineage, lineageOrNewest } from '../lineage.ts';
import type { Recording } from '../recording/events.ts';
import { factsOf } from '../recording/facts.ts';
import { sendsRetryAfter } from '../recording/server-mode.ts';
import { mapOfLineage } from './maps/older.ts';
import type { RunPlan } from './plan.ts';
import { planOfSource } from './plan-of-source.ts';
import { RecordingIndex } from './recording-index.ts';
import type { RunView } from './run-view.ts';
import { type SignalMapView, signalMapOf } from './signal-map.ts';
import type { Fold } from './time-scale.ts';
import { Waits } from './time-scale-waits.ts';
import { Tracks } from './tracks.ts';

/** What does not change from one moment of a run to the next. Times are milliseconds since the start of the recording. */
export interface RunShown {
  readonly plan: RunPlan | null;
  readonly lineage: Lineage;
  /** Whether a log tells of retry-after; null: it does not. */
  readonly logged: boolean | null;
  /** The stop, which the clock counts from; null: none ever comes. */
  readonly origin: number | null;
  readonly lastT: number;
  readonly folds: readonly Fold[];
}

export interface MomentShown {
  readonly run: RunShown;
  readonly t: number;
  readonly view: RunView;
  readonly map: SignalMapView;
  /** What has happened by then. */
  readonly tracks: Tracks;
}

/** Reads a recording once; what it returns shows any of its moments, before or after one another. */
export function momentsShown(recording: Recording): (t: number) => MomentShown {
  const { header, events } = recording;
  const plan = planOfSource(header.scenario);
  const index = new RecordingIndex(plan);
  index.append(events);
  const waits = new Waits();
  for (const event of events) waits.append(event);
  const facts = factsOf(recording);
  const run: RunShown = {
    plan,
    // Of a log that names no version it is known only which it cannot be of: it is shown as today's.
    lineage: lineageOrNewest(plan?.lineage ?? (header.lineageAtLeast ? null : header.lineage)),
    logged: plan === null ? sendsRetryAfter(facts) : null,
    origin: facts.stop?.t ?? null,
    lastT: index.lastT,
    folds: waits.folds,
  };
  const mapOf = mapOfLineage(run.lineage);
  return t => {
    const count = index.countAt(t);
    const view = index.viewAt(count);
    const tracks = new Tracks(plan);
    tracks.append(index.eventsUpTo(count));
    return { run, t, view, map: signalMapOf(view, plan, t, run.logged, mapOf), tracks };
  };
}
