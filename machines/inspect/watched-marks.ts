/** What a watched machine's chart looks like now. */
import type { ChartState, ChartTransition, Statechart } from '../view/statechart.ts';
import type { ChartMarks, StateMark, TransitionMark } from '../view/statechart-run.ts';
import { heardAs } from './plain-trigger.ts';

/** What a watched machine has gone through: ids of states and transitions. */
export interface Trail {
  readonly active: ReadonlySet<string>;
  readonly visited: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
  readonly last: ReadonlySet<string>;
}

/** The ids of the active states for a value of XState. */
export function activeStates(chart: Statechart, value: unknown): ReadonlySet<string> {
  const active = new Set<string>();
  const enter = (state: ChartState, inner: unknown): void => {
    active.add(state.id);
    for (const child of state.children) {
      if (inner === child.name) enter(child, null);
      else if (typeof inner === 'object' && inner !== null && Object.hasOwn(inner, child.name))
        enter(child, (inner as Readonly<Record<string, unknown>>)[child.name]);
    }
  };
  if (value !== null && value !== undefined) enter(chart.root, value);
  return active;
}

/** The trail of a machine that has just been born. */
export function firstTrail(chart: Statechart, value: unknown): Trail {
  const active = activeStates(chart, value);
  return { active, visited: active, taken: new Set(), last: new Set() };
}

/** The trail after an event has led to a value. */
export function nextTrail(chart: Statechart, before: Trail, event: string, value: unknown): Trail {
  const active = activeStates(chart, value);
  const last = takenBetween(chart, before.active, active, event);
  // Nobody was told of states that were left in the instant they were entered: their transitions tell of them.
  const passed = chart.transitions.filter(({ id }) => last.has(id)).flatMap(({ targets }) => targets);
  return {
    active,
    visited: new Set([...before.visited, ...active, ...passed]),
    taken: new Set([...before.taken, ...last]),
    last,
  };
}

/** Those that hear the event and lead to where it went, with those that need no event and follow. */
function takenBetween(
  chart: Statechart,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
  event: string,
): ReadonlySet<string> {
  const heard = heardAs(event);
  const transient = chart.transitions.filter(({ trigger }) => trigger === '');
  const taken = new Set<string>();
  const isReached = (target: string): boolean =>
    after.has(target) ||
    transient.some(({ source, targets }) => source === target && targets.some(to => after.has(to)));
  const hears = ({ trigger }: ChartTransition): boolean =>
    trigger === heard ||
    trigger === '*' ||
    (trigger.endsWith('.*') && heard.startsWith(trigger.slice(0, -1)));
  const reached = new Set(before);
  const answered = new Set<string>();
  for (const transition of chart.transitions.filter(hears)) {
    const { id, source, targets } = transition;
    // Of several for the same event a state takes the first that it may: which one, its target tells.
    if (!before.has(source) || answered.has(source) || !targets.every(isReached)) continue;
    if (targets.length === 0 && !isSame(before, after)) continue;
    answered.add(source);
    taken.add(id);
    for (const target of targets) reached.add(target);
  }
  for (const { id, source, targets } of transient)
    if (reached.has(source) && !after.has(source) && targets.length > 0 && targets.every(to => after.has(to)))
      taken.add(id);
  return taken;
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every(id => b.has(id));
}

/** The marks of a drawing. @param isOver nothing happens any more */
export function watchedMarks(chart: Statechart, trail: Trail, isOver: boolean): ChartMarks {
  const states = new Map<string, StateMark>();
  const leading = new Set(
    chart.transitions.filter(({ targets }) => targets.length > 0).map(({ source }) => source),
  );
  const mark = (state: ChartState): boolean => {
    const inside = state.children.map(mark);
    if (!trail.active.has(state.id)) {
      states.set(state.id, trail.visited.has(state.id) ? 'was' : 'never');
      return false;
    }
    // A state waits as long as one inside it does.
    const waits = leading.has(state.id) || inside.includes(true);
    states.set(state.id, waits ? (isOver ? 'cut' : 'waits') : 'rests');
    return waits;
  };
  mark(chart.root);
  const transitions = new Map<string, TransitionMark>(
    chart.transitions.map(({ id, source }) => {
      if (trail.last.has(id)) return [id, 'last'];
      if (trail.taken.has(id)) return [id, 'taken'];
      return [id, trail.active.has(source) && !isOver ? 'open' : 'never'];
    }),
  );
  return { states, transitions, regions: [], last: [] };
}
