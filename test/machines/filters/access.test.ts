/** Who asks and who may: authentication, impersonation, authorization. */
import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../machines/filters/authorization.ts';
import type { FilterConfig } from '../../../machines/filters/filter.ts';
import { identify, whoAsks } from '../../../machines/filters/identity.ts';
import { LINEAGES } from '../../../machines/lineage.ts';
import { admissionOf, filterInput, firstRejection } from './view.ts';

const ANYTHING: Rule = {
  users: [],
  groups: [],
  verbs: ['*'],
  apiGroups: ['*'],
  resources: ['*'],
  nonResourceURLs: ['*'],
  namespaces: [],
  names: [],
};
const rule = (part: Partial<Rule>): Rule => ({
  ...ANYTHING,
  verbs: [],
  resources: [],
  nonResourceURLs: [],
  ...part,
});

const TOKENS: FilterConfig['tokens'] = new Map([
  ['jane-token', { name: 'jane', groups: ['team', 'system:authenticated'] }],
  ['root-token', { name: 'root', groups: ['system:masters', 'system:authenticated'] }],
]);
const jane = { authorization: 'Bearer jane-token' };

const ask = (
  line: string,
  headers: Record<string, string | string[]> = {},
  config: Partial<FilterConfig> = {},
) => filterInput(line, { headers, config: { tokens: TOKENS, ...config } });

const messageOf = (rejection: { body: string } | null): string =>
  rejection === null ? '' : JSON.parse(rejection.body).message;

describe('authentication', () => {
  test('who brings nothing is system:anonymous', () => {
    const input = ask('/echo');
    expect(firstRejection(input)).toBeNull();
    expect(identify(input).user).toEqual({ name: 'system:anonymous', groups: ['system:unauthenticated'] });
    expect(whoAsks(identify(input))).toEqual({});
  });

  test('who brings a token is its user', () => {
    for (const authorization of ['Bearer jane-token', 'bearer jane-token', '  Bearer jane-token ignored']) {
      const input = ask('/echo', { authorization });
      expect(firstRejection(input)).toBeNull();
      expect(whoAsks(identify(input))).toEqual({ user: 'jane' });
    }
  });

  test('a wrong token gets 401, though strangers may come', () => {
    expect(firstRejection(ask('/echo', { authorization: 'Bearer wrong' }))).toEqual({
      filter: 'authentication',
      status: 401,
      headers: { 'cache-control': 'no-cache, private', 'content-type': 'application/json' },
      body: '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}\n',
      closesConnection: false,
    });
  });

  test('other credentials are none', () => {
    expect(firstRejection(ask('/echo', { authorization: 'Basic amFuZTpwdw==' }))).toBeNull();
    expect(firstRejection(ask('/echo', { authorization: 'Bearer ' }))).toBeNull();
  });

  test('without anonymous-auth even health wants credentials', () => {
    const config = { anonymousAuth: false };
    expect(firstRejection(ask('/readyz', {}, config))?.status).toBe(401);
    expect(firstRejection(ask('/readyz', jane, config))).toBeNull();
  });

  test('1.6 refused in plain words, and without Cache-Control', () => {
    const input = filterInput('/echo', { headers: { authorization: 'Bearer wrong' }, lineage: '1.6' });
    expect(firstRejection(input)).toMatchObject({ status: 401, body: 'Unauthorized\n' });
    expect(firstRejection(input)?.headers).not.toHaveProperty('cache-control');
  });

  test('everybody on the insecure port is system:unsecured, whatever they bring', () => {
    const input = filterInput('/api/v1/pods', {
      headers: { authorization: 'Bearer wrong' },
      port: 'insecure',
      lineage: '1.14',
      config: { rules: [], anonymousAuth: false },
    });
    expect(firstRejection(input)).toBeNull();
    expect(identify(input).user).toEqual({
      name: 'system:unsecured',
      groups: ['system:masters', 'system:authenticated'],
    });
  });
});

describe('authorization by rules', () => {
  const allowing = (...rules: Rule[]) => ({ rules });
  const may = (line: string, rules: Rule[], headers: Record<string, string> = jane) =>
    firstRejection(ask(line, headers, { rules })) === null;

  test.each([
    [
      'GET /api/v1/namespaces/a/pods',
      'pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "a"',
    ],
    [
      'GET /api/v1/namespaces/a/pods/b',
      'pods "b" is forbidden: User "jane" cannot get resource "pods" in API group "" in the namespace "a"',
    ],
    [
      'GET /apis/apps/v1/deployments?watch=1',
      'deployments.apps is forbidden: User "jane" cannot watch resource "deployments" in API group "apps" at the cluster scope',
    ],
    [
      'POST /api/v1/namespaces/a/pods/b/exec',
      'pods "b" is forbidden: User "jane" cannot create resource "pods/exec" in API group "" in the namespace "a"',
    ],
    ['GET /metrics', 'forbidden: User "jane" cannot get path "/metrics"'],
  ])('%s is refused in the words of Kubernetes', (line, message) => {
    const rejection = firstRejection(ask(line, jane, allowing()));
    expect(rejection).toMatchObject({ filter: 'authorization', status: 403 });
    expect(rejection?.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(messageOf(rejection)).toBe(message);
  });

  test('a rule is for its users, and for the members of its groups', () => {
    const list = { verbs: ['list'], resources: ['pods'] };
    expect(may('/api/v1/pods', [rule({ ...list, users: ['jane'] })])).toBe(true);
    expect(may('/api/v1/pods', [rule({ ...list, groups: ['team'] })])).toBe(true);
    expect(may('/api/v1/pods', [rule({ ...list, users: ['joe'], groups: ['others'] })])).toBe(false);
    expect(may('/api/v1/pods', [rule({ ...list, groups: ['system:unauthenticated'] })], {})).toBe(true);
  });

  test('a rule allows its verbs, groups, resources, namespaces and names, and nothing else', () => {
    const get = { users: ['jane'], verbs: ['get'], resources: ['pods'] };
    const pod = '/api/v1/namespaces/a/pods/b';
    expect(may(pod, [rule(get)])).toBe(true);
    expect(may(`DELETE ${pod}`, [rule(get)])).toBe(false);
    expect(may(pod, [rule({ ...get, apiGroups: ['apps'] })])).toBe(false);
    expect(may(pod, [rule({ ...get, apiGroups: ['core'] })])).toBe(true);
    expect(may(pod, [rule({ ...get, namespaces: ['z'] })])).toBe(false);
    expect(may(pod, [rule({ ...get, names: ['b'] })])).toBe(true);
    expect(may(pod, [rule({ ...get, names: ['c'] })])).toBe(false);
    expect(may(`${pod}/log`, [rule(get)])).toBe(false);
    expect(may(`${pod}/log`, [rule({ ...get, resources: ['pods/log'] })])).toBe(true);
    expect(may(`${pod}/log`, [rule({ ...get, resources: ['*/log'] })])).toBe(true);
  });

  test('a path is allowed as it stands, or by its beginning', () => {
    const paths = (...nonResourceURLs: string[]) =>
      rule({ users: ['jane'], verbs: ['get'], nonResourceURLs });
    expect(may('/metrics', [paths('/metrics')])).toBe(true);
    expect(may('/metrics/slis', [paths('/metrics')])).toBe(false);
    expect(may('/metrics/slis', [paths('/metrics/*')])).toBe(true);
    expect(may('/api/v1/pods', [paths('*')])).toBe(false);
  });

  test('system:masters may do everything', () => {
    expect(may('DELETE /api/v1/nodes', [], { authorization: 'Bearer root-token' })).toBe(true);
  });

  test('health is for everybody, discovery for whoever is known', () => {
    for (const path of ['/healthz', '/livez', '/readyz', '/version']) expect(may(path, [], {})).toBe(true);
    expect(may('/readyz/ping', [], {})).toBe(false);
    for (const path of ['/api', '/apis/apps/v1', '/openapi/v2']) {
      expect(may(path, [], {})).toBe(false);
      expect(may(path, [])).toBe(true);
    }
  });

  test('AlwaysAllow asks nobody', () => {
    expect(firstRejection(ask('DELETE /api/v1/nodes', {}, { rules: null }))).toBeNull();
  });

  test('names from outside cannot write HTML into the answer', () => {
    const rejection = firstRejection(ask('/api/v1/namespaces/%3Cscript%3E/pods', jane, allowing()));
    expect(messageOf(rejection)).toContain('"&lt;script&gt;"');
  });
});

describe('impersonation', () => {
  const rules = [
    rule({ users: ['jane'], verbs: ['impersonate'], resources: ['users'], names: ['joe'] }),
    rule({ users: ['jane'], verbs: ['impersonate'], resources: ['groups'], names: ['team'] }),
    rule({ users: ['joe'], verbs: ['list'], resources: ['pods'] }),
  ];

  test('acts as the user from there on, for authorization, audit and handler', () => {
    const input = ask('/api/v1/pods', { ...jane, 'impersonate-user': 'joe' }, { rules });
    expect(firstRejection(input)).toBeNull();
    expect(whoAsks(identify(input))).toEqual({ user: 'joe', impersonator: 'jane' });
    expect(identify(input).user.groups).toEqual(['system:authenticated']);
    expect(admissionOf(input).counted).toBe(true);
  });

  test.each([
    [
      { 'impersonate-user': 'root' },
      'users "root" is forbidden: User "jane" cannot impersonate resource "users" in API group "" at the cluster scope',
    ],
    [
      { 'impersonate-user': 'joe', 'impersonate-group': 'team, admins' },
      'groups "admins" is forbidden: User "jane" cannot impersonate resource "groups" in API group "" at the cluster scope',
    ],
    [
      { 'impersonate-user': 'joe', 'impersonate-uid': '7' },
      'uids.authentication.k8s.io "7" is forbidden: User "jane" cannot impersonate resource "uids" in API group "authentication.k8s.io" at the cluster scope',
    ],
    [
      { 'impersonate-user': 'joe', 'impersonate-extra-scopes': 'view' },
      'userextras.authentication.k8s.io "view" is forbidden: User "jane" cannot impersonate resource "userextras/scopes" in API group "authentication.k8s.io" at the cluster scope',
    ],
    [
      { 'impersonate-user': 'system:serviceaccount:ns:bot' },
      'serviceaccounts "bot" is forbidden: User "jane" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "ns"',
    ],
  ])('%j needs the right to it', (headers, message) => {
    const rejection = firstRejection(ask('/api/v1/pods', { ...jane, ...headers }, { rules }));
    expect(rejection).toMatchObject({ filter: 'impersonation', status: 403 });
    expect(messageOf(rejection)).toBe(message);
  });

  test('what the impersonated user may not do is refused in that name', () => {
    const input = ask('DELETE /api/v1/pods', { ...jane, 'impersonate-user': 'joe' }, { rules });
    expect(messageOf(firstRejection(input))).toContain('User "joe" cannot deletecollection');
  });

  test('a group without a user is an internal error, as in Kubernetes', () => {
    expect(firstRejection(ask('/echo', { 'impersonate-group': 'team' }))).toMatchObject({
      filter: 'impersonation',
      status: 500,
      body: 'Internal Server Error: "/echo": requested [team] without impersonating a user\n',
    });
  });

  test('service accounts bring their groups, and nobody stays unauthenticated', () => {
    const groupsOf = (headers: Record<string, string>) => identify(ask('/echo', headers)).user.groups;
    expect(groupsOf({ 'impersonate-user': 'system:serviceaccount:ns:bot' })).toEqual([
      'system:serviceaccounts',
      'system:serviceaccounts:ns',
      'system:authenticated',
    ]);
    expect(groupsOf({ 'impersonate-user': 'system:anonymous' })).toEqual(['system:unauthenticated']);
    expect(groupsOf({ 'impersonate-user': 'joe', 'impersonate-group': 'a,b' })).toEqual([
      'a',
      'b',
      'system:authenticated',
    ]);
  });
});

test('who is refused comes behind the shutdown on every version: a server that drains asks nobody who they are', () => {
  for (const lineage of LINEAGES) {
    const input = filterInput('/echo', {
      lineage,
      headers: { authorization: 'Bearer wrong' },
      view: { drainWaits: true },
    });
    expect(firstRejection(input)?.filter, lineage).toBe(lineage === '1.6' ? 'authentication' : 'wait-group');
  }
});
