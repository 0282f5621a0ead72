/**
 * A statechart as a plain graph, read from the definition of any XState 5 machine: what a drawing needs, and nothing
 * that belongs to one machine. Every transition of the definition is one of the graph.
 */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { actionOf, type ChartAction, guardLabel, isTimerKeeping, raisedBy } from './statechart-words.ts';

export type StateKind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history';

/** A state, with the states inside it. */
export interface ChartState {
  /** XState's id, unique in the machine. */
  readonly id: string;
  readonly name: string;
  readonly kind: StateKind;
  readonly description: string | null;
  /** The id of the state inside that is entered first; null where there is none, or all are. */
  readonly initial: string | null;
  readonly entry: readonly ChartAction[];
  readonly exit: readonly ChartAction[];
  /** What it invokes while it is active. */
  readonly invokes: readonly string[];
  readonly children: readonly ChartState[];
}

export interface ChartTransition {
  /** Unique in the machine. */
  readonly id: string;
  readonly source: string;
  /** Ids of states; none: it stays where it is and only acts. */
  readonly targets: readonly string[];
  /** What triggers it, as a recording names it: `stop.requested`, `after shutdownDelay`; empty: nothing, it is taken at once. */
  readonly trigger: string;
  /** The same for people: `after 500 ms`, `always`, `any event`. */
  readonly label: string;
  readonly guard: string | null;
  readonly actions: readonly ChartAction[];
  readonly description: string | null;
}

export interface Statechart {
  readonly root: ChartState;
  /** In the order of the definition. */
  readonly transitions: readonly ChartTransition[];
  /** Types of events that the machine raises for itself. */
  readonly raised: ReadonlySet<string>;
}

/** The graph of a machine. */
export function statechartOf(machine: AnyStateMachine): Statechart {
  const transitions: ChartTransition[] = [];
  const raised = new Set<string>();
  const visit = (node: AnyStateNode): ChartState => {
    for (const [position, transition] of definedIn(node).entries()) {
      transitions.push(transitionOf(node, transition, position));
      for (const action of transition.actions) for (const type of raisedBy(action)) raised.add(type);
    }
    const entry = node.entry.filter(action => !isTimerKeeping(action));
    for (const action of [...entry, ...node.exit]) for (const type of raisedBy(action)) raised.add(type);
    return {
      id: node.id,
      name: node.key,
      kind: node.type,
      description: node.description ?? null,
      initial: node.type === 'compound' ? (node.initial.target?.[0]?.id ?? null) : null,
      entry: entry.map(actionOf),
      exit: node.exit.filter(action => !isTimerKeeping(action)).map(actionOf),
      invokes: node.invoke.map(({ src, id }) => (typeof src === 'string' ? src : id)),
      children: Object.values(node.states).map(visit),
    };
  };
  const root = visit(machine.root);
  return { root, transitions, raised };
}

/** The transitions that a node defines itself: those with a trigger, then those without. */
function definedIn(node: AnyStateNode): AnyTransitionDefinition[] {
  return [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
}

function transitionOf(
  node: AnyStateNode,
  transition: AnyTransitionDefinition,
  position: number,
): ChartTransition {
  const { trigger, label } = triggerOf(node, transition.eventType);
  return {
    id: `${node.id}/${position}`,
    source: node.id,
    targets: (transition.target ?? []).map(({ id }) => id),
    trigger,
    label,
    guard: transition.guard === undefined ? null : guardLabel(transition.guard),
    actions: transition.actions.map(actionOf),
    description: transition.description ?? null,
  };
}

const AFTER = 'xstate.after.';

/** XState names what it triggers itself by the node it belongs to; people know that from the drawing. */
function triggerOf(node: AnyStateNode, type: string): { readonly trigger: string; readonly label: string } {
  if (type === '') return { trigger: '', label: 'always' };
  if (type === '*') return { trigger: '*', label: 'any event' };
  if (type.startsWith(AFTER)) {
    const delay = type.slice(AFTER.length, type.length - node.id.length - 1);
    return { trigger: `after ${delay}`, label: /^\d+$/.test(delay) ? `after ${delay} ms` : `after ${delay}` };
  }
  if (type === `xstate.done.state.${node.id}`) return { trigger: type, label: 'done' };
  const actor = /^xstate\.(done|error|snapshot)\.(?:actor\.)?(.+)$/.exec(type);
  if (!actor) return { trigger: type, label: type };
  const [, what, id] = actor;
  const source = node.invoke.find(invoked => invoked.id === id)?.src;
  return { trigger: type, label: `${what} ${typeof source === 'string' ? source : id}` };
}

/** All states of a chart, each before those inside it. */
export function statesOf(state: ChartState): ChartState[] {
  return [state, ...state.children.flatMap(statesOf)];
}
