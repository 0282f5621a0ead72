/** Schemas of custom resources: pruning, defaults, validation. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, type JsonObject, jsonEqual } from '../../../machines/registry/json.ts';
import { prune, withDefaults } from '../../../machines/registry/schema/prune.ts';
import { validateSchema } from '../../../machines/registry/schema/validate.ts';

describe('validation', () => {
  const messages = (value: Json, schema: JsonObject): string[] =>
    validateSchema(value, schema, 'x').map(({ field, message }) => `${field}: ${message}`);
  const cases: readonly (readonly [Json, JsonObject, string[]])[] = [
    [1, { type: 'string' }, ['x: Invalid value: "integer": x in body must be of type string: "integer"']],
    [1.5, { type: 'integer' }, ['x: Invalid value: "number": x in body must be of type integer: "number"']],
    [null, { type: 'string' }, ['x: Invalid value: "null": x in body must be of type string: "null"']],
    [null, { type: 'string', nullable: true }, []],
    ['5', { 'x-kubernetes-int-or-string': true }, []],
    [
      5,
      { type: 'integer', maximum: 5, exclusiveMaximum: true },
      ['x: Invalid value: 5: x in body should be less than 5'],
    ],
    [
      'ab',
      { type: 'string', minLength: 3 },
      ['x: Invalid value: "ab": x in body should be at least 3 chars long'],
    ],
    ['ab', { type: 'string', maxLength: 1 }, ['x: Too long: may not be more than 1 bytes']],
    ['ab', { type: 'string', pattern: '^b' }, ['x: Invalid value: "ab": x in body should match \'^b\'']],
    [[1, 1], { type: 'array', 'x-kubernetes-list-type': 'set' }, ['x[1]: Duplicate value: 1']],
    [[1, 2], { type: 'array', maxItems: 1 }, ['x: Too many: 2: must have at most 1 items']],
    [
      { a: 1 },
      { type: 'object', additionalProperties: { type: 'string' } },
      ['x.a: Invalid value: "integer": x.a in body must be of type string: "integer"'],
    ],
    [{}, { type: 'object', required: ['toString'] }, ['x.toString: Required value']],
    [
      1,
      { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
      ['x: Invalid value: "": x in body must validate at least one schema (anyOf)'],
    ],
    [
      1,
      { oneOf: [{ type: 'integer' }, { type: 'number' }] },
      ['x: Invalid value: "": x in body must validate one and only one schema (oneOf)'],
    ],
    [1, { not: { type: 'integer' } }, ['x: Invalid value: "": x in body must not validate the schema (not)']],
  ];
  for (const [value, schema, expected] of cases) {
    test(`of ${JSON.stringify(value)} against ${JSON.stringify(schema)} says ${expected[0] ?? 'nothing'}`, () => {
      expect(messages(value, schema)).toEqual(expected);
    });
  }
});

describe('pruning', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: {
      known: { type: 'object', properties: { a: { type: 'string' } } },
      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      list: { type: 'array', items: { type: 'object', properties: { a: {} } } },
      map: { type: 'object', additionalProperties: { type: 'object', properties: { a: {} } } },
    },
  };

  test('takes what the schema does not name, and says where it was', () => {
    const unknown: string[] = [];
    const value = {
      metadata: { name: 'kept' },
      known: { a: 'x', b: 1 },
      free: { anything: 1 },
      list: [{ a: 1, b: 2 }],
      map: { k: { a: 1, b: 2 } },
      other: 1,
    };
    expect(prune(value, schema, '', unknown)).toEqual({
      metadata: { name: 'kept' },
      known: { a: 'x' },
      free: { anything: 1 },
      list: [{ a: 1 }],
      map: { k: { a: 1 } },
    });
    expect(unknown).toEqual(['known.b', 'list[0].b', 'map.k.b', 'other']);
  });

  test('done twice takes nothing more', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('known', 'free', 'list', 'map', 'x'), fc.jsonValue({ maxDepth: 3 })),
        value => {
          const once = prune(value as JsonObject, schema, '', []);
          const unknown: string[] = [];
          expect(jsonEqual(prune(once, schema, '', unknown), once)).toBe(true);
          expect(unknown).toEqual([]);
        },
      ),
    );
  });
});

test('defaults fill what is absent or null, not what is there', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: {
      a: { type: 'string', default: 'A' },
      b: { type: 'string', default: 'B', nullable: true },
      c: { type: 'object', default: {}, properties: { d: { type: 'integer', default: 1 } } },
    },
  };
  expect(withDefaults({}, schema)).toEqual({ a: 'A', b: 'B', c: { d: 1 } });
  expect(withDefaults({ a: null, b: null, c: { d: 5 } }, schema)).toEqual({ a: 'A', b: null, c: { d: 5 } });
});
