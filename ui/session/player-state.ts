/** What the page shows of a run, as the player publishes it. */
import type { SignalName } from '../../machines/signals.ts';
import { emptyView, type RunView } from '../../machines/view/run-view.ts';
import type { ShownInstant } from './playhead.ts';
import type { RunSource, Thing } from './run-source.ts';

/** Times are milliseconds since the start of the run. */
export interface PlayerState {
  readonly source: RunSource | null;
  /** The view at the playhead. */
  readonly view: RunView;
  /** The playhead: a time, and the number of events that have happened up to it. */
  readonly t: number;
  readonly count: number;
  /** How far the run has come. */
  readonly present: number;
  /** Whether the playhead moves. */
  readonly playing: boolean;
  readonly ended: boolean;
  readonly speed: number;
  /** The stop signal, or where the script plans it; null: unknown. The clock counts from it. */
  readonly origin: number | null;
  /**
   * The instant whose events are being shown one after the other: `from` is the position of its first event, `to` the
   * one behind its last; the events before `count` have been shown. Null: the playhead stands in no such instant.
   */
  readonly instant: ShownInstant | null;
  /** The signal that the person looks at; null: whichever is waited for. */
  readonly selected: SignalName | null;
  /** The thing that the person points at, for what it is and what can go wrong with it; null: none. */
  readonly thing: Thing | null;
}

/** Before there is a run. */
export const NOTHING_SHOWN: PlayerState = {
  source: null,
  view: emptyView(null),
  t: 0,
  count: 0,
  present: 0,
  playing: false,
  ended: false,
  speed: 1,
  origin: null,
  instant: null,
  selected: null,
  thing: null,
};

/** Whether two states say the same. */
export function isSameState(a: PlayerState, b: PlayerState): boolean {
  return (Object.keys(b) as (keyof PlayerState)[]).every(key => Object.is(a[key], b[key]));
}
