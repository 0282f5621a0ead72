/** Patches: JSON patch, merge patch, strategic merge patch. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isArray, type Json, type JsonObject, jsonEqual } from '../../../machines/registry/json.ts';
import { JsonPatchError, jsonPatch } from '../../../machines/registry/patch/json-patch.ts';
import { mergePatch } from '../../../machines/registry/patch/merge-patch.ts';
import { strategicMerge } from '../../../machines/registry/patch/strategic-merge.ts';
import { Client, CONFIGMAPS, DEFINITIONS, pod, WIDGETS, widget, widgetDefinition } from './client.ts';

const anyJson = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const anyObject = fc.dictionary(fc.string({ maxLength: 3 }), anyJson) as fc.Arbitrary<JsonObject>;

describe('JSON merge patch', () => {
  // The examples of RFC 7386, appendix A.
  const examples: readonly (readonly [Json, Json, Json])[] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  for (const [target, patch, result] of examples) {
    test(`${JSON.stringify(patch)} makes ${JSON.stringify(result)} of ${JSON.stringify(target)}`, () => {
      expect(mergePatch(target, patch)).toEqual(result);
    });
  }

  test('applied twice does what it does once, and leaves its arguments alone', () => {
    fc.assert(
      fc.property(anyJson, anyJson, (target, patch) => {
        const before = JSON.stringify([target, patch]);
        const once = mergePatch(target, patch);
        expect(jsonEqual(mergePatch(once, patch), once)).toBe(true);
        expect(JSON.stringify([target, patch])).toBe(before);
      }),
    );
  });

  test('that is empty changes no object', () => {
    fc.assert(fc.property(anyObject, target => jsonEqual(mergePatch(target, {}), target)));
  });
});

describe('JSON patch', () => {
  const apply = (document: Json, ...operations: Json[]): Json => jsonPatch(document, operations);

  test('does what the examples of RFC 6902 say', () => {
    expect(apply({ foo: 'bar' }, { op: 'add', path: '/baz', value: 'qux' })).toEqual({
      foo: 'bar',
      baz: 'qux',
    });
    expect(apply({ foo: ['bar', 'baz'] }, { op: 'add', path: '/foo/1', value: 'qux' })).toEqual({
      foo: ['bar', 'qux', 'baz'],
    });
    expect(apply({ baz: 'qux', foo: 'bar' }, { op: 'remove', path: '/baz' })).toEqual({ foo: 'bar' });
    expect(apply({ foo: ['bar', 'qux', 'baz'] }, { op: 'remove', path: '/foo/1' })).toEqual({
      foo: ['bar', 'baz'],
    });
    expect(apply({ baz: 'qux' }, { op: 'replace', path: '/baz', value: 'boo' })).toEqual({ baz: 'boo' });
    expect(
      apply(
        { foo: { bar: 'baz', waldo: 'fred' }, qux: {} },
        { op: 'move', from: '/foo/waldo', path: '/qux/thud' },
      ),
    ).toEqual({ foo: { bar: 'baz' }, qux: { thud: 'fred' } });
    expect(
      apply({ foo: ['all', 'grass', 'cows', 'eat'] }, { op: 'move', from: '/foo/1', path: '/foo/3' }),
    ).toEqual({
      foo: ['all', 'cows', 'eat', 'grass'],
    });
    expect(apply({ foo: 'bar' }, { op: 'add', path: '/child', value: { grand: {} } })).toEqual({
      foo: 'bar',
      child: { grand: {} },
    });
    expect(apply({ foo: ['bar'] }, { op: 'add', path: '/foo/-', value: ['abc'] })).toEqual({
      foo: ['bar', ['abc']],
    });
    expect(apply({ '/': 9, '~1': 10 }, { op: 'test', path: '/~01', value: 10 })).toEqual({
      '/': 9,
      '~1': 10,
    });
    expect(apply({ a: 1 }, { op: 'copy', from: '/a', path: '/b' })).toEqual({ a: 1, b: 1 });
  });

  const failing: readonly (readonly [string, Json, Json])[] = [
    ['a failed test', { baz: 'qux' }, { op: 'test', path: '/baz', value: 'bar' }],
    ['a test that compares a number with a text', { a: 10 }, { op: 'test', path: '/a', value: '10' }],
    ['an addition below nothing', { foo: 'bar' }, { op: 'add', path: '/baz/bat', value: 'qux' }],
    ['a removal of nothing', {}, { op: 'remove', path: '/a' }],
    ['a replacement of nothing', {}, { op: 'replace', path: '/a', value: 1 }],
    ['an index beyond the end', { a: [1] }, { op: 'add', path: '/a/2', value: 1 }],
    ['an index with a leading zero', { a: [1, 2] }, { op: 'remove', path: '/a/01' }],
    ['a move into itself', { a: { b: 1 } }, { op: 'move', from: '/a', path: '/a/b' }],
    ['an inherited member', {}, { op: 'remove', path: '/toString' }],
    ['a pointer without its slash', { a: 1 }, { op: 'remove', path: 'a' }],
  ];
  for (const [what, document, operation] of failing) {
    test(`fails for ${what}`, () => {
      expect(() => apply(document, operation)).toThrow(JsonPatchError);
    });
  }

  test('adds and removes again without a trace, and leaves the document alone', () => {
    fc.assert(
      fc.property(anyObject, fc.string({ maxLength: 3 }), anyJson, (document, key, value) => {
        fc.pre(!Object.hasOwn(document, key));
        const before = JSON.stringify(document);
        const path = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        const added = apply(document, { op: 'add', path, value });
        expect(jsonEqual(apply(added, { op: 'test', path, value }, { op: 'remove', path }), document)).toBe(
          true,
        );
        expect(JSON.stringify(document)).toBe(before);
      }),
    );
  });

  test('keeps the length of arrays when elements move', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(), (list, a, b) => {
        const from = a % list.length;
        const to = b % list.length;
        const moved = apply(list, { op: 'move', from: `/${from}`, path: `/${to}` });
        expect(isArray(moved) && [...moved].sort()).toEqual([...list].sort());
        expect((moved as readonly Json[])[to]).toBe(list[from]);
      }),
    );
  });
});

describe('strategic merge patch', () => {
  const containers = (object: JsonObject): Json => (object.spec as JsonObject).containers as Json;
  const live: JsonObject = {
    metadata: { name: 'p', finalizers: ['x/a'] },
    spec: {
      containers: [
        { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }], args: ['one'] },
        { name: 'b', image: 'b:1', ports: [{ containerPort: 80 }] },
      ],
      tolerations: [{ key: 't' }],
      nodeSelector: { disk: 'ssd' },
    },
  };
  const patched = (spec: Json, metadata: JsonObject = {}): JsonObject =>
    strategicMerge(live, { metadata, spec } as JsonObject, 'Pod');

  test('merges containers by name, and their environment and ports by their keys', () => {
    const result = patched({
      containers: [
        { name: 'b', ports: [{ containerPort: 81 }] },
        {
          name: 'a',
          env: [
            { name: 'Y', value: '2' },
            { name: 'X', value: '3' },
          ],
        },
        { name: 'c', image: 'c:1' },
      ],
    });
    expect(containers(result)).toEqual([
      {
        name: 'a',
        image: 'a:1',
        env: [
          { name: 'X', value: '3' },
          { name: 'Y', value: '2' },
        ],
        args: ['one'],
      },
      { name: 'b', image: 'b:1', ports: [{ containerPort: 80 }, { containerPort: 81 }] },
      { name: 'c', image: 'c:1' },
    ]);
  });

  test('replaces lists without a merge key', () => {
    const result = patched({ tolerations: [{ key: 'u' }], containers: [{ name: 'a', args: ['two'] }] });
    expect((result.spec as JsonObject).tolerations).toEqual([{ key: 'u' }]);
    expect(containers(result)).toMatchObject([{ args: ['two'] }, { name: 'b' }]);
  });

  test('deletes elements, replaces lists and objects, and removes keys when it says so', () => {
    expect(containers(patched({ containers: [{ $patch: 'delete', name: 'a' }] }))).toMatchObject([
      { name: 'b' },
    ]);
    expect(containers(patched({ containers: [{ name: 'z', image: 'z' }, { $patch: 'replace' }] }))).toEqual([
      { name: 'z', image: 'z' },
    ]);
    expect(
      (patched({ nodeSelector: { $patch: 'replace', a: 'b' } }).spec as JsonObject).nodeSelector,
    ).toEqual({
      a: 'b',
    });
    expect((patched({ nodeSelector: null }).spec as JsonObject).nodeSelector).toBeUndefined();
  });

  test('adds to sets and takes from them', () => {
    const added = patched({}, { finalizers: ['x/a', 'x/b'] });
    expect((added.metadata as JsonObject).finalizers).toEqual(['x/a', 'x/b']);
    const taken = patched({}, { '$deleteFromPrimitiveList/finalizers': ['x/a'] });
    expect((taken.metadata as JsonObject).finalizers).toEqual([]);
  });

  test('puts elements in the order that it names', () => {
    const result = patched({
      '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }],
      containers: [{ name: 'b', image: 'b:2' }],
    });
    expect(containers(result)).toMatchObject([
      { name: 'b', image: 'b:2' },
      { name: 'a', image: 'a:1' },
    ]);
  });

  test('keeps only the keys that it retains', () => {
    const object: JsonObject = { spec: { volumes: [{ name: 'v', emptyDir: {} }] } };
    const result = strategicMerge(
      object,
      { spec: { volumes: [{ name: 'v', $retainKeys: ['name', 'hostPath'], hostPath: { path: '/' } }] } },
      'Pod',
    );
    expect(result).toEqual({ spec: { volumes: [{ name: 'v', hostPath: { path: '/' } }] } });
  });

  test('applied twice does what it does once', () => {
    fc.assert(
      fc.property(anyObject, data => {
        const patch = { data, metadata: { labels: { a: 'b' } } };
        const once = strategicMerge({ data: { x: '1' } }, patch, 'ConfigMap');
        expect(jsonEqual(strategicMerge(once, patch, 'ConfigMap'), once)).toBe(true);
      }),
    );
  });
});

describe('PATCH', () => {
  const send = (client: Client, type: string, path: string, body: Json) =>
    client.send('PATCH', path, body, { contentType: `application/${type}` });

  test('takes all three kinds for built-in objects', () => {
    const client = new Client();
    client.makeConfigMap('a', { data: { x: '1', y: '1' } });
    const path = `${CONFIGMAPS}/a`;
    send(client, 'merge-patch+json', path, { data: { x: '2' } });
    send(client, 'json-patch+json', path, [{ op: 'remove', path: '/data/y' }]);
    send(client, 'strategic-merge-patch+json', path, { data: { z: '3' } });
    expect(client.call('GET', path).data).toEqual({ x: '2', z: '3' });
  });

  test('with the resourceVersion of before conflicts', () => {
    const client = new Client();
    client.makeConfigMap('a');
    const patch = { metadata: { resourceVersion: '1' }, data: { x: '1' } };
    expect(client.failure('PATCH', `${CONFIGMAPS}/a`, patch)).toMatchObject({
      code: 409,
      reason: 'Conflict',
    });
  });

  test('that does not fit the object is answered with 422, one that is no patch with 400', () => {
    const client = new Client();
    client.makeConfigMap('a');
    const options = { contentType: 'application/json-patch+json' };
    const path = `${CONFIGMAPS}/a`;
    expect(client.failure('PATCH', path, [{ op: 'remove', path: '/data/y' }], options)).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'the server rejected our request due to an error in our request',
      reason: 'Invalid',
      details: {},
      code: 422,
    });
    expect(client.failure('PATCH', path, [{ op: 'jump', path: '/' }], options)).toMatchObject({
      code: 400,
      message: 'Unexpected kind: jump',
    });
    expect(client.failure('PATCH', path, [])).toMatchObject({
      code: 400,
      message: 'json: cannot unmarshal array into Go value of type map[string]interface {}',
    });
  });

  test('of a kind that is not taken is answered with 415: server-side apply, and strategic merge of custom resources', () => {
    const client = new Client();
    client.call('POST', DEFINITIONS, widgetDefinition());
    client.call('POST', WIDGETS, widget('w'));
    const apply = send(client, 'apply-patch+yaml', `${CONFIGMAPS}/new`, 'kind: ConfigMap');
    expect(apply.status).toBe(415);
    expect(JSON.parse(apply.body).message).toBe(
      'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json',
    );
    expect(send(client, 'strategic-merge-patch+json', `${WIDGETS}/w`, {}).status).toBe(415);
    expect(send(client, 'merge-patch+json', `${WIDGETS}/w`, { spec: { size: 4 } }).status).toBe(200);
  });

  test('with unknown fields and strict validation is answered with 422', () => {
    const client = new Client();
    client.call('POST', '/api/v1/namespaces/default/pods', pod('p'));
    const path = '/api/v1/namespaces/default/pods/p?fieldValidation=Strict';
    expect(client.failure('PATCH', path, { spec: { bar: 1 } })).toMatchObject({
      code: 422,
      message:
        ' "" is invalid: patch: Invalid value: "{\\"spec\\":{\\"bar\\":1}}": strict decoding error: unknown field "spec.bar"',
    });
  });
});
