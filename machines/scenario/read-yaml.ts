/** YAML text → a value, and where in the text each of its parts stands. */
import { LineCounter, parseDocument } from 'yaml';
import type { Translate } from '../words/translate.ts';

/** Lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where the value at a path stands, or its key; of what is not there, what it would stand in. */
export type Locate = (path: readonly PropertyKey[], key: boolean) => Place;

/** For values that were read from no text. */
export const NOWHERE: Locate = () => ({ line: 1, column: 1 });

export type YamlResult =
  | { readonly ok: true; readonly value: unknown; readonly locate: Locate }
  | {
      readonly ok: false;
      readonly problems: readonly (Place & { readonly path: string; readonly message: string })[];
    };

/** Deeper than any scenario; what is much deeper takes the parser more memory and stack than there is. */
const DEEPEST = 100;
const DEEP_LINE = new RegExp(`(?:[-?:][ \\t]+){${DEEPEST}}`);

/** Reads YAML. Never throws: bad input is a result; what the YAML parser seldom says stays English. */
export function readYaml(text: string, tr: Translate): YamlResult {
  if (isTooDeep(text))
    return {
      ok: false,
      problems: [{ line: 1, column: 1, path: '', message: tr('it is nested too deeply') }],
    };
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map(error => {
        const place = counter.linePos(error.pos[0]);
        return { line: place.line, column: place.col, path: '', message: tr.text(error.message) };
      }),
    };
  }
  const locate: Locate = (path, key) => {
    for (let length = path.length; length >= 0; length--) {
      const range = rangeOf(document, path.slice(0, length), key && length === path.length);
      if (range !== null) {
        const place = counter.linePos(range);
        return { line: place.line, column: place.col };
      }
    }
    return { line: 1, column: 1 };
  };
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }), locate };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, problems: [{ line: 1, column: 1, path: '', message }] };
  }
}

/** Counts brackets, also those within texts: nobody writes so many of either. */
function isTooDeep(text: string): boolean {
  if (DEEP_LINE.test(text)) return true;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEPEST) return true;
  }
  return false;
}

function rangeOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
  key: boolean,
): number | null {
  if (key) {
    const parent = document.getIn(path.slice(0, -1), true) as
      | { items?: { key?: { value?: unknown; range?: number[] } }[] }
      | undefined;
    const wanted = String(path.at(-1));
    const pair = parent?.items?.find(item => String(item.key?.value) === wanted);
    return pair?.key?.range?.[0] ?? null;
  }
  const node = (path.length === 0 ? document.contents : document.getIn(path, true)) as
    | { range?: number[] | null }
    | null
    | undefined;
  return node?.range?.[0] ?? null;
}
