/** What stands at a place of the text: the key path, and whether a key or a value is being written. */
import { isMap, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import { readText } from './edit-document.ts';
import type { Path } from './schema-nodes.ts';

/** What is being written where the cursor stands. */
export interface CursorContext {
  readonly writes: 'key' | 'value';
  /** The path of the mapping whose key is written, or of the value. */
  readonly path: Path;
  /** Where the word that is being written begins and ends. */
  readonly from: number;
  readonly to: number;
  /** The whole scenario, without what is being written. */
  readonly value: unknown;
  /** Inside of brackets, where everything stands in one line. */
  readonly inFlow: boolean;
  /** Columns before a key. */
  readonly indent: number;
}

/** Stands for what is being written, so that the rest can be read. */
const HERE = 'zzHEREzz';

/** Null: in a comment, or where nothing can be said. */
export function contextAt(text: string, position: number): CursorContext | null {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  const line = text.slice(lineStart, position);
  if (/(^|\s)#/.test(line.replace(/"[^"]*"|'[^']*'/g, '""'))) return null;
  const typed = /[^\s,:[\]{}"'#]*$/.exec(line)?.[0] ?? '';
  const rest = /^[^\s,:[\]{}"'#]*/.exec(text.slice(position))?.[0] ?? '';
  const from = position - typed.length;
  const to = position + rest.length;
  const before = line.slice(0, line.length - typed.length);
  const bracket = openBracket(text, from);
  const place = writes(before, bracket);
  if (place === null) return null;
  const hasColon = /^\s*:/.test(text.slice(to));
  const mark = place === 'value' ? ` ${HERE}` : hasColon ? HERE : `${HERE}: 0`;
  const marked = text.slice(0, from) + mark + text.slice(to);
  const path = pathOfMark(marked);
  if (path === null) return null;
  const parent = path.slice(0, -1);
  return {
    writes: place,
    path: place === 'key' ? parent : path,
    from,
    to,
    value: withoutMark(readText(marked)?.value),
    inFlow: bracket !== null,
    indent: before.length,
  };
}

function writes(before: string, bracket: string | null): 'key' | 'value' | null {
  if (/:\s+$/.test(before)) return 'value';
  if (bracket === '[') return null;
  if (bracket === '{') return /([{,]|^)\s*$/.test(before) ? 'key' : null;
  return /^\s*(-\s+)*$/.test(before) ? 'key' : null;
}

/** The innermost bracket that is open at a place; null: none. Brackets do not outlast the key at the margin before them. */
function openBracket(text: string, position: number): string | null {
  let start = position;
  do start = text.lastIndexOf('\n', start - 1) + 1;
  while (start > 0 && /[\s#}\]]/.test(text[start] ?? ' ') && start-- > 0);
  const code = text.slice(start, position).replace(/"[^"\n]*"|'[^'\n]*'|(^|\s)#.*$/gm, ' ');
  const open: string[] = [];
  for (const letter of code) {
    if (letter === '[' || letter === '{') open.push(letter);
    if (letter === ']' || letter === '}') open.pop();
  }
  return open.at(-1) ?? null;
}

function pathOfMark(text: string): Path | null {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  let found: (string | number)[] | null = null;
  visit(document, {
    Scalar(_, node, ancestors) {
      if (node.value !== HERE) return undefined;
      const steps: (string | number)[] = [];
      const chain = [...ancestors, node];
      chain.forEach((ancestor, index) => {
        if (isPair(ancestor)) steps.push(String(isScalar(ancestor.key) ? ancestor.key.value : ancestor.key));
        if (isSeq(ancestor)) steps.push(ancestor.items.indexOf(chain[index + 1]));
      });
      found = steps;
      return visit.BREAK;
    },
  });
  return found;
}

/** The value without what was put in for reading it. */
function withoutMark(value: unknown): unknown {
  if (value === HERE) return undefined;
  if (Array.isArray(value)) return value.map(withoutMark);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== HERE)
      .map(([key, item]) => [key, withoutMark(item)]),
  );
}

/** The path of the key that stands at a place, and where it begins and ends. */
export function keyAt(
  text: string,
  position: number,
): { readonly path: Path; readonly from: number; readonly to: number; readonly value: unknown } | null {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  let found: { path: (string | number)[]; from: number; to: number } | null = null;
  visit(document, {
    Pair(_, pair, ancestors) {
      const range = isScalar(pair.key) ? pair.key.range : null;
      if (!range || position < range[0] || position > range[1]) return undefined;
      const steps: (string | number)[] = [];
      const chain = [...ancestors, pair];
      chain.forEach((ancestor, index) => {
        if (isPair(ancestor)) steps.push(String(isScalar(ancestor.key) ? ancestor.key.value : ancestor.key));
        if (isSeq(ancestor)) steps.push(ancestor.items.indexOf(chain[index + 1]));
      });
      found = { path: steps, from: range[0], to: range[1] };
      return visit.BREAK;
    },
  });
  if (found === null || !isMap(document.contents)) return null;
  const { path, from, to } = found as { path: Path; from: number; to: number };
  return { path, from, to, value: readText(text)?.value };
}
