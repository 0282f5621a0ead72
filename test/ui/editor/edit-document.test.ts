/** Edits of a scenario's text: what was written by hand stays as it was. */
import { describe, expect, test } from 'vitest';
import { scenarioJsonSchema } from '../../../machines/scenario/json-schema.ts';
import { LIBRARY, libraryScenario } from '../../../machines/scenario/library.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { addItem, moveItem, readText, removeAt, setAt } from '../../../ui/editor/edit-document.ts';
import { keysAt, type Path } from '../../../ui/editor/schema-nodes.ts';

const schema = scenarioJsonSchema();
const order = (path: Path) => keysAt(schema, path, null);

const OPENSHIFT = libraryScenario('openshift')?.yaml ?? '';

/** The lines that an edit took out and put in. */
function changed(before: string, after: string): { readonly out: string[]; readonly in: string[] } {
  const old = before.split('\n');
  const next = after.split('\n');
  return { out: old.filter(line => !next.includes(line)), in: next.filter(line => !old.includes(line)) };
}

describe('a value', () => {
  test('that is written is replaced in its place', () => {
    const text = setAt(OPENSHIFT, ['server', 'shutdown-delay-duration'], '30s', order);
    expect(changed(OPENSHIFT, text)).toEqual({
      out: ['  shutdown-delay-duration: 70s'],
      in: ['  shutdown-delay-duration: 30s'],
    });
  });

  test('in brackets leaves its neighbours alone, and gets quotes when it needs them', () => {
    const text = setAt(
      'clients:\n  - { name: a,   kind: steady, rate: 1/s } # one',
      ['clients', 0, 'name'],
      'b, c',
      order,
    );
    expect(text).toBe('clients:\n  - { name: "b, c",   kind: steady, rate: 1/s } # one');
  });

  test('keeps a version text, and a number a number', () => {
    expect(setAt('lineage: 1.25', ['lineage'], '1.27', order)).toBe('lineage: "1.27"');
    expect(setAt('seed: 1', ['seed'], 7, order)).toBe('seed: 7');
  });

  test('that is new stands where the schema has it, with its mapping if there is none', () => {
    expect(setAt('name: a\nscript: []\n', ['server', 'request-timeout'], '9s', order)).toBe(
      'name: a\nserver:\n  request-timeout: 9s\nscript: []\n',
    );
    const text = setAt(OPENSHIFT, ['seed'], 5, order);
    expect(changed(OPENSHIFT, text)).toEqual({ out: [], in: ['seed: 5'] });
    expect(text.indexOf('seed: 5')).toBeLessThan(text.indexOf('server:'));
  });

  test('in a mapping that is written empty, or in an empty text', () => {
    expect(setAt('name: a\nserver:\n', ['server', 'seed'], 1, order)).toBe('name: a\nserver:\n  seed: 1\n');
    expect(setAt('', ['name'], 'a', order)).toBe('name: a\n');
  });

  test('that an alias brings is written for this place alone', () => {
    const text = setAt('a: &x { takes: 1s }\nb: *x\n', ['b', 'takes'], '2s', order);
    expect(readText(text)?.value).toEqual({ a: { takes: '1s' }, b: { takes: '2s' } });
  });

  test('of a text that cannot be read stays as it is', () => {
    expect(setAt('name: [', ['name'], 'b', order)).toBe('name: [');
  });
});

describe('what is taken out', () => {
  test('leaves the rest, with its comments and its setting', () => {
    const text = removeAt(OPENSHIFT, ['server', 'request-timeout']);
    expect(changed(OPENSHIFT, text)).toEqual({ out: ['  request-timeout: 60s'], in: [] });
  });

  test('takes mappings and lists with it that are empty then', () => {
    const yaml = 'name: a\nhooks:\n  preShutdown: [{ name: x }]\nseed: 1\n';
    expect(removeAt(yaml, ['hooks', 'preShutdown', 0])).toBe('name: a\nseed: 1\n');
  });
});

describe('a list', () => {
  test('that is new stands where the schema has it', () => {
    const yaml = 'name: a\nscript:\n  - { at: 1s, signal: SIGTERM }\n';
    expect(addItem(yaml, ['clients'], { name: 'p', kind: 'probe' }, order)).toBe(
      'name: a\nclients:\n  - { name: p, kind: probe }\nscript:\n  - { at: 1s, signal: SIGTERM }\n',
    );
  });

  test('takes another entry in the same manner', () => {
    const text = addItem(OPENSHIFT, ['clients'], { name: 'p', kind: 'probe' }, order);
    expect(changed(OPENSHIFT, text)).toEqual({ out: [], in: ['  - { name: p, kind: probe }'] });
  });

  test('is put into another order, and comments go with their entries', () => {
    const yaml = 'script:\n  - { at: 1s }\n  # the second\n  - { at: 2s }\n';
    expect(moveItem(yaml, ['script'], 1, 0)).toBe(
      'script:\n  # the second\n  - { at: 2s }\n  - { at: 1s }\n',
    );
    expect(moveItem(yaml, ['script'], 1, 2)).toBe(yaml);
  });
});

test.each(LIBRARY.map(entry => [entry.name, entry.yaml] as const))(
  '%s keeps its comments through an edit, and is still understood',
  (_, yaml) => {
    const edited = setAt(removeAt(yaml, ['description']), ['server', 'max-requests-inflight'], 77, order);
    const comments = (text: string) => text.match(/#.*/g) ?? [];
    expect(comments(edited)).toEqual(comments(yaml));
    const result = parseScenario(edited);
    expect(result.ok && result.scenario.server['max-requests-inflight']).toBe(77);
  },
);
