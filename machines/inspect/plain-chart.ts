/**
 * A statechart from somebody's definition as JSON: a configuration of XState 5, or a machine of XState 4 as its `toJSON`
 * writes it. It comes from elsewhere, so nothing in it is trusted to be there; what cannot be read is left out.
 */
import type { ChartState, ChartTransition, Statechart, StateKind } from '../view/statechart.ts';
import type { ChartAction } from '../view/statechart-words.ts';
import { triggerWords } from './plain-trigger.ts';

type Plain = Readonly<Record<string, unknown>>;

/** States beyond these are not drawn. */
const MOST_STATES = 1500;
const DEEPEST = 30;

interface Draft {
  readonly states: Map<string, ChartState>;
  /** Those whose targets are found when all states are known. */
  readonly open: { readonly node: Node; readonly plain: Plain; readonly type: string }[];
  /** By the ids of the definition, which may be others than ours. */
  readonly ids: Map<string, Node>;
}

interface Node {
  readonly id: string;
  readonly parent: Node | null;
  readonly children: Map<string, Node>;
}

/** The chart of a definition; null: it is none that has states. */
export function plainChart(definition: unknown): Statechart | null {
  if (!isPlain(definition) || !isPlain(definition.states)) return null;
  const name = text(definition.id) ?? text(definition.key) ?? 'machine';
  const draft: Draft = { states: new Map(), open: [], ids: new Map() };
  const root = readState(definition, name, null, draft, 0);
  const transitions = draft.open.map(({ node, plain, type }, position): ChartTransition => {
    const targets = list(plain.target).flatMap(target => find(target, node, draft) ?? []);
    const guard = plain.guard ?? plain.cond;
    return {
      id: `${node.id}/${position}`,
      source: node.id,
      targets,
      ...triggerWords(type, node.id),
      guard: guard === undefined || guard === null ? null : labelOf(guard, 'a condition'),
      actions: list(plain.actions).map(actionOf),
      description: text(plain.description),
    };
  });
  return { root, transitions, raised: new Set() };
}

function readState(plain: Plain, key: string, parent: Node | null, draft: Draft, depth: number): ChartState {
  const id = parent ? `${parent.id}.${key}` : key;
  const node: Node = { id, parent, children: new Map() };
  parent?.children.set(key, node);
  draft.ids.set(id, node);
  const ownId = text(plain.id);
  if (ownId !== null) draft.ids.set(ownId, node);
  readTransitions(plain, node, draft);
  const inner = isPlain(plain.states) && depth < DEEPEST ? Object.entries(plain.states) : [];
  const children: ChartState[] = [];
  for (const [name, child] of inner) {
    if (!isPlain(child) || draft.ids.size > MOST_STATES * 2) continue;
    children.push(readState(child, name, node, draft, depth + 1));
  }
  const kind = kindOf(plain.type, children.length > 0);
  return {
    id,
    name: key,
    kind,
    description: text(plain.description),
    initial: kind === 'compound' ? (initialOf(plain.initial, node) ?? children[0]?.id ?? null) : null,
    entry: list(plain.entry).map(actionOf),
    exit: list(plain.exit).map(actionOf),
    invokes: list(plain.invoke).map(invoked => labelOf(invoked, 'an actor')),
    children,
  };
}

function readTransitions(plain: Plain, node: Node, draft: Draft): void {
  const add = (type: string, value: unknown): void => {
    for (const one of list(value)) {
      const asPlain = typeof one === 'string' ? { target: one } : one;
      if (isPlain(asPlain)) draft.open.push({ node, plain: asPlain, type });
    }
  };
  for (const [type, value] of entries(plain.on)) add(type, value);
  // XState 4 writes those of `after`, `onDone` and invoked actors among the others already.
  for (const [delay, value] of entries(plain.after)) add(`xstate.after.${delay}.${node.id}`, value);
  add('', plain.always);
  add(`xstate.done.state.${node.id}`, plain.onDone);
  for (const [position, invoked] of list(plain.invoke).entries()) {
    if (!isPlain(invoked)) continue;
    // As XState 5 calls those that have no name of their own.
    const id = text(invoked.id) ?? `${position}.${node.id}`;
    add(`xstate.done.actor.${id}`, invoked.onDone);
    add(`xstate.error.actor.${id}`, invoked.onError);
    add(`xstate.snapshot.${id}`, invoked.onSnapshot);
  }
}

/** Where a target leads: `#id`, `#id.inner`, `.inner`, `sibling`, `sibling.inner`. */
function find(target: unknown, from: Node, { ids }: Draft): string[] | null {
  const path = typeof target === 'string' ? target : isPlain(target) ? `#${text(target.id) ?? ''}` : null;
  if (path === null) return null;
  if (path.startsWith('#')) {
    const wanted = path.slice(1);
    const whole = ids.get(wanted);
    if (whole) return [whole.id];
    // The longest id that it begins with, then down from there.
    const parts = wanted.split('.');
    for (let length = parts.length - 1; length > 0; length--) {
      const base = ids.get(parts.slice(0, length).join('.'));
      if (base) return idAt(base, parts.slice(length));
    }
    return null;
  }
  if (path.startsWith('.')) return idAt(from, path.slice(1).split('.'));
  return idAt(from.parent ?? from, path.split('.'));
}

function idAt(base: Node, path: readonly string[]): string[] | null {
  let at: Node | undefined = base;
  for (const name of path) at = at?.children.get(name);
  return at ? [at.id] : null;
}

function initialOf(initial: unknown, node: Node): string | null {
  const target = isPlain(initial) ? list(initial.target)[0] : initial;
  if (typeof target !== 'string') return null;
  const [first] = target
    .replace(/^[#.]+/, '')
    .split('.')
    .slice(-1);
  return (
    node.children.get(target)?.id ?? (first === undefined ? null : (node.children.get(first)?.id ?? null))
  );
}

function kindOf(type: unknown, hasChildren: boolean): StateKind {
  if (type === 'parallel' || type === 'final' || type === 'history') return type;
  return hasChildren ? 'compound' : 'atomic';
}

function actionOf(action: unknown): ChartAction {
  return { label: labelOf(action, 'an action'), params: null };
}

/** Functions carry the name of the key under which they were written, which says nothing. */
const NAMELESS = new Set(['', 'guard', 'cond', 'actions', 'entry', 'exit', 'exec', 'anonymous']);

function labelOf(value: unknown, otherwise: string): string {
  if (typeof value === 'string') return value || otherwise;
  if (!isPlain(value)) return otherwise;
  // XState 4 writes what it wraps a condition in.
  const label =
    (value.type === 'xstate.guard' ? value.name : value.type) ?? value.name ?? value.src ?? value.id;
  const found = isPlain(label) ? label.type : label;
  // An invoked actor is called by its source, where there is one.
  const source = value.src;
  if (typeof source === 'string') return source;
  if (isPlain(source) && typeof source.type === 'string' && source.type !== '') return source.type;
  return typeof found === 'string' && !NAMELESS.has(found) ? found.replace(/^xstate\./, '') : otherwise;
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function entries(value: unknown): [string, unknown][] {
  // XState 4 lists delayed transitions here again, each with its delay.
  return isPlain(value) ? Object.entries(value) : [];
}

function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
