/** YAML text → validated scenario, or every problem with its line and column. */
import type { z } from 'zod';
import { english, type Translate } from '../words/translate.ts';
import { describeIssue } from './describe-issue.ts';
import { knownKeys } from './known-keys.ts';
import { type Locate, NOWHERE, readYaml } from './read-yaml.ts';
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
  const yaml = readYaml(text, tr);
  return yaml.ok ? validateScenario(yaml.value, yaml.locate, tr) : yaml;
}

/** Validates a scenario that is already a value (from JSON, say); places are then all 1:1. */
export function validateScenario(
  value: unknown,
  locate: Locate = NOWHERE,
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
  return { ok: false, problems: problemsOf(parsed.error, locate, path => knownKeys(path), tr) };
}

/**
 * What zod found wrong in a file, in the order of its lines.
 * @param known the keys that the schema has at a place, for suggestions.
 */
export function problemsOf(
  error: z.ZodError,
  locate: Locate,
  known: (path: readonly PropertyKey[]) => readonly string[],
  tr: Translate,
): ScenarioProblem[] {
  return error.issues
    .flatMap(issue => problemsOfIssue(issue, locate, known(issue.path), tr))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function problemsOfIssue(
  issue: z.core.$ZodIssue,
  locate: Locate,
  known: readonly string[],
  tr: Translate,
): ScenarioProblem[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ ...locate(issue.path, false), path: issue.path.join('.'), message: describeIssue(issue, tr) }];
  return issue.keys.map(key => {
    const path = [...issue.path, key];
    return { ...locate(path, true), path: path.join('.'), message: describeUnknownKey(key, known, tr) };
  });
}

/** What is said of a key that nobody knows there. */
export function describeUnknownKey(key: string, known: readonly string[], tr: Translate): string {
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
