/** The form as data: every setting has a field, and every difference is found. */
import { describe, expect, test } from 'vitest';
import { type JsonSchema, scenarioJsonSchema } from '../../../machines/scenario/json-schema.ts';
import { LIBRARY } from '../../../machines/scenario/library.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { differences } from '../../../ui/editor/differences.ts';
import { addItem } from '../../../ui/editor/edit-document.ts';
import { addables, fieldsOf, SECTIONS, withKind } from '../../../ui/editor/fields.ts';
import { rangeOfProblem } from '../../../ui/editor/problem-places.ts';
import { alternatives, keysAt, mappingOf, valueOfText } from '../../../ui/editor/schema-nodes.ts';

const schema = scenarioJsonSchema();

describe('the fields', () => {
  test('of all sections are all keys of the scenario', () => {
    const keys = SECTIONS.flatMap(section => [...section.keys]);
    expect([...keys].sort()).toEqual(Object.keys(schema.properties ?? {}).sort());
  });

  test('of the server are its flags with their dashes, defaults and a sentence each', () => {
    const server = schema.properties?.server as JsonSchema;
    const fields = fieldsOf(server, ['server'], {});
    expect(fields.map(field => field.path.at(-1))).toEqual(
      Object.keys(mappingOf(server, {}).properties ?? {}),
    );
    for (const field of fields) expect(field.sentence, field.name).toBeTruthy();
    const named = (name: string) => fields.find(field => field.name === name);
    expect(named('--shutdown-delay-duration')).toMatchObject({ control: 'text', preset: '0s' });
    expect(named('--request-timeout')).toMatchObject({ preset: '60s' });
    expect(named('--min-request-timeout')).toMatchObject({ preset: '1800' });
    expect(named('--shutdown-send-retry-after')).toMatchObject({ control: 'switch', preset: 'false' });
    expect(named('mux-delay')).toMatchObject({
      control: 'text',
      preset: '0s',
      choices: ['never', '250ms', '5s', '1m30s'],
    });
  });

  test('of a client go with its kind, which can be chosen', () => {
    const clients = schema.properties?.clients?.items as JsonSchema;
    const names = (kind: string) => fieldsOf(clients, ['clients', 0], { kind }).map(field => field.name);
    expect(names('steady')).toContain('rate');
    expect(names('probe')).not.toContain('rate');
    expect(
      fieldsOf(clients, ['clients', 0], { kind: 'probe' }).find(field => field.name === 'kind'),
    ).toMatchObject({
      control: 'choice',
      choices: ['steady', 'probe', 'watch'],
    });
  });

  test('of an entry of the script are its time and what it does', () => {
    const entry = schema.properties?.script?.items as JsonSchema;
    const names = fieldsOf(entry, ['script', 0], { at: '1s', signal: 'SIGTERM' }).map(field => field.name);
    expect(names).toEqual(['at', 'signal']);
  });

  test('all have a sentence, wherever they stand', () => {
    const walk = (node: JsonSchema, path: string): string[] =>
      alternatives(node).flatMap(member => [
        ...Object.entries(member.properties ?? {}).flatMap(([key, child]) => [
          ...(child.description ? [] : [`${path}.${key}`]),
          ...walk(child, `${path}.${key}`),
        ]),
        ...(member.items ? walk(member.items, `${path}[]`) : []),
      ]);
    expect(walk(schema, '')).toEqual([]);
  });

  test('take text for what it means at their place', () => {
    const at = (key: string) => schema.properties?.server?.properties?.[key] as JsonSchema;
    expect(valueOfText(at('max-requests-inflight'), '7')).toBe(7);
    expect(valueOfText(at('max-requests-inflight'), 'many')).toBe('many');
    expect(valueOfText(at('min-request-timeout'), '30')).toBe(30);
    expect(valueOfText(at('min-request-timeout'), '30s')).toBe('30s');
    expect(valueOfText(at('not-found-handler'), 'false')).toBe(false);
    expect(valueOfText(schema.properties?.lineage as JsonSchema, '1.29')).toBe('1.29');
    const hook = schema.properties?.hooks?.properties?.preShutdown?.items?.properties?.fails as JsonSchema;
    expect(['false', 'panic', 'no lease'].map(text => valueOfText(hook, text))).toEqual([
      false,
      'panic',
      'no lease',
    ]);
  });
});

describe('what can be added', () => {
  test.each(LIBRARY.map(entry => [entry.name, entry.yaml, entry.source] as const))(
    'to %s makes a scenario that can be run',
    (_, yaml, source) => {
      for (const path of [
        ['hooks', 'postStart'],
        ['hooks', 'preShutdown'],
        ['authentication', 'tokens'],
        ['authorization', 'rules'],
        ['warnings'],
        ['clients'],
        ['connections'],
        ['script'],
      ])
        for (const { what, item } of addables(path, source)) {
          if (what === 'Add a fault' && JSON.stringify(item).includes('NAME')) continue;
          const result = parseScenario(addItem(yaml, path, item, at => keysAt(schema, at, null)));
          expect(result.ok ? [] : result.problems, what).toEqual([]);
        }
    },
  );

  test('of another kind keeps what both have, and gets what it needs', () => {
    const clients = schema.properties?.clients?.items as JsonSchema;
    expect(withKind(clients, { name: 'a', kind: 'probe', period: '1s', protocol: 'h2' }, 'steady')).toEqual({
      name: 'a',
      kind: 'steady',
      rate: '20/s',
      protocol: 'h2',
    });
  });
});

describe('differences', () => {
  const base = {
    name: 'a',
    server: { 'shutdown-delay-duration': '5s' },
    clients: [
      { name: 'app', kind: 'steady', rate: '1/s' },
      { name: 'lb', kind: 'probe' },
    ],
  };

  test('are none when a default is written or left out', () => {
    expect(differences(schema, base, { ...base, seed: 1, hooks: {} })).toEqual([]);
  });

  test('name what changed, and what it was', () => {
    const draft = { ...base, server: { 'shutdown-delay-duration': '8s' } };
    expect(differences(schema, base, draft)).toEqual([
      {
        path: ['server', 'shutdown-delay-duration'],
        name: 'server shutdown-delay-duration',
        change: 'changed',
        was: '5s',
        is: '8s',
      },
    ]);
    expect(differences(schema, base, { ...base, server: {} })[0]).toMatchObject({ was: '5s', is: '0s' });
  });

  test('know entries of lists by their names', () => {
    const draft = {
      ...base,
      clients: [
        { name: 'new', kind: 'watch' },
        { name: 'app', kind: 'steady', rate: '2/s' },
      ],
    };
    expect(
      differences(schema, base, draft).map(({ path, name, change }) => [path.join('.'), name, change]),
    ).toEqual([
      ['clients.0', 'clients new', 'added'],
      ['clients.1.rate', 'clients app rate', 'changed'],
      ['clients', 'clients lb', 'removed'],
    ]);
  });
});

describe('a problem', () => {
  test.each([
    ['name: a\nserver:\n  request-timeout: soon # really', 'soon'],
    ['name: a\nsrever: {}', 'srever'],
    ['name: a\nscript: [{ at: 1s, signal: SIGHUP }]', 'SIGHUP'],
    ['name: a\nlineage: "1.5"', '"1.5"'],
  ])('is marked where it stands: %s', (text, marked) => {
    const result = parseScenario(text);
    const [problem] = result.ok ? [] : result.problems;
    if (!problem) throw new Error('the scenario is not wrong');
    const { from, to } = rangeOfProblem(text, problem);
    expect(text.slice(from, to)).toBe(marked);
  });

  test('at the end of the text has a place, too', () => {
    const text = 'name: [a';
    expect(rangeOfProblem(text, { line: 1, column: 9, path: '', message: '' })).toEqual({ from: 7, to: 8 });
    expect(rangeOfProblem('', { line: 1, column: 1, path: '', message: '' })).toEqual({ from: 0, to: 0 });
  });
});
