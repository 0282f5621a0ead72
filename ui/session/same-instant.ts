/**
 * What happens in one instant is shown one after the other, in the order of its causes, while the clock stands still.
 * Which events are worth a stop, and where they stand.
 */
import type { RunEvent } from '../../machines/recording/events.ts';
import { firstIndex, type RecordingIndex } from '../../machines/view/recording-index.ts';
import { marksShownBy } from '../../machines/view/unnamed-moments.ts';

/** Between two events of one instant, in milliseconds of the page's time. */
export const APART_MS = 300;

const SHOWN: ReadonlySet<string> = new Set([
  'process.started',
  'process.signalled',
  'process.exited',
  'signal.fired',
  'listener.opened',
  'listener.closed',
  'audit.shutdown',
]);

/** Several things that happen in one instant. Positions count events from the start of the run. */
export interface InstantGroup {
  /** Milliseconds since the start of the run. */
  readonly t: number;
  /** The first event of the instant, and the position behind its last one. */
  readonly from: number;
  readonly to: number;
  /** How many events are shown with each of those that are still to come; the last one shows all of the instant. */
  readonly stops: readonly number[];
}

/** Whether an event is worth a stop. Of a version without signals, what happens in their stead is. */
export function isShownAlone(event: RunEvent, { hasSignals }: Pick<RecordingIndex, 'hasSignals'>): boolean {
  return SHOWN.has(event.type) || (!hasSignals && marksShownBy(event).length > 0);
}

/**
 * The first instant with several events worth a stop, at least one of them not shown yet.
 * @param shown how many events are shown
 * @param until how far to look, in milliseconds since the start of the run
 */
export function nextInstant(index: RecordingIndex, shown: number, until: number): InstantGroup | null {
  for (let position = Math.max(shown, index.forgotten); position < index.count; position++) {
    const event = index.event(position);
    if (!event) continue;
    if (event.t > until) return null;
    if (!isShownAlone(event, index)) continue;
    const group = instantAt(index, event.t);
    const stops = group && stopsAfter(group, shown);
    if (stops && stops.length > 0) return { ...group, stops };
    position = index.countAt(event.t) - 1;
  }
  return null;
}

/** The instant `t`, if several events of it are worth a stop. */
export function instantAt(index: RecordingIndex, t: number): InstantGroup | null {
  const from = index.countBefore(t);
  const to = index.countAt(t);
  const ends: number[] = [];
  for (let position = from; position < to; position++) {
    const event = index.event(position);
    if (event && isShownAlone(event, index)) ends.push(position + 1);
  }
  if (ends.length < 2) return null;
  return { t, from, to, stops: [...ends.slice(0, -1), to] };
}

/** Where to stop after what is shown. What comes behind the last event that is worth it is shown with it. */
function stopsAfter(group: InstantGroup, shown: number): readonly number[] {
  return group.stops.slice(firstIndex(group.stops, stop => stop > shown));
}
