/**
 * Which transitions of a statechart a recorded change of state has taken. A recording says from where to where, and on
 * which event; transitions in between (`always`, raised events) are found in the chart.
 */
import type { EventOf, RunEvent } from '../recording/events.ts';
import { type ChartState, type ChartTransition, type Statechart, statesOf } from './statechart.ts';

export type StateChange = EventOf<'state.changed'>;

/** More transitions than this in one step are not looked for. */
const LONGEST_PATH = 8;

/** Where the states of a region stand in the chart: the region of a parallel machine, else the machine itself. */
export function regionNode(chart: Statechart, region: string): ChartState {
  const inner =
    chart.root.kind === 'parallel' ? chart.root.children.find(child => child.name === region) : undefined;
  return inner ?? chart.root;
}

/** The regions of a machine as recordings name them; one without regions has one of its own name. */
export function regionsOf(
  chart: Statechart,
  machine: string,
): readonly { readonly name: string; readonly state: ChartState }[] {
  if (chart.root.kind === 'parallel') return chart.root.children.map(state => ({ name: state.name, state }));
  return [{ name: machine.split('/')[0] ?? machine, state: chart.root }];
}

/** The states of `shuttingDown.waiting`, outermost first; what the chart does not have is left out. */
export function statesOnPath(region: ChartState, path: string): ChartState[] {
  const found: ChartState[] = [];
  for (const part of path.split(',')) {
    // Of parallel states inside a region, a recording writes those after the first without what they share with it.
    const bases = [region, ...found.filter(({ kind }) => kind === 'parallel')];
    const steps = bases.map(base => descend(base, part.split('.'))).find(states => states !== null);
    found.push(...(steps ?? []).filter(state => !found.includes(state)));
  }
  return found;
}

function descend(base: ChartState, names: readonly string[]): ChartState[] | null {
  const states: ChartState[] = [];
  let at = base;
  for (const name of names) {
    const next = at.children.find(child => child.name === name);
    if (!next) return null;
    states.push(next);
    at = next;
  }
  return states;
}

/** The states that are entered with a state, outermost first: its initial one, and so on. */
export function initialStates(state: ChartState): ChartState[] {
  const entered = state.children.filter(child => state.kind === 'parallel' || child.id === state.initial);
  return entered.flatMap(child => [child, ...initialStates(child)]);
}

/** One state of the search: the innermost state, and by what it was reached. */
interface Step {
  readonly at: ChartState;
  readonly by: readonly ChartTransition[];
  readonly before: Step | null;
}

/**
 * The transitions that `change` has taken, in their order. Where the definition has several for the same event between
 * the same states, `after` decides: the events that followed show what their actions did. What cannot be told apart is
 * all given.
 */
export function transitionsTaken(
  chart: Statechart,
  change: StateChange,
  after: readonly RunEvent[],
): ChartTransition[] {
  const region = regionNode(chart, change.region);
  const from = statesOnPath(region, change.from).at(-1);
  const to = statesOnPath(region, change.to).at(-1);
  if (!from || !to) return [];
  const found =
    search(chart, region, from, to, transition => hears(transition, change.event)) ??
    search(chart, region, from, to, transition => isInternal(chart, transition));
  const taken: ChartTransition[] = [];
  for (let step: Step | null = found; step; step = step.before) taken.unshift(...seen(step.by, after));
  return taken;
}

function search(
  chart: Statechart,
  region: ChartState,
  from: ChartState,
  to: ChartState,
  isFirst: (transition: ChartTransition) => boolean,
): Step | null {
  const states = new Map(statesOf(chart.root).map(state => [state.id, state]));
  const parents = new Map(
    [...states.values()].flatMap(state => state.children.map(child => [child.id, state] as const)),
  );
  const reached = new Set<string>();
  let front: readonly Step[] = [{ at: from, by: [], before: null }];
  for (let length = 0; length < LONGEST_PATH && front.length > 0; length++) {
    const next = new Map<string, Step>();
    for (const step of front) {
      const around = ancestry(step.at, region, parents);
      for (const transition of chart.transitions) {
        if (!around.includes(transition.source)) continue;
        if (length === 0 ? !isFirst(transition) : !isInternal(chart, transition)) continue;
        const target = states.get(transition.targets[0] ?? '');
        if (!target) continue;
        const inner = initialStates(target).at(-1) ?? target;
        if (reached.has(inner.id)) continue;
        const known = next.get(inner.id);
        if (known && known.before !== step) continue;
        next.set(inner.id, { at: inner, by: [...(known?.by ?? []), transition], before: step });
      }
    }
    const arrived = next.get(to.id);
    if (arrived) return arrived;
    for (const id of next.keys()) reached.add(id);
    front = [...next.values()];
  }
  return null;
}

function ancestry(state: ChartState, region: ChartState, parents: ReadonlyMap<string, ChartState>): string[] {
  const ids: string[] = [];
  for (let at: ChartState | undefined = state; at; at = at === region ? undefined : parents.get(at.id))
    ids.push(at.id);
  return ids;
}

function hears({ trigger }: ChartTransition, event: string): boolean {
  if (trigger === event || trigger === '*') return true;
  return trigger.endsWith('.*') && event.startsWith(trigger.slice(0, -1));
}

/** Whether it is taken without anything from outside: at once, on the end of what is inside, on what the machine raises. */
function isInternal(chart: Statechart, { trigger }: ChartTransition): boolean {
  return trigger === '' || trigger.startsWith('xstate.done.state.') || chart.raised.has(trigger);
}

/** Of transitions between the same states, those whose actions the run shows best. */
function seen(transitions: readonly ChartTransition[], after: readonly RunEvent[]): ChartTransition[] {
  const scores = transitions.map(
    ({ actions }) => actions.filter(({ params }) => params !== null && isShown(params, after)).length,
  );
  const best = Math.max(...scores);
  return transitions.filter((_, index) => scores[index] === best);
}

function isShown(params: Readonly<Record<string, unknown>>, after: readonly RunEvent[]): boolean {
  const entries = Object.entries(params);
  return after.some(event => entries.every(([key, value]) => (event as Fields)[key] === value));
}

type Fields = { readonly [key: string]: unknown };
