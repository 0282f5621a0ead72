/** What is offered where the cursor stands (`|`). */
import { describe, expect, test } from 'vitest';
import { LINEAGES } from '../../../machines/lineage.ts';
import { scenarioJsonSchema } from '../../../machines/scenario/json-schema.ts';
import { contextAt, keyAt } from '../../../ui/editor/cursor-context.ts';
import { suggestionsFor } from '../../../ui/editor/suggestions.ts';

const schema = scenarioJsonSchema();

function offered(marked: string) {
  const position = marked.indexOf('|');
  const text = marked.replace('|', '');
  const context = contextAt(text, position);
  return context ? suggestionsFor(schema, context, text) : [];
}

function labels(marked: string): string[] {
  return offered(marked).map(({ label }) => label);
}

describe('keys', () => {
  test('of the scenario at the margin, without those that are there', () => {
    const found = labels('name: a\nclients: []\n|');
    expect(found).toContain('server');
    expect(found).toContain('script');
    expect(found).not.toContain('name');
    expect(found).not.toContain('clients');
  });

  test.each([
    ['below their mapping', 'name: a\nserver:\n  shutdown-delay-duration: 5s\n  |'],
    ['of a mapping that is still empty', 'name: a\nserver:\n  shut|\nscript: []'],
    ['in the middle of a word', 'name: a\nserver:\n  shut|down'],
    ['in brackets', 'name: a\nserver: { goaway-chance: 0, shut| }'],
    ['in brackets that are still open', 'name: a\nserver: { shut|'],
    ['in brackets over several lines', 'name: a\nserver: {\n  goaway-chance: 0,\n  shut|\n}'],
    ['while another line is wrong', 'name: a\nseed: [\nserver:\n  shut|'],
  ])('%s', (_, text) => {
    expect(labels(text)).toContain('shutdown-send-retry-after');
  });

  test('of an entry of a list go with its kind', () => {
    const text = 'clients:\n  - { name: a, kind: probe, | }';
    expect(labels(text)).toContain('failureThreshold');
    expect(labels(text)).not.toContain('rate');
    expect(labels('clients:\n  - name: a\n    kind: steady\n    |')).toContain('rate');
    expect(labels('clients:\n  - |')).toContain('kind');
  });

  test('come with their sentence and default, and say what is asked for', () => {
    const flag = offered('server:\n  |').find(({ label }) => label === 'request-timeout');
    expect(flag).toMatchObject({ preset: '60s', insert: 'request-timeout: ', isRequired: false });
    expect(flag?.sentence).toContain('504');
    expect(offered('clients: [{ kind: steady, | }]').find(({ label }) => label === 'rate')?.isRequired).toBe(
      true,
    );
  });

  test('open what stands below them', () => {
    const insert = (text: string, key: string) => offered(text).find(({ label }) => label === key)?.insert;
    expect(insert('|', 'server')).toBe('server:\n  ');
    expect(insert('|', 'clients')).toBe('clients:\n  - ');
    expect(insert('hooks:\n  |', 'preShutdown')).toBe('preShutdown:\n    - ');
    expect(insert('hooks: { | }', 'preShutdown')).toBe('preShutdown: []');
    expect(insert('ser|: 1', 'server')).toBe('server');
  });
});

describe('values', () => {
  test.each([
    ['a switch', 'server:\n  shutdown-send-retry-after: |', ['true', 'false']],
    ['a choice', 'script: [{ at: 1s, signal: S| }]', ['SIGTERM', 'SIGINT', 'SIGKILL']],
    ['a kind', 'clients:\n  - { name: a, kind: | }', ['steady', 'probe', 'watch']],
    ['a duration or never', 'server:\n  mux-delay: |', ['never', '0s', '250ms', '5s', '1m30s']],
    [
      'a version, which is text',
      'lineage: |',
      ['1.27', ...LINEAGES.filter(step => step !== '1.27')].map(step => `"${step}"`),
    ],
  ])('of %s', (_, text, expected) => {
    expect(labels(text)).toEqual(expected);
  });

  test('are the names that the scenario gives', () => {
    const clients =
      'clients:\n  - { name: lb, kind: probe }\n  - { name: app, kind: steady, rate: 1/s, behind: | }';
    expect(labels(clients)).toEqual(['lb']);
    const script =
      'connections: [{ name: kept }]\nscript: [{ at: 1s, request: { path: /a, connection: | } }]';
    expect(labels(script)).toEqual(['kept', 'reuse', 'new']);
    const fault =
      'hooks: { preShutdown: [{ name: x }] }\nscript: [{ at: 1s, fault: { kind: hook.hang, name: | } }]';
    expect(labels(fault)).toEqual(['x']);
  });

  test('of a kind have the sentence of that kind', () => {
    const kinds = offered('clients:\n  - { name: a, kind: | }');
    expect(new Set(kinds.map(({ sentence }) => sentence)).size).toBe(3);
  });
});

test('nothing is offered in a comment, or where the schema knows nothing', () => {
  expect(offered('name: a # se|')).toEqual([]);
  expect(labels('nonsense:\n  |')).toEqual([]);
});

test('a key under the pointer has its path', () => {
  const text = 'clients:\n  - { name: a, kind: steady, rate: 1/s }';
  expect(keyAt(text, text.indexOf('rate') + 1)).toMatchObject({ path: ['clients', 0, 'rate'] });
  expect(keyAt(text, text.indexOf('1/s'))).toBeNull();
});
