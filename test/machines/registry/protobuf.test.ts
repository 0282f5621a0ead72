/** Bodies in protobuf, and OpenAPI in it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64Url, encodeBase64, encodeBase64Url } from '../../../machines/registry/base64.ts';
import { isBinary } from '../../../machines/registry/exchange.ts';
import type { WireField } from '../../../machines/registry/protobuf/wire.ts';
import { readFields, readUtf8 } from '../../../machines/registry/protobuf/wire.ts';
import { bytesField, numberField, textField } from '../../../machines/registry/protobuf/write.ts';
import { Client, CONFIGMAPS, metadataOf } from './client.ts';

const contentType = 'application/vnd.kubernetes.protobuf';

/** A body as client-go writes it. */
function body(apiVersion: string, kind: string, raw: string): string {
  return `k8s\u0000${bytesField(1, textField(1, apiVersion) + textField(2, kind))}${bytesField(2, raw)}`;
}

function entry(number: number, key: string, value: string): string {
  return bytesField(number, textField(1, key) + bytesField(2, value));
}

describe('a body in protobuf', () => {
  const metadata = bytesField(
    1,
    textField(1, 'a') +
      // Texts that are no pointers are written even when they are empty.
      bytesField(2, '') +
      numberField(7, 0) +
      bytesField(8, '') +
      entry(11, 'app', 'web') +
      entry(11, 'none', '') +
      textField(14, 'x/y'),
  );

  test('is read as the object that it is', () => {
    const raw = metadata + entry(2, 'x', readable('ü€')) + entry(3, 'b', '\u0000\u00ff') + numberField(4, 1);
    const made = JSON.parse(
      new Client().send('POST', CONFIGMAPS, body('v1', 'ConfigMap', raw), { contentType }).body,
    );
    expect(made).toMatchObject({
      kind: 'ConfigMap',
      metadata: { name: 'a', labels: { app: 'web', none: '' }, finalizers: ['x/y'] },
      data: { x: 'ü€' },
      binaryData: { b: 'AP8=' },
      immutable: true,
    });
    expect(metadataOf(made).generateName).toBeUndefined();
  });

  test('has times to the second or the microsecond', () => {
    const time = bytesField(3, numberField(1, 1_795_248_000) + numberField(2, 123_456_789));
    const spec = bytesField(2, textField(1, 'me') + numberField(2, 15) + time);
    const lease = body('coordination.k8s.io/v1', 'Lease', bytesField(1, textField(1, 'l')) + spec);
    const made = new Client().call('POST', '/apis/coordination.k8s.io/v1/namespaces/default/leases', lease, {
      contentType,
    });
    expect(made.spec).toEqual({
      holderIdentity: 'me',
      leaseDurationSeconds: 15,
      acquireTime: '2026-11-21T08:00:00.123456Z',
    });
  });

  test('may be the options of a deletion', () => {
    const client = new Client();
    client.makeConfigMap('a');
    const preconditions = bytesField(2, textField(1, 'other'));
    const options = body('v1', 'DeleteOptions', preconditions);
    expect(client.failure('DELETE', `${CONFIGMAPS}/a`, options, { contentType })).toMatchObject({
      code: 409,
    });
  });

  test('that cannot be read is answered with 400, of a kind that is not read with 415', () => {
    const client = new Client();
    for (const bad of [
      '',
      'hello',
      'k8s\u0000\u00ff',
      body('v1', 'ConfigMap', '\u000a\u0080'),
      body('v1', 'Nothing', ''),
    ])
      expect(client.failure('POST', CONFIGMAPS, bad, { contentType })).toMatchObject({
        code: 400,
        reason: 'BadRequest',
      });
    const pods = '/api/v1/namespaces/default/pods';
    expect(client.failure('POST', pods, body('v1', 'Pod', metadata), { contentType }).code).toBe(415);
  });
});

/** Text as the bytes of its UTF-8. */
function readable(text: string): string {
  return String(readFields(textField(1, text))[0]?.value);
}

describe('the wire format', () => {
  test('gives back what was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat({ max: Number.MAX_SAFE_INTEGER }), (text, number) => {
        fc.pre(text !== '' && number !== 0);
        const fields: WireField[] = readFields(textField(3, text) + numberField(500, number));
        expect(readUtf8(String(fields[0]?.value))).toBe(text);
        expect(fields[1]).toEqual({ number: 500, value: number });
      }),
    );
  });

  test('has negative numbers in ten bytes', () => {
    const minusOne = `\u0008${'\u00ff'.repeat(9)}\u0001`;
    expect(readFields(minusOne)).toEqual([{ number: 1, value: -1 }]);
  });
});

test('base64 gives back every binary text, and is what everybody else writes', () => {
  const binary = fc.uint8Array({ maxLength: 40 }).map(bytes => String.fromCharCode(...bytes));
  fc.assert(
    fc.property(binary, text => {
      expect(encodeBase64(text)).toBe(Buffer.from(text, 'latin1').toString('base64'));
      expect(encodeBase64Url(text)).toBe(Buffer.from(text, 'latin1').toString('base64url'));
      expect(decodeBase64Url(encodeBase64Url(text))).toBe(text);
    }),
  );
  for (const bad of ['a', 'a*', 'aaaaa', 'ab=']) expect(decodeBase64Url(bad)).toBeNull();
});

test('OpenAPI v2 in protobuf names the same types and paths as in JSON', () => {
  const client = new Client({ lineage: '1.20' });
  const accept = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';
  const answer = client.send('GET', '/openapi/v2', undefined, { accept });
  expect(isBinary(answer.headers['content-type'] ?? '')).toBe(true);
  const json = client.call('GET', '/openapi/v2');
  const names = (part: number, of: number): string[] => {
    const found = readFields(answer.body).find(({ number }) => number === part);
    return readFields(String(found?.value))
      .filter(({ number }) => number === of)
      .map(({ value }) => readUtf8(String(readFields(String(value))[0]?.value)));
  };
  expect(names(8, 2)).toEqual(Object.keys(json.paths as object));
  expect(names(9, 1)).toEqual(Object.keys(json.definitions as object));
});
