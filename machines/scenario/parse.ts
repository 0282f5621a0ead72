/** YAML text → validated scenario, or every problem with its line and column. */
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
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

/** Reads a scenario file. Never throws: bad input is a result. */
export function parseScenario(text: string): ScenarioResult {
  if (text.length > MAX_BYTES) {
    return {
      ok: false,
      problems: [{ line: 1, column: 1, path: '', message: 'the scenario is larger than 1 MiB' }],
    };
  }
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map(error => {
        const place = counter.linePos(error.pos[0]);
        return { line: place.line, column: place.col, path: '', message: error.message };
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
  return validateScenario(value, locate);
}

/** Validates a scenario that is already a value (from JSON, say); places are then all 1:1. */
export function validateScenario(
  value: unknown,
  locate: Locate = () => ({ line: 1, column: 1 }),
): ScenarioResult {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const found =
      value === null || value === undefined
        ? 'nothing'
        : Array.isArray(value)
          ? 'a list'
          : JSON.stringify(value);
    const message = `a scenario is a mapping that begins, for example, with "name: my-shutdown"; found ${found}`;
    return { ok: false, problems: [{ ...locate([], false), path: '', message }] };
  }
  const parsed = scenarioSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return { ok: true, scenario: parsed.data, source: value as ScenarioSource };
  const problems = parsed.error.issues.flatMap(issue => problemsOf(issue, locate));
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { ok: false, problems };
}

function problemsOf(issue: z.core.$ZodIssue, locate: Locate): ScenarioProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => {
      const path = [...issue.path, key];
      const known = knownKeys(issue.path);
      // Known to another member of a union, such as the rate of a probe.
      if (known.includes(key))
        return {
          ...locate(path, true),
          path: path.join('.'),
          message: `"${key}" does not go with this kind`,
        };
      const near = closest(key, known);
      const hint = near
        ? `; did you mean "${near}"?`
        : known.length > 0
          ? `; known are ${known.join(', ')}`
          : '';
      return { ...locate(path, true), path: path.join('.'), message: `unknown key "${key}"${hint}` };
    });
  }
  if (issue.code === 'invalid_union') {
    const inner = issue.errors
      .flat()
      .filter(candidate => candidate.code === 'custom')
      .at(0);
    const message = inner?.message ?? describe(issue);
    return [{ ...locate(issue.path, false), path: issue.path.join('.'), message }];
  }
  return [{ ...locate(issue.path, false), path: issue.path.join('.'), message: describe(issue) }];
}

function describe(issue: z.core.$ZodIssue): string {
  const found = issue.input === undefined ? 'nothing' : JSON.stringify(issue.input);
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is required and missing';
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map(String).join(', ')}, found ${found}`;
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}, found ${found}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}, found ${found}`;
  if (issue.code === 'invalid_union' && 'discriminator' in issue)
    return `kind must be one of ${knownKinds(issue.path.slice(0, -1)).join(', ')}`;
  return (
    issue.message.replace(/^Invalid input: /, '') +
    (issue.code === 'invalid_type' && !issue.message.includes('found') ? `, found ${found}` : '')
  );
}

/** The keys that the schema knows at a place, for suggestions. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  return Object.keys(shapeOf(schemaAt(path)) ?? {});
}

/** The kinds of the union at a place. */
function knownKinds(path: readonly PropertyKey[]): string[] {
  const { options = [] } = schemaAt(path) as SchemaLike;
  return options.flatMap(option => {
    const kind = shapeOf(unwrap(option))?.kind as SchemaLike | undefined;
    return [...(kind?.values ?? kind?.options ?? [])].map(String);
  });
}

function schemaAt(path: readonly PropertyKey[]): unknown {
  let schema: unknown = scenarioSchema;
  for (const step of path) {
    schema = unwrap(schema);
    const shape = shapeOf(schema);
    if (shape) schema = shape[String(step)];
    else schema = elementOf(schema);
  }
  return unwrap(schema);
}

interface SchemaLike {
  readonly shape?: Record<string, unknown>;
  readonly element?: unknown;
  /** The members of a union, the values of an enum. */
  readonly options?: readonly unknown[];
  /** The value of a literal, as the only one of a set. */
  readonly values?: ReadonlySet<unknown>;
  readonly def?: { readonly innerType?: unknown; readonly in?: unknown };
}

function unwrap(schema: unknown): unknown {
  let current = schema as SchemaLike | undefined;
  while (current?.def?.innerType !== undefined || current?.def?.in !== undefined) {
    current = (current.def.innerType ?? current.def.in) as SchemaLike;
  }
  return current;
}

function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  const like = schema as SchemaLike | undefined;
  if (like?.shape) return like.shape;
  if (like?.options) return Object.assign({}, ...like.options.map(option => shapeOf(unwrap(option)) ?? {}));
  return undefined;
}

function elementOf(schema: unknown): unknown {
  return (schema as SchemaLike | undefined)?.element;
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
