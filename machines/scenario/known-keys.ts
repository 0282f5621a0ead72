/** What the schema knows at a place: for suggestions when somebody wrote something else. */
import { scenarioSchema } from './schema.ts';

/** The keys that a schema (the scenario's, unless another is given) knows at a place, for suggestions. */
export function knownKeys(path: readonly PropertyKey[], schema: unknown = scenarioSchema): string[] {
  return Object.keys(shapeOf(schemaAt(path, schema)) ?? {});
}

/** The kinds of the union at a place. */
export function knownKinds(path: readonly PropertyKey[]): string[] {
  const { options = [] } = schemaAt(path, scenarioSchema) as SchemaLike;
  return options.flatMap(option => {
    const kind = shapeOf(unwrap(option))?.kind as SchemaLike | undefined;
    return [...(kind?.values ?? kind?.options ?? [])].map(String);
  });
}

function schemaAt(path: readonly PropertyKey[], root: unknown): unknown {
  let schema = root;
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
