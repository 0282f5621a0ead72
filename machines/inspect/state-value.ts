/** XState's values of states (`{ delay: 'idle', drain: { waiting: 'requests' } }`) and the states of a chart. */

import type { ChartState, Statechart } from '../view/statechart.ts';
import { initialStates, regionNode, statesOnPath } from '../view/statechart-path.ts';

export type PlainValue = string | { readonly [state: string]: PlainValue };

/** The value of a state whose active states inside are known. */
export function plainValueOf(state: ChartState, active: ReadonlySet<string>): PlainValue {
  const inside = state.children.filter(child => state.kind === 'parallel' || active.has(child.id));
  const [only] = inside;
  if (state.kind !== 'parallel' && only && only.children.length === 0) return only.name;
  return Object.fromEntries(inside.map(child => [child.name, plainValueOf(child, active)]));
}

/** The value that a machine starts with. */
export function initialValue(chart: Statechart): PlainValue {
  return plainValueOf(chart.root, idsOf(initialStates(chart.root)));
}

/** The value after one region has changed to `path`, as a recording writes it: `shuttingDown.waiting`. */
export function changedValue(chart: Statechart, value: PlainValue, region: string, path: string): PlainValue {
  const node = regionNode(chart, region);
  const states = statesOnPath(node, path);
  // What the chart does not know, as of a recording from elsewhere, is said as it was written.
  const inner = states.length > 0 ? plainValueOf(node, idsOf(states)) : path;
  if (node === chart.root) return inner;
  return { ...(typeof value === 'string' ? {} : value), [node.name]: inner };
}

function idsOf(states: readonly ChartState[]): ReadonlySet<string> {
  return new Set(states.map(({ id }) => id));
}
