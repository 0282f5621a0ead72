/** Lists: pages, selections, states of before. */
import { describe, expect, test } from 'vitest';
import { encodeBase64Url } from '../../../machines/registry/base64.ts';
import type { JsonObject } from '../../../machines/registry/json.ts';
import {
  Client,
  CONFIGMAPS,
  metadataOf,
  namesIn,
  versionOf,
  WIDGETS,
  widget,
  widgetDefinition,
} from './client.ts';

function fiveConfigMaps(): Client {
  const client = new Client();
  for (const name of ['d', 'b', 'e', 'a', 'c'])
    client.makeConfigMap(name, { labels: { odd: String('ace'.includes(name)) } });
  return client;
}

/** All pages of a list. */
function pages(client: Client, query: string): JsonObject[] {
  const found: JsonObject[] = [];
  let token = '';
  do {
    const page = client.call('GET', `${CONFIGMAPS}?${query}${token === '' ? '' : `&continue=${token}`}`);
    found.push(page);
    token = (metadataOf(page).continue as string | undefined) ?? '';
  } while (token !== '');
  return found;
}

describe('a list', () => {
  test('is in the order of names and has the resourceVersion of the whole', () => {
    const client = fiveConfigMaps();
    const list = client.call('GET', CONFIGMAPS);
    expect(list).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' });
    expect(namesIn(list)).toEqual(['a', 'b', 'c', 'd', 'e']);
    client.call('POST', '/api/v1/namespaces', { metadata: { name: 'n' } });
    expect(Number(versionOf(client.call('GET', CONFIGMAPS)))).toBe(Number(versionOf(list)) + 1);
  });

  test('of built-in objects has items without kind, of custom ones with', () => {
    const client = fiveConfigMaps();
    client.call('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', widgetDefinition());
    client.call('POST', WIDGETS, widget('w'));
    const first = (path: string): JsonObject =>
      (client.call('GET', path).items as JsonObject[])[0] as JsonObject;
    expect(Object.keys(first(CONFIGMAPS))).toEqual(['metadata']);
    expect(first(WIDGETS)).toMatchObject({ kind: 'Widget', apiVersion: 'example.com/v1' });
  });

  test('of all namespaces has those of each, of one that does not exist nothing', () => {
    const client = new Client();
    client.call('POST', '/api/v1/namespaces', { metadata: { name: 'n' } });
    client.makeConfigMap('b', {}, 'n');
    client.makeConfigMap('a');
    expect(namesIn(client.call('GET', '/api/v1/configmaps'))).toEqual(['a', 'b']);
    expect(namesIn(client.call('GET', '/api/v1/namespaces/nope/configmaps'))).toEqual([]);
  });

  test('with a limit comes in pages that say how many objects are left', () => {
    const client = fiveConfigMaps();
    const found = pages(client, 'limit=2');
    expect(found.map(namesIn)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    expect(found.map(page => metadataOf(page).remainingItemCount)).toEqual([3, 1, undefined]);
    expect(new Set(found.map(versionOf)).size).toBe(1);
  });

  test('of a selection does not say how many are left', () => {
    const found = pages(fiveConfigMaps(), 'limit=2&labelSelector=odd%3Dtrue');
    expect(found.map(namesIn)).toEqual([['a', 'c'], ['e']]);
    expect(metadataOf(found[0] as JsonObject).remainingItemCount).toBeUndefined();
  });

  test('is of one moment, whatever is written between its pages', () => {
    const client = fiveConfigMaps();
    const first = client.call('GET', `${CONFIGMAPS}?limit=2`);
    client.call('DELETE', `${CONFIGMAPS}/c`);
    client.makeConfigMap('bb');
    const rest = client.call('GET', `${CONFIGMAPS}?continue=${metadataOf(first).continue}`);
    expect(namesIn(rest)).toEqual(['c', 'd', 'e']);
    expect(versionOf(rest)).toBe(versionOf(first));
  });

  test('that cannot be continued any more says so and offers to go on with what is there now', () => {
    const limits = { objects: 100, bytes: 1e6, objectBytes: 1e5, historyEvents: 4, historyBytes: 1e6 };
    const client = new Client({ limits });
    for (const name of ['a', 'b', 'c']) client.makeConfigMap(name);
    const first = client.call('GET', `${CONFIGMAPS}?limit=1`);
    for (let index = 0; index < 10; index++) client.makeConfigMap(`x${index}`);
    const failure = client.failure('GET', `${CONFIGMAPS}?limit=1&continue=${metadataOf(first).continue}`);
    expect(failure).toMatchObject({ code: 410, reason: 'Expired' });
    expect(failure.message).toContain('The provided continue parameter is too old');
    const next = client.call('GET', `${CONFIGMAPS}?limit=1&continue=${metadataOf(failure).continue}`);
    expect(namesIn(next)).toEqual(['b']);
  });

  test('refuses tokens that it has not given out', () => {
    const client = fiveConfigMaps();
    for (const token of [
      '{}',
      '{"v":"meta.k8s.io/v1","rv":0,"start":"a"}',
      '{"v":"meta.k8s.io/v1","rv":1,"start":""}',
    ]) {
      const failure = client.failure('GET', `${CONFIGMAPS}?continue=${encodeBase64Url(token)}`);
      expect(failure).toMatchObject({ code: 400, reason: 'BadRequest' });
      expect(failure.message).toContain('continue key is not valid: ');
    }
  });

  test('of exactly an earlier resourceVersion shows what was there then', () => {
    const client = new Client();
    client.makeConfigMap('a', { data: { x: '1' } });
    const version = versionOf(client.call('GET', CONFIGMAPS));
    client.call('PATCH', `${CONFIGMAPS}/a`, { data: { x: '2' } });
    client.makeConfigMap('b');
    const query = `resourceVersion=${version}&resourceVersionMatch=Exact`;
    const then = client.call('GET', `${CONFIGMAPS}?${query}`);
    expect(versionOf(then)).toBe(version);
    expect(then.items).toMatchObject([{ metadata: { name: 'a' }, data: { x: '1' } }]);
    const notOlder = client.call(
      'GET',
      `${CONFIGMAPS}?resourceVersion=${version}&resourceVersionMatch=NotOlderThan`,
    );
    expect(namesIn(notOlder)).toEqual(['a', 'b']);
  });
});

describe('a selection', () => {
  const selected = (query: string): string[] => {
    const client = new Client();
    client.makeConfigMap('a', { labels: { app: 'web', tier: 'front', size: '10' } });
    client.makeConfigMap('b', { labels: { app: 'db', size: '9' } });
    client.makeConfigMap('c');
    return namesIn(client.call('GET', `${CONFIGMAPS}?${query}`));
  };
  const cases: readonly (readonly [string, string[]])[] = [
    ['', ['a', 'b', 'c']],
    ['app', ['a', 'b']],
    ['!app', ['c']],
    ['app=web', ['a']],
    ['app==web,tier=front', ['a']],
    ['app!=web', ['b', 'c']],
    ['app in (web, db)', ['a', 'b']],
    ['app notin (web)', ['b', 'c']],
    ['size>9', ['a']],
    ['size<10', ['b']],
    ['app=', []],
    ['app in (db),size', ['b']],
    ['tier notin (),app', ['a', 'b']],
  ];
  for (const [selector, names] of cases) {
    test(`by the labels "${selector}" finds ${names.join(', ') || 'nothing'}`, () => {
      expect(selected(`labelSelector=${encodeURIComponent(selector)}`)).toEqual(names);
    });
  }

  test('by fields finds names and namespaces', () => {
    expect(selected('fieldSelector=metadata.name%3Db')).toEqual(['b']);
    expect(selected('fieldSelector=metadata.name!%3Db,metadata.namespace%3Ddefault')).toEqual(['a', 'c']);
  });

  test('by fields of their own finds events and pods', () => {
    const client = new Client();
    for (const [name, about] of [
      ['one', 'a'],
      ['two', 'b'],
    ])
      client.call('POST', '/api/v1/namespaces/default/events', {
        metadata: { name },
        involvedObject: { kind: 'Pod', name: about, namespace: 'default' },
      });
    const events = '/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3Db';
    expect(namesIn(client.call('GET', events))).toEqual(['two']);
    client.call('POST', '/api/v1/namespaces/default/pods', {
      metadata: { name: 'p' },
      spec: { containers: [{ name: 'c', image: 'i' }], nodeName: 'n1' },
    });
    const pods = (selector: string): string[] =>
      namesIn(client.call('GET', `/api/v1/pods?fieldSelector=${encodeURIComponent(selector)}`));
    expect(pods('spec.nodeName=n1,status.phase=Pending')).toEqual(['p']);
    expect(pods('spec.nodeName!=n1')).toEqual([]);
  });
});
