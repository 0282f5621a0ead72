/** Watches: what comes, in which order, and that nothing is missed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../machines/registry/json.ts';
import {
  Client,
  CONFIGMAPS,
  DEFINITIONS,
  nameOf,
  versionOf,
  WIDGETS,
  widget,
  widgetDefinition,
} from './client.ts';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';

describe('a watch', () => {
  test('without a resourceVersion begins with what is there', () => {
    const client = new Client();
    client.makeConfigMap('a');
    const watch = client.watch(`${CONFIGMAPS}?watch=true`);
    client.makeConfigMap('b');
    client.call('PATCH', `${CONFIGMAPS}/b`, { data: { x: '1' } });
    client.call('DELETE', `${CONFIGMAPS}/a`);
    expect(watch.summary).toEqual(['ADDED a', 'ADDED b', 'MODIFIED b', 'DELETED a']);
    const versions = watch.events.map(({ object }) => Number(versionOf(object)));
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  });

  test('from a resourceVersion brings what came after it, and nothing else', () => {
    const client = new Client();
    const version = versionOf(client.makeConfigMap('a'));
    client.makeConfigMap('b');
    const watch = client.watch(`${CONFIGMAPS}?watch=true&resourceVersion=${version}`);
    client.makeConfigMap('c');
    expect(watch.summary).toEqual(['ADDED b', 'ADDED c']);
  });

  test('sees one namespace, or one object, or all', () => {
    const client = new Client();
    client.call('POST', '/api/v1/namespaces', { metadata: { name: 'n' } });
    const one = client.watch(`${CONFIGMAPS}?watch=1`);
    const all = client.watch('/api/v1/configmaps?watch=1');
    const named = client.watch(`${CONFIGMAPS}?watch=1&fieldSelector=metadata.name%3Da`);
    client.makeConfigMap('a');
    client.makeConfigMap('b', {}, 'n');
    client.makeConfigMap('c');
    expect(one.summary).toEqual(['ADDED a', 'ADDED c']);
    expect(all.summary).toEqual(['ADDED a', 'ADDED b', 'ADDED c']);
    expect(named.summary).toEqual(['ADDED a']);
    expect(client.watch('/api/v1/watch/namespaces/default/configmaps').summary).toEqual([
      'ADDED a',
      'ADDED c',
    ]);
  });

  test('of a selection sees an object appear when it begins to match and vanish when it stops', () => {
    const client = new Client();
    client.makeConfigMap('a', { data: { x: '1' } });
    const watch = client.watch(`${CONFIGMAPS}?watch=1&labelSelector=app%3Dx`);
    client.call('PATCH', `${CONFIGMAPS}/a`, { metadata: { labels: { app: 'x' } } });
    client.call('PATCH', `${CONFIGMAPS}/a`, { data: { x: '2' } });
    const last = client.call('PATCH', `${CONFIGMAPS}/a`, { metadata: { labels: null }, data: { x: '3' } });
    client.call('DELETE', `${CONFIGMAPS}/a`);
    expect(watch.summary).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
    // The last matching state, at the resourceVersion at which it stopped to match.
    expect(watch.events[2]?.object).toMatchObject({
      metadata: { labels: { app: 'x' }, resourceVersion: versionOf(last) },
      data: { x: '2' },
    });
  });

  test('that is closed or whose client has gone gets nothing more', () => {
    const client = new Client();
    const watch = client.watch(`${CONFIGMAPS}?watch=1`);
    watch.subscription.close();
    watch.subscription.close();
    client.makeConfigMap('a');
    watch.subscription.bookmark();
    expect(watch.lines).toEqual([]);
    expect(client.registry.load.watches).toBe(0);
  });

  test('says when its client wants it to end', () => {
    const client = new Client();
    expect(client.watch(`${CONFIGMAPS}?watch=1&timeoutSeconds=30`).timeoutSeconds).toBe(30);
    expect(client.watch(`${CONFIGMAPS}?watch=1`).timeoutSeconds).toBeNull();
  });

  test('from before what is remembered gets one ERROR with 410 and ends', () => {
    const limits = { objects: 100, bytes: 1e6, objectBytes: 1e5, historyEvents: 4, historyBytes: 1e6 };
    const client = new Client({ limits });
    const version = versionOf(client.makeConfigMap('a'));
    for (let index = 0; index < 10; index++) client.makeConfigMap(`x${index}`);
    const watch = client.watch(`${CONFIGMAPS}?watch=1&resourceVersion=${version}`);
    expect(watch.hasEnded).toBe(true);
    expect(watch.events).toEqual([
      {
        type: 'ERROR',
        object: {
          kind: 'Status',
          apiVersion: 'v1',
          metadata: {},
          status: 'Failure',
          message: expect.stringMatching(`^too old resource version: ${version} \\(\\d+\\)$`),
          reason: 'Expired',
          code: 410,
        },
      },
    ]);
    expect(client.registry.load.watches).toBe(0);
  });

  test('from a resourceVersion that has not been reached waits for it', () => {
    const client = new Client();
    const watch = client.watch(`${CONFIGMAPS}?watch=1&resourceVersion=99999`);
    expect([watch.lines, watch.hasEnded]).toEqual([[], false]);
  });
});

describe('bookmarks', () => {
  test('come when they are asked for and carry the resourceVersion that has been reached', () => {
    const client = new Client();
    const watch = client.watch(`${CONFIGMAPS}?watch=1&resourceVersion=1&allowWatchBookmarks=true`);
    expect(watch.bookmarkSeconds).toBe(60);
    const made = client.call('POST', '/api/v1/namespaces', { metadata: { name: 'n' } });
    watch.subscription.bookmark();
    expect(watch.events).toEqual([
      {
        type: 'BOOKMARK',
        object: {
          kind: 'ConfigMap',
          apiVersion: 'v1',
          metadata: { resourceVersion: versionOf(made), creationTimestamp: null },
        },
      },
    ]);
  });

  test('do not come to who has not asked, nor from a server before 1.16', () => {
    const watch = new Client().watch(`${CONFIGMAPS}?watch=1`);
    watch.subscription.bookmark();
    expect([watch.bookmarkSeconds, watch.lines]).toEqual([null, []]);
    const old = new Client({ lineage: '1.14' }).watch(`${CONFIGMAPS}?watch=1&allowWatchBookmarks=true`);
    expect(old.bookmarkSeconds).toBeNull();
  });

  test('end the first events of a streaming list', () => {
    const client = new Client();
    client.makeConfigMap('a');
    const query = 'watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';
    const watch = client.watch(`${CONFIGMAPS}?${query}`);
    expect(watch.summary).toEqual(['ADDED a', 'BOOKMARK']);
    expect(watch.events[1]?.object).toMatchObject({
      metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
    });
  });

  test('of a streaming list need the right match and the right server', () => {
    const query = 'watch=1&sendInitialEvents=true';
    expect(new Client().failure('GET', `${CONFIGMAPS}?${query}`)).toMatchObject({
      code: 422,
      message: expect.stringContaining(
        'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      ),
    });
    expect(new Client({ lineage: '1.27' }).failure('GET', `${CONFIGMAPS}?${query}`).message).toContain(
      'sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
    );
    expect(new Client({ lineage: '1.25' }).watch(`${CONFIGMAPS}?${query}`).lines).toEqual([]);
  });
});

describe('many watches', () => {
  test('of the same representation are given the same string', () => {
    const client = new Client();
    const watches = Array.from({ length: 3 }, () => client.watch(`${CONFIGMAPS}?watch=1`));
    const tables = Array.from({ length: 2 }, () => client.watch(`${CONFIGMAPS}?watch=1`, { accept: TABLE }));
    client.makeConfigMap('a');
    expect(new Set(watches.map(({ lines }) => lines[0])).size).toBe(1);
    expect(new Set(tables.map(({ lines }) => lines[0])).size).toBe(1);
    expect(tables[0]?.lines[0]).not.toBe(watches[0]?.lines[0]);
  });

  test('as tables have the columns in their first event only', () => {
    const client = new Client();
    const early = client.watch(`${CONFIGMAPS}?watch=1`, { accept: TABLE });
    client.makeConfigMap('a');
    const late = client.watch(`${CONFIGMAPS}?watch=1&resourceVersion=99`, { accept: TABLE });
    client.makeConfigMap('b');
    expect(early.events.map(({ object }) => Array.isArray(object.columnDefinitions))).toEqual([true, false]);
    expect(late.events.map(({ object }) => Array.isArray(object.columnDefinitions))).toEqual([true]);
  });

  test('of custom resources end when their definition goes', () => {
    const client = new Client();
    client.call('POST', DEFINITIONS, widgetDefinition());
    client.call('POST', WIDGETS, widget('w'));
    const watch = client.watch(`${WIDGETS}?watch=1`);
    client.call('DELETE', `${DEFINITIONS}/widgets.example.com`);
    expect(watch.summary).toEqual(['ADDED w', 'DELETED w']);
    expect(watch.hasEnded).toBe(true);
  });
});

describe('a list and a watch from its resourceVersion', () => {
  const action = fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    what: fc.constantFrom('create', 'label', 'unlabel', 'touch', 'delete'),
    value: fc.nat(5),
  });

  function act(client: Client, { name, what, value }: { name: string; what: string; value: number }): void {
    const path = `${CONFIGMAPS}/${name}`;
    switch (what) {
      case 'create':
        client.send('POST', CONFIGMAPS, { metadata: { name, labels: { app: value > 2 ? 'x' : 'y' } } });
        return;
      case 'label':
        client.send('PATCH', path, { metadata: { labels: { app: 'x' } } });
        return;
      case 'unlabel':
        client.send('PATCH', path, { metadata: { labels: null } });
        return;
      case 'touch':
        client.send('PATCH', path, { data: { v: String(value) } });
        return;
      default:
        client.send('DELETE', path);
    }
  }

  for (const [what, selector] of [
    ['everything', ''],
    ['a selection', 'labelSelector=app%3Dx'],
    ['all but a selection', 'labelSelector=app!%3Dx&fieldSelector=metadata.name!%3Dd'],
  ] as const) {
    test(`of ${what} are together what a later list shows`, () => {
      fc.assert(
        fc.property(fc.array(action, { maxLength: 30 }), fc.nat(30), fc.nat(30), (actions, first, second) => {
          const client = new Client();
          const listedAt = Math.min(first, actions.length);
          const watchedAt = Math.max(listedAt, Math.min(second, actions.length));
          for (const step of actions.slice(0, listedAt)) act(client, step);
          const list = client.call('GET', `${CONFIGMAPS}?${selector}`);
          const known = new Map(
            (list.items as JsonObject[]).map(item => [nameOf(item), JSON.stringify(item)]),
          );
          // What happens between the list and the watch comes from the history.
          for (const step of actions.slice(listedAt, watchedAt)) act(client, step);
          const watch = client.watch(`${CONFIGMAPS}?watch=1&resourceVersion=${versionOf(list)}&${selector}`);
          for (const step of actions.slice(watchedAt)) act(client, step);
          for (const { type, object } of watch.events) {
            const { kind: _kind, apiVersion: _version, ...item } = object;
            expect(known.has(nameOf(object))).toBe(type !== 'ADDED');
            if (type === 'DELETED') known.delete(nameOf(object));
            else known.set(nameOf(object), JSON.stringify(item));
          }
          const now = client.call('GET', `${CONFIGMAPS}?${selector}`).items as JsonObject[];
          expect([...known.values()].sort()).toEqual(now.map(item => JSON.stringify(item)).sort());
        }),
        { numRuns: 150 },
      );
    });
  }
});
