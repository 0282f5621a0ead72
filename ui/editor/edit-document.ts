/**
 * Changes to the text of a scenario that leave everything else as it was written: comments, order, and the way in which
 * lists and mappings are set.
 */
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  Pair,
  parseDocument,
  type Scalar,
  stringify,
  type YAMLMap,
  YAMLSeq,
} from 'yaml';
import type { Path } from './schema-nodes.ts';

/** The keys that a mapping may have, in the order in which they are to stand. */
export type OrderOf = (path: Path) => readonly string[];

const STYLE = { lineWidth: 0 } as const;

/** The value that a text stands for; null: it cannot be read as YAML. */
export function readText(text: string): { readonly value: unknown } | null {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) return null;
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) };
  } catch {
    return null;
  }
}

/** A scenario's source as YAML. */
export function writeText(value: unknown): string {
  return stringify(value, STYLE);
}

/** Writes a value where `path` says; mappings on the way are made. */
export function setAt(text: string, path: Path, value: unknown, orderOf: OrderOf): string {
  return change(text, document => {
    const node = document.getIn(path, true);
    if (isScalar(node) && isPlain(node) && !isContainer(value)) return splice(text, node, value);
    put(document, path, value, orderOf);
    return null;
  });
}

/** Takes out what stands at `path`, and the mappings and lists that are empty without it. */
export function removeAt(text: string, path: Path): string {
  return change(text, document => {
    document.deleteIn(path);
    for (let end = path.length - 1; end > 0 && typeof path[end - 1] === 'string'; end--) {
      const parent = document.getIn(path.slice(0, end), true);
      if (!isCollection(parent) || parent.items.length > 0 || parent.comment) break;
      document.deleteIn(path.slice(0, end));
    }
    return null;
  });
}

/** Adds an entry at the end of a list, in one line as the library writes them. */
export function addItem(text: string, path: Path, item: unknown, orderOf: OrderOf): string {
  return change(text, document => {
    const node = document.createNode(item, { flow: true });
    const list = document.getIn(path, true);
    if (isSeq(list)) {
      list.add(node);
      return null;
    }
    const fresh = new YAMLSeq(document.schema);
    fresh.add(node);
    put(document, path, fresh, orderOf);
    return null;
  });
}

/** Moves an entry of a list to another place; its comments go with it. */
export function moveItem(text: string, path: Path, from: number, to: number): string {
  return change(text, document => {
    const list = document.getIn(path, true);
    if (!isSeq(list) || to < 0 || to >= list.items.length) return null;
    const [item] = list.items.splice(from, 1);
    list.items.splice(to, 0, item);
    return null;
  });
}

/** What `act` makes of the document, as text. It may return the text itself. */
function change(text: string, act: (document: Document) => string | null): string {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) return text;
  const before = document.toString(STYLE);
  const spliced = act(document);
  return spliced ?? merged(text, before, document.toString(STYLE));
}

/**
 * The document's text has the library's own setting of spaces. Lines that the change did not touch keep theirs: where
 * both texts have the same lines but for spaces, only those that differ between before and after are replaced.
 */
function merged(text: string, before: string, after: string): string {
  const written = text.split('\n');
  const old = before.split('\n');
  const next = after.split('\n');
  if (written.length !== old.length) return after;
  let head = 0;
  while (head < Math.min(old.length, next.length) && old[head] === next[head]) head++;
  let tail = 0;
  while (
    tail < Math.min(old.length, next.length) - head &&
    old[old.length - 1 - tail] === next[next.length - 1 - tail]
  )
    tail++;
  const kept = [
    ...written.slice(0, head),
    ...next.slice(head, next.length - tail),
    ...written.slice(written.length - tail),
  ].join('\n');
  const isSame = JSON.stringify(readText(kept)) === JSON.stringify(readText(after));
  return isSame ? kept : after;
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is written in one piece, so that another can stand in its place. */
function isPlain(node: Scalar): boolean {
  return (
    node.range !== undefined &&
    node.range !== null &&
    node.range[0] < node.range[1] &&
    !node.anchor &&
    !node.tag &&
    (node.type === 'PLAIN' || node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')
  );
}

function splice(text: string, node: Scalar, value: unknown): string {
  const [start, end] = node.range ?? [0, 0];
  // As in a list within a line: what is safe there is safe everywhere.
  const list = stringify([value], { ...STYLE, collectionStyle: 'flow', flowCollectionPadding: false });
  return text.slice(0, start) + list.trim().slice(1, -1) + text.slice(end);
}

function put(document: Document, path: Path, value: unknown, orderOf: OrderOf): void {
  if (!isMap(document.contents))
    document.contents = document.createNode({}) as unknown as typeof document.contents;
  let parent: unknown = document.contents;
  for (const [depth, step] of path.slice(0, -1).entries()) {
    if (!isCollection(parent)) return;
    let child: unknown = parent.get(step, true);
    if (isAlias(child)) child = document.createNode(child.toJS(document));
    else if (!isCollection(child)) child = document.createNode({});
    if (parent.get(step, true) !== child)
      place(parent, step, child as Node, orderOf(path.slice(0, depth)), document);
    parent = child;
  }
  const last = path.at(-1);
  if (!isCollection(parent) || last === undefined) return;
  const old = parent.get(last, true);
  const flow = isCollection(old) && old.flow === true;
  const node = value instanceof YAMLSeq ? value : document.createNode(value, { flow });
  place(parent, last, node as Node, orderOf(path.slice(0, -1)), document);
}

/** Puts a node under a key: where it was, or behind the last of the keys that stand before it in the order. */
function place(
  parent: { has(key: unknown): boolean; set(key: unknown, value: unknown): void },
  key: string | number,
  node: Node,
  order: readonly string[],
  document: Document,
): void {
  if (!isMap(parent) || parent.has(key)) {
    parent.set(key, node);
    return;
  }
  const map = parent as YAMLMap;
  const earlier = order.slice(0, Math.max(0, order.indexOf(String(key))));
  let index = map.items.length;
  if (order.includes(String(key))) {
    index = 0;
    map.items.forEach((pair, at) => {
      if (earlier.includes(String(isScalar(pair.key) ? pair.key.value : pair.key))) index = at + 1;
    });
  }
  map.items.splice(index, 0, new Pair(document.createNode(key), node));
}
