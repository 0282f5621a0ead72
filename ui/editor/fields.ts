/** The form as data: sections and fields, made from the schema, so that no setting can be forgotten. */
import type { JsonSchema } from '../../machines/scenario/json-schema.ts';
import { NO_FLAGS } from '../../machines/scenario/server-flags.ts';
import { alternatives, isOpen, mappingOf, namedValues, type Path, valueAt } from './schema-nodes.ts';
import { writtenDefault } from './suggestions.ts';

/** What a field is edited with. */
export type Control = 'switch' | 'choice' | 'text' | 'list' | 'group';

/** One setting of the scenario. */
export interface Field {
  readonly path: Path;
  /** Its name where it comes from: a flag with its dashes. */
  readonly name: string;
  readonly control: Control;
  readonly schema: JsonSchema;
  /** As it would be written; null: none. */
  readonly preset: string | null;
  readonly sentence: string | null;
  /** The values that it can have, or that are offered for it. */
  readonly choices: readonly string[];
  readonly isRequired: boolean;
}

/** The parts of the form, and the keys of the scenario that each of them has. */
export const SECTIONS = [
  { title: 'General', keys: ['name', 'description', 'lineage', 'seed', 'duration', 'note'] },
  { title: 'Server', keys: ['server', 'authentication', 'authorization', 'warnings'] },
  { title: 'Chain of servers', keys: ['servers', 'apiServices'] },
  { title: 'Hooks', keys: ['hooks'] },
  { title: 'Pod and process', keys: ['pod', 'process'] },
  { title: 'Clients', keys: ['clients'] },
  { title: 'Connections', keys: ['connections'] },
  { title: 'Script', keys: ['script'] },
] as const;

/** What an entry of the script may do; it does one of them. */
const ACTS = ['signal', 'request', 'fault', 'apiService'];

/** The fields of a mapping. Groups inside of it, such as `server`, are one field each. */
export function fieldsOf(node: JsonSchema, path: Path, value: unknown): readonly Field[] {
  const mapping = mappingOf(node, value);
  const isScriptEntry = path[0] === 'script' && path.length === 2;
  return Object.entries(mapping.properties ?? {})
    .filter(([key]) => !isScriptEntry || !ACTS.includes(key) || valueAt(value, [key]) !== undefined)
    .map(([key, schema]) => ({
      path: [...path, key],
      name: path.length === 1 && path[0] === 'server' && !NO_FLAGS.includes(key) ? `--${key}` : key,
      control: controlOf(schema),
      schema,
      preset: writtenDefault(schema),
      sentence: schema.description ?? null,
      choices: choicesOf(schema),
      isRequired: mapping.required?.includes(key) ?? false,
    }));
}

function controlOf(schema: JsonSchema): Control {
  const members = alternatives(schema);
  // A list of words is written as one text with commas between them.
  if (members.some(({ items }) => items && alternatives(items).some(item => item.properties))) return 'list';
  if (members.some(member => member.properties)) return 'group';
  if (isOpen(schema)) return 'text';
  return schema.type === 'boolean' ? 'switch' : 'choice';
}

/** The named values, and for text that is none of Go's durations the examples. */
function choicesOf(schema: JsonSchema): readonly string[] {
  const examples = alternatives(schema).flatMap(member => member.examples ?? []);
  return [...new Set([...namedValues(schema), ...(schema.examples ?? []), ...examples].map(String))];
}

/** What can be added to a list, each with what it is when it is new. */
export interface Addable {
  readonly what: AddPhrase;
  readonly item: Readonly<Record<string, unknown>>;
}

/** The buttons that add an entry. */
export type AddPhrase =
  | 'Add a post-start hook'
  | 'Add a pre-shutdown hook'
  | 'Add a call'
  | 'Add a steady client'
  | 'Add a probe'
  | 'Add a watch client'
  | 'Add a connection'
  | 'Add a token'
  | 'Add a rule'
  | 'Add a warning'
  | 'Add an APIService'
  | 'Add a turn of an APIService'
  | 'Add a signal'
  | 'Add a request'
  | 'Add a fault';

/** The entries that can be added to the list at a path, with a name that none has yet. */
export function addables(path: Path, scenario: unknown): readonly Addable[] {
  const list = valueAt(scenario, path);
  const taken = new Set(Array.isArray(list) ? list.map(item => valueAt(item, ['name'])) : []);
  const fresh = (stem: string): string => {
    let name = stem;
    for (let number = 2; taken.has(name); number++) name = `${stem}-${number}`;
    return name;
  };
  switch (path.join('.')) {
    case 'hooks.postStart':
      return [{ what: 'Add a post-start hook', item: { name: fresh('hook'), takes: '1s' } }];
    case 'hooks.preShutdown':
      return [{ what: 'Add a pre-shutdown hook', item: { name: fresh('hook'), takes: '1s' } }];
    case 'clients':
      return [
        {
          what: 'Add a steady client',
          item: { name: fresh('app'), kind: 'steady', rate: '10/s', takes: '100ms' },
        },
        { what: 'Add a probe', item: { name: fresh('probe'), kind: 'probe', period: '1s' } },
        { what: 'Add a watch client', item: { name: fresh('informers'), kind: 'watch', count: 3 } },
      ];
    case 'authentication.tokens':
      return [{ what: 'Add a token', item: { token: 'secret', user: 'jane' } }];
    case 'authorization.rules':
      return [{ what: 'Add a rule', item: { users: 'jane', verbs: 'get,list,watch', resources: '*' } }];
    case 'warnings':
      return [
        {
          what: 'Add a warning',
          item: { path: '/apis/policy/v1beta1', text: 'policy/v1beta1 is deprecated' },
        },
      ];
    case 'apiServices':
      return [
        {
          what: 'Add an APIService',
          item: { name: 'v1alpha1.metrics.example.com', group: 'metrics.example.com', version: 'v1alpha1' },
        },
      ];
    case 'connections':
      return [{ what: 'Add a connection', item: { name: fresh('kept') } }];
    case 'script':
      return [
        { what: 'Add a signal', item: { at: '5s', signal: 'SIGTERM' } },
        { what: 'Add a request', item: { at: '4s', request: { path: '/sleep?duration=4s' } } },
        { what: 'Add a fault', item: { at: '6s', fault: firstFault(scenario) } },
        ...turnOfService(scenario),
      ];
    default:
      return path.at(-1) === 'calls'
        ? [{ what: 'Add a call', item: { at: '0s', path: '/api/v1/namespaces' } }]
        : [];
  }
}

/** Of a scenario that has one. */
function turnOfService(scenario: unknown): readonly Addable[] {
  const name = valueAt(scenario, ['apiServices', 0, 'name']);
  if (typeof name !== 'string') return [];
  return [
    { what: 'Add a turn of an APIService', item: { at: '6s', apiService: { name, available: false } } },
  ];
}

/** A fault that can happen to a thing of this scenario, if it has one with a name. */
function firstFault(scenario: unknown): Readonly<Record<string, unknown>> {
  const hook = valueAt(scenario, ['hooks', 'preShutdown', 0, 'name']);
  if (typeof hook === 'string') return { kind: 'hook.hang', name: hook };
  const clients = valueAt(scenario, ['clients']);
  const probe = Array.isArray(clients)
    ? clients.find(item => valueAt(item, ['kind']) === 'probe')
    : undefined;
  if (probe) return { kind: 'probe.lose', client: valueAt(probe, ['name']) };
  return { kind: 'connection.reset', connection: valueAt(scenario, ['connections', 0, 'name']) ?? 'NAME' };
}

/** An entry of another kind: it keeps what its new kind has, and gets what that one asks for. */
export function withKind(node: JsonSchema, item: unknown, kind: string): Readonly<Record<string, unknown>> {
  const old = typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : {};
  const { properties = {}, required = [] } = mappingOf(node, { kind });
  const next: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(properties)) {
    if (key === 'kind') next.kind = kind;
    else if (key in old) next[key] = old[key];
    else if (required.includes(key)) next[key] = property.examples?.[0] ?? 'NAME';
  }
  return next;
}
