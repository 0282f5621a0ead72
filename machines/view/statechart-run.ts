/** What a statechart looks like at one instant of a run: states that are active or were, transitions that were taken. */
import type { RunEvent } from '../recording/events.ts';
import type { RecordingIndex } from './recording-index.ts';
import type { RunView } from './run-view.ts';
import { type Statechart, statesOf } from './statechart.ts';
import {
  initialStates,
  regionNode,
  regionsOf,
  type StateChange,
  statesOnPath,
  transitionsTaken,
} from './statechart-path.ts';

/** A change of state with the transitions that made it. */
export interface TakenChange {
  /** Its place in the run: the number of events up to and with it. */
  readonly count: number;
  readonly change: StateChange;
  readonly transitions: readonly string[];
}

/**
 * `waits`: it is active, and something can still lead out of it; `rests`: nothing leads out; `cut`: something did, but
 * the process is gone.
 */
export type StateMark = 'never' | 'was' | 'waits' | 'rests' | 'cut';
/** `open`: it leads out of an active state. `last`: the machine's last step took it. */
export type TransitionMark = 'never' | 'open' | 'taken' | 'last';

export interface RegionNow {
  readonly region: string;
  readonly id: string;
  /** The innermost active states, by name. */
  readonly states: readonly string[];
  /** Since when; null: since the start. */
  readonly since: number | null;
}

export interface ChartMarks {
  readonly states: ReadonlyMap<string, StateMark>;
  readonly transitions: ReadonlyMap<string, TransitionMark>;
  readonly regions: readonly RegionNow[];
  /** The machine's last step; several changes where one event moved several regions. */
  readonly last: readonly TakenChange[];
}

/** The changes of one machine over a run, found once: every event is read once, however often one looks. */
export class ChartHistory {
  private readonly chart: Statechart;
  private readonly machine: string;
  private readonly index: RecordingIndex;
  private readonly changes: TakenChange[] = [];
  private read = 0;

  constructor(chart: Statechart, machine: string, index: RecordingIndex) {
    this.chart = chart;
    this.machine = machine;
    this.index = index;
  }

  /** The changes among the first `count` events of the run. */
  upTo(count: number): readonly TakenChange[] {
    const { index } = this;
    for (this.read = Math.max(this.read, index.forgotten); this.read < count; this.read++) {
      const event = index.event(this.read);
      if (event?.type !== 'state.changed' || event.machine !== this.machine) continue;
      const taken = transitionsTaken(this.chart, event, this.following(this.read));
      this.changes.push({
        count: this.read + 1,
        change: event,
        transitions: taken.map(({ id }) => id),
      });
    }
    const later = this.changes.findIndex(change => change.count > count);
    return later < 0 ? this.changes : this.changes.slice(0, later);
  }

  /** What the same step of the kernel recorded after a change: up to the next input. */
  private following(position: number): RunEvent[] {
    const events: RunEvent[] = [];
    for (let at = position + 1; ; at++) {
      const event = this.index.event(at);
      if (!event || event.type === 'input') return events;
      events.push(event);
    }
  }
}

/**
 * @param view the states that its regions are in, and whether the process has ended.
 * @param changes the changes of this machine up to the instant of `view`, in their order.
 */
export function chartMarks(
  chart: Statechart,
  machine: string,
  view: Pick<RunView, 'states' | 'process'>,
  changes: readonly TakenChange[],
): ChartMarks {
  const all = statesOf(chart.root);
  const states = new Map<string, StateMark>(all.map(({ id }) => [id, 'never']));
  const transitions = new Map<string, TransitionMark>(chart.transitions.map(({ id }) => [id, 'never']));
  const targets = new Map(chart.transitions.map(transition => [transition.id, transition.targets]));
  const regions: RegionNow[] = [];
  const active = new Set<string>([chart.root.id]);
  for (const { name, state: region } of regionsOf(chart, machine)) {
    const known = view.states.get(`${machine}/${name}`);
    const path = known ? statesOnPath(region, known.state) : initialStates(region);
    for (const { id } of [region, ...path]) active.add(id);
    const innermost = path.filter(state => !state.children.some(child => active.has(child.id)));
    regions.push({
      region: name,
      id: region.id,
      states: innermost.map(state => state.name),
      since: known?.since ?? null,
    });
  }
  for (const { change, transitions: taken } of changes) {
    const region = regionNode(chart, change.region);
    for (const { id } of [...statesOnPath(region, change.from), ...statesOnPath(region, change.to)])
      states.set(id, 'was');
    // States that were left in the instant they were entered.
    for (const id of taken) for (const target of targets.get(id) ?? []) states.set(target, 'was');
  }
  // Of a process that is gone nothing waits any more.
  const isOver = view.process.exit !== null && machine === 'lifecycle';
  for (const { id, source } of chart.transitions)
    if (active.has(source) && !isOver) transitions.set(id, 'open');
  for (const state of all) {
    if (!active.has(state.id)) continue;
    const hasWayOut = chart.transitions.some(
      ({ source, targets }) => source === state.id && targets.length > 0,
    );
    states.set(state.id, hasWayOut ? (isOver ? 'cut' : 'waits') : 'rests');
  }
  for (const { transitions: taken } of changes) for (const id of taken) transitions.set(id, 'taken');
  const last = lastStep(changes);
  for (const { transitions: taken } of last) for (const id of taken) transitions.set(id, 'last');
  return { states, transitions, regions, last };
}

/** The last change, and those that came with it from the same event. */
function lastStep(changes: readonly TakenChange[]): readonly TakenChange[] {
  const end = changes.at(-1)?.change;
  if (!end) return [];
  const cause = JSON.stringify(end.cause ?? []);
  let first = changes.length - 1;
  while (first > 0) {
    const before = changes[first - 1]?.change;
    if (!before || before.t !== end.t || before.event !== end.event) break;
    if (JSON.stringify(before.cause ?? []) !== cause) break;
    first--;
  }
  return changes.slice(first);
}
