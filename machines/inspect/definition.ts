/**
 * The definition of a machine as plain JSON, which XState's tools can read: functions do not travel, so guards and
 * actions go by the names that people read in the drawing.
 */
import type { ChartState, ChartTransition, Statechart } from '../view/statechart.ts';
import type { ChartAction } from '../view/statechart-words.ts';

/** What a version of XState calls the condition of a transition. */
export type GuardKey = 'guard' | 'cond';

export type PlainDefinition = Readonly<Record<string, unknown>>;

const AFTER = 'after ';
const DONE = 'xstate.done.state.';

/** @param guardKey `guard` for XState 5, `cond` for XState 4. */
export function definitionOf(chart: Statechart, guardKey: GuardKey): PlainDefinition {
  const bySource = new Map<string, ChartTransition[]>();
  for (const transition of chart.transitions) {
    const own = bySource.get(transition.source) ?? [];
    own.push(transition);
    bySource.set(transition.source, own);
  }
  const nodeOf = (state: ChartState): PlainDefinition => {
    const on: Record<string, PlainDefinition[]> = {};
    const after: Record<string, PlainDefinition[]> = {};
    const always: PlainDefinition[] = [];
    const onDone: PlainDefinition[] = [];
    for (const transition of bySource.get(state.id) ?? []) {
      const { trigger } = transition;
      const plain = transitionOf(transition, guardKey);
      if (trigger === '') always.push(plain);
      else if (trigger.startsWith(DONE)) onDone.push(plain);
      else if (trigger.startsWith(AFTER)) listIn(after, trigger.slice(AFTER.length)).push(plain);
      else listIn(on, trigger).push(plain);
    }
    const initial = state.children.find(({ id }) => id === state.initial)?.name;
    return {
      ...(state.kind === 'atomic' || state.kind === 'compound' ? {} : { type: state.kind }),
      ...(state.description === null ? {} : { description: state.description }),
      ...(initial === undefined ? {} : { initial }),
      ...(state.entry.length > 0 ? { entry: state.entry.map(plainAction) } : {}),
      ...(state.exit.length > 0 ? { exit: state.exit.map(plainAction) } : {}),
      ...(always.length > 0 ? { always } : {}),
      ...(Object.keys(on).length > 0 ? { on } : {}),
      ...(Object.keys(after).length > 0 ? { after } : {}),
      ...(onDone.length > 0 ? { onDone } : {}),
      ...(state.children.length > 0
        ? { states: Object.fromEntries(state.children.map(child => [child.name, nodeOf(child)])) }
        : {}),
    };
  };
  return {
    id: chart.root.id,
    // Without it XState 4 warns whoever reads the definition.
    ...(guardKey === 'cond' ? { predictableActionArguments: true } : {}),
    ...nodeOf(chart.root),
  };
}

function listIn(lists: Record<string, PlainDefinition[]>, key: string): PlainDefinition[] {
  const list = lists[key] ?? [];
  lists[key] = list;
  return list;
}

function transitionOf(transition: ChartTransition, guardKey: GuardKey): PlainDefinition {
  const { targets, guard, actions, description } = transition;
  return {
    ...(targets.length > 0 ? { target: targets.map(id => `#${id}`) } : {}),
    ...(guard === null ? {} : { [guardKey]: guard }),
    ...(actions.length > 0 ? { actions: actions.map(plainAction) } : {}),
    ...(description === null ? {} : { description }),
  };
}

/** By its label alone: XState's own actions would be carried out by a tool that runs the definition. */
function plainAction({ label }: ChartAction): PlainDefinition {
  return { type: label };
}
