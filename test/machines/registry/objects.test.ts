/** Making, changing and deleting objects. */
import { describe, expect, test } from 'vitest';
import { Client, CONFIGMAPS, metadataOf, namesIn, START, versionOf } from './client.ts';

describe('a new object', () => {
  test('gets uid, creationTimestamp and resourceVersion, and 201', () => {
    const client = new Client();
    const answer = client.send('POST', CONFIGMAPS, { metadata: { name: 'a' }, data: { x: '1' } });
    expect(answer.status).toBe(201);
    expect(answer.headers).toEqual({ 'content-type': 'application/json' });
    expect(JSON.parse(answer.body)).toEqual({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: {
        name: 'a',
        namespace: 'default',
        uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        creationTimestamp: '2026-11-21T08:00:00Z',
        resourceVersion: expect.stringMatching(/^\d+$/),
      },
      data: { x: '1' },
    });
    expect(answer.body.endsWith('\n')).toBe(true);
  });

  test('has its name made from generateName', () => {
    const client = new Client();
    const made = client.call('POST', CONFIGMAPS, { metadata: { generateName: 'run-' } });
    expect(metadataOf(made).name).toMatch(/^run-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  test('cannot bring its own uid, times or generation along', () => {
    const client = new Client();
    const made = client.call('POST', CONFIGMAPS, {
      metadata: { name: 'a', uid: 'mine', creationTimestamp: '2001-01-01T00:00:00Z', generation: 7 },
    });
    expect(metadataOf(made).uid).not.toBe('mine');
    expect(metadataOf(made).creationTimestamp).toBe('2026-11-21T08:00:00Z');
    expect(metadataOf(made).generation).toBeUndefined();
  });

  test('raises the one resourceVersion of everything', () => {
    const client = new Client();
    const first = Number(versionOf(client.makeConfigMap('a')));
    const namespace = client.call('POST', '/api/v1/namespaces', { metadata: { name: 'n' } });
    expect(Number(versionOf(namespace))).toBe(first + 1);
  });

  test('is not stored by a dry run', () => {
    const client = new Client();
    const made = client.call('POST', `${CONFIGMAPS}?dryRun=All`, { metadata: { name: 'a' } });
    expect(metadataOf(made).uid).toBeTypeOf('string');
    expect(versionOf(made)).toBe('');
    expect(client.send('GET', `${CONFIGMAPS}/a`).status).toBe(404);
  });

  test('may come as YAML, and go out as YAML', () => {
    const client = new Client();
    const answer = client.send('POST', CONFIGMAPS, 'metadata:\n  name: a\ndata:\n  on: "yes"\n', {
      contentType: 'application/yaml',
      accept: 'application/yaml',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers['content-type']).toBe('application/yaml');
    expect(answer.body).toContain('kind: ConfigMap\napiVersion: v1\n');
  });
});

describe('a change of an object', () => {
  test('with the resourceVersion that was read succeeds, with an older one conflicts', () => {
    const client = new Client();
    const made = client.makeConfigMap('a', { data: { x: '1' } });
    client.call('PUT', `${CONFIGMAPS}/a`, { ...made, data: { x: '2' } });
    expect(client.failure('PUT', `${CONFIGMAPS}/a`, { ...made, data: { x: '3' } })).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
      reason: 'Conflict',
      details: { name: 'a', kind: 'configmaps' },
      code: 409,
    });
  });

  test('without resourceVersion overwrites, where the resource allows it', () => {
    const client = new Client();
    client.makeConfigMap('a');
    const put = client.call('PUT', `${CONFIGMAPS}/a`, { metadata: { name: 'a' }, data: { x: '2' } });
    expect(put.data).toEqual({ x: '2' });
    const leases = '/apis/coordination.k8s.io/v1/namespaces/default/leases';
    client.call('POST', leases, { metadata: { name: 'l' } });
    expect(client.failure('PUT', `${leases}/l`, { metadata: { name: 'l' } })).toMatchObject({
      code: 422,
      message:
        'Lease.coordination.k8s.io "l" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update',
    });
  });

  test('that changes nothing has no new resourceVersion', () => {
    const client = new Client();
    const made = client.makeConfigMap('a', { data: { x: '1' } });
    expect(versionOf(client.call('PUT', `${CONFIGMAPS}/a`, made))).toBe(versionOf(made));
  });

  test('keeps what a client cannot change', () => {
    const client = new Client();
    const made = client.makeConfigMap('a');
    client.clock = START + 60_000;
    const put = client.call('PUT', `${CONFIGMAPS}/a`, {
      metadata: { name: 'a', generation: 9 },
      data: { x: '1' },
    });
    expect(metadataOf(put).uid).toBe(metadataOf(made).uid);
    expect(metadataOf(put).creationTimestamp).toBe('2026-11-21T08:00:00Z');
    expect(metadataOf(put).generation).toBeUndefined();
  });

  test('to a name that does not exist makes leases and events, and nothing else', () => {
    const client = new Client();
    const lease = '/apis/coordination.k8s.io/v1/namespaces/default/leases/l';
    expect(client.send('PUT', lease, { metadata: { name: 'l' } }).status).toBe(201);
    expect(client.failure('PUT', `${CONFIGMAPS}/a`, { metadata: { name: 'a' } })).toMatchObject({
      code: 404,
      message: 'configmaps "a" not found',
    });
  });

  test('of an immutable ConfigMap is refused', () => {
    const client = new Client();
    client.makeConfigMap('a', { data: { x: '1' }, immutable: true });
    const failure = client.failure('PATCH', `${CONFIGMAPS}/a`, { data: { x: '2' } });
    expect(failure).toMatchObject({
      code: 422,
      details: {
        causes: [
          {
            reason: 'FieldValueForbidden',
            message: 'Forbidden: field is immutable when `immutable` is set',
            field: 'data',
          },
        ],
      },
    });
  });
});

describe('a deletion', () => {
  test('answers with a Status that names what is gone', () => {
    const client = new Client();
    const made = client.makeConfigMap('a');
    expect(client.call('DELETE', `${CONFIGMAPS}/a`)).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: { name: 'a', kind: 'configmaps', uid: metadataOf(made).uid },
    });
    expect(client.send('GET', `${CONFIGMAPS}/a`).status).toBe(404);
  });

  test('with the uid of an earlier object of that name conflicts', () => {
    const client = new Client();
    client.makeConfigMap('a');
    expect(
      client.failure('DELETE', `${CONFIGMAPS}/a`, { kind: 'DeleteOptions', preconditions: { uid: 'x' } }),
    ).toMatchObject({ code: 409, reason: 'Conflict' });
    expect(client.send('GET', `${CONFIGMAPS}/a`).status).toBe(200);
  });

  test('waits for finalizers: the object is marked, and goes with the last of them', () => {
    const client = new Client();
    client.call('POST', CONFIGMAPS, { metadata: { name: 'a', finalizers: ['example.com/hold'] } });
    const watch = client.watch(`${CONFIGMAPS}?watch=1&resourceVersion=0`);
    const marked = client.call('DELETE', `${CONFIGMAPS}/a`);
    expect(metadataOf(marked).deletionTimestamp).toBe('2026-11-21T08:00:00Z');
    expect(
      client.failure('PATCH', `${CONFIGMAPS}/a`, { metadata: { finalizers: ['x/a', 'x/b'] } }).code,
    ).toBe(422);
    client.call('PATCH', `${CONFIGMAPS}/a`, { metadata: { finalizers: null } });
    expect(client.send('GET', `${CONFIGMAPS}/a`).status).toBe(404);
    expect(watch.summary).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
  });

  test('of a collection takes what the selector selects and answers with the list', () => {
    const client = new Client();
    client.makeConfigMap('a', { labels: { app: 'x' } });
    client.makeConfigMap('b', { labels: { app: 'y' } });
    const deleted = client.call('DELETE', `${CONFIGMAPS}?labelSelector=app%3Dx`);
    expect(deleted.kind).toBe('ConfigMapList');
    expect(namesIn(deleted)).toEqual(['a']);
    expect(namesIn(client.call('GET', CONFIGMAPS))).toEqual(['b']);
  });

  test('as a dry run deletes nothing', () => {
    const client = new Client();
    client.makeConfigMap('a');
    client.call('DELETE', `${CONFIGMAPS}/a`, { dryRun: ['All'] });
    expect(client.send('GET', `${CONFIGMAPS}/a`).status).toBe(200);
  });
});

describe('a copy of the registry', () => {
  test('has the same content, and neither sees what becomes of the other', () => {
    const client = new Client();
    client.makeConfigMap('a');
    const other = new Client({}, client.registry.copy());
    client.makeConfigMap('b');
    other.makeConfigMap('c');
    other.call('DELETE', `${CONFIGMAPS}/a`);
    expect(namesIn(client.call('GET', CONFIGMAPS))).toEqual(['a', 'b']);
    expect(namesIn(other.call('GET', CONFIGMAPS))).toEqual(['c']);
  });

  test('of a copy does not share either', () => {
    const first = new Client();
    first.makeConfigMap('a');
    const second = new Client({}, first.registry.copy());
    const third = new Client({}, second.registry.copy());
    second.makeConfigMap('b');
    expect(namesIn(third.call('GET', CONFIGMAPS))).toEqual(['a']);
    expect(namesIn(first.call('GET', CONFIGMAPS))).toEqual(['a']);
  });

  test('knows the history: a watch goes on from where the other one was', () => {
    const client = new Client();
    const version = versionOf(client.makeConfigMap('a'));
    client.makeConfigMap('b');
    const other = new Client({}, client.registry.copy());
    expect(other.watch(`${CONFIGMAPS}?watch=1&resourceVersion=${version}`).summary).toEqual(['ADDED b']);
  });
});

describe('the bounds', () => {
  const limits = { objects: 12, bytes: 20_000, objectBytes: 2_000, historyEvents: 8, historyBytes: 10_000 };

  test('one object more than fit is refused as etcd refuses it', () => {
    const client = new Client({ limits });
    const answers = Array.from({ length: 10 }, (_, index) =>
      client.send('POST', CONFIGMAPS, { metadata: { name: `c${index}` } }),
    );
    expect(answers.at(-1)?.status).toBe(500);
    expect(JSON.parse(answers.at(-1)?.body ?? '')).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'etcdserver: mvcc: database space exceeded',
      code: 500,
    });
    client.call('DELETE', `${CONFIGMAPS}/c0`);
    expect(client.send('POST', CONFIGMAPS, { metadata: { name: 'again' } }).status).toBe(201);
  });

  test('an object that is too large is refused', () => {
    const client = new Client({ limits });
    expect(
      client.failure('POST', CONFIGMAPS, { metadata: { name: 'a' }, data: { x: 'y'.repeat(2_000) } }),
    ).toMatchObject({ code: 500, message: 'etcdserver: request is too large' });
  });

  test('the bytes of objects that are gone or have shrunk count no more', () => {
    const client = new Client({ limits });
    for (let round = 0; round < 50; round++) {
      client.makeConfigMap('a', { data: { x: 'y'.repeat(1_500) } });
      client.call('PATCH', `${CONFIGMAPS}/a`, { data: { x: 'y' } });
      client.call('DELETE', `${CONFIGMAPS}/a`);
    }
    expect(client.send('GET', CONFIGMAPS).status).toBe(200);
  });
});
