/** YAML text → validated scenario, or every problem with its line and column. */
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { english, type Translate } from '../words/translate.ts';
import { describeIssue } from './describe-issue.ts';
import { knownKeys } from './known-keys.ts';
import { type Scenario, type ScenarioSource, scenarioSchema } from './schema.ts';

/** One thing that is wrong with a scenario, and where. Lines and columns count from 1. */
export interface ScenarioProblem {
  readonly line: number;
  readonly column: number;
  /** The key path, for example `server.shutdown-delay-duration`; empty for a syntax error. */
  readonly path: string;
  readonly message: string;
}

/** What came of reading a scenario: the scenario with its source, or all its problems. */
export type ScenarioResult =
  | { readonly ok: true; readonly scenario: Scenario; readonly source: ScenarioSource }
  | { readonly ok: false; readonly problems: readonly ScenarioProblem[] };

const MAX_BYTES = 1_048_576;

type Locate = (path: readonly PropertyKey[], key: boolean) => { line: number; column: number };

/**
 * Reads a scenario file. Never throws: bad input is a result.
 * @param tr the language of the problems' messages; what the YAML parser seldom says stays English.
 */
export function parseScenario(text: string, tr: Translate = english): ScenarioResult {
  if (text.length > MAX_BYTES) {
    return {
      ok: false,
      problems: [{ line: 1, column: 1, path: '', message: tr('the scenario is larger than 1 MiB') }],
    };
  }
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
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    return {
      ok: false,
      problems: [
        { line: 1, column: 1, path: '', message: error instanceof Error ? error.message : String(error) },
      ],
    };
  }
  return validateScenario(value, locate, tr);
}

/** Validates a scenario that is already a value (from JSON, say); places are then all 1:1. */
export function validateScenario(
  value: unknown,
  locate: Locate = () => ({ line: 1, column: 1 }),
  tr: Translate = english,
): ScenarioResult {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const found =
      value === null || value === undefined
        ? tr('nothing')
        : Array.isArray(value)
          ? tr('a list')
          : JSON.stringify(value);
    const message = tr(
      'a scenario is a mapping that begins, for example, with "name: my-shutdown"; found {found}',
      { found },
    );
    return { ok: false, problems: [{ ...locate([], false), path: '', message }] };
  }
  const parsed = scenarioSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return { ok: true, scenario: parsed.data, source: value as ScenarioSource };
  const problems = parsed.error.issues.flatMap(issue => problemsOf(issue, locate, tr));
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { ok: false, problems };
}

function problemsOf(issue: z.core.$ZodIssue, locate: Locate, tr: Translate): ScenarioProblem[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ ...locate(issue.path, false), path: issue.path.join('.'), message: describeIssue(issue, tr) }];
  const known = knownKeys(issue.path);
  return issue.keys.map(key => {
    const path = [...issue.path, key];
    return { ...locate(path, true), path: path.join('.'), message: describeUnknownKey(key, known, tr) };
  });
}

function describeUnknownKey(key: string, known: readonly string[], tr: Translate): string {
  // Known to another member of a union, such as the rate of a probe.
  if (known.includes(key)) return tr('"{key}" does not go with this kind', { key });
  const near = closest(key, known);
  if (near !== null) return tr('unknown key "{key}"; did you mean "{near}"?', { key, near });
  if (known.length > 0) return tr('unknown key "{key}"; known are {known}', { key, known: known.join(', ') });
  return tr('unknown key "{key}"', { key });
}

/** The candidate most like `word`, or null when none is close: at most a third of its letters may differ. */
export function closest(word: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.ceil(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] as number) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(
        Math.min(substitution, (previous[column] as number) + 1, (current[column - 1] as number) + 1),
      );
    }
    previous = current;
  }
  return previous[b.length] as number;
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
