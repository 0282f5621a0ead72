/** The handler chain on the real server: each step does its job on real requests. */
import https from 'node:https';
import { afterEach, describe, expect, test } from 'vitest';
import type { EventOf } from '../../../machines/recording/events.ts';
import type { LiveRun } from '../../../src/live/types.ts';
import { ask as askAt, eventOf, portOf, type Reply, startYaml } from './start.ts';

let run: LiveRun | null = null;

afterEach(async () => {
  run?.kill();
  await run?.done;
  run = null;
});

/** One request to the server of the run. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return askAt(portOf(run as LiveRun), path, headers, method);
}

const auditOf = (live: LiveRun): Record<string, unknown>[] =>
  [...live.auditLines()].map(line => JSON.parse(line));

describe('the panic recovery', () => {
  test('answers 500, records what happened, and the process lives on', async () => {
    run = await startYaml('name: panics');
    const reply = await ask('/panic');
    expect(reply.status).toBe(500);
    expect(reply.body).toBe('This request caused apiserver to panic. Look in the logs for details.\n');
    expect(await ask('/echo?message=alive')).toMatchObject({ status: 200, body: 'alive\n' });
    const responded = run.events.find(event => event.type === 'request.responded' && event.panicked);
    expect(responded).toMatchObject({ status: 500 });
    expect(
      run.events.some(event => event.type === 'note' && event.text.startsWith("apiserver panic'd on GET")),
    ).toBe(true);
    expect(auditOf(run).map(({ requestURI, stage }) => `${requestURI} ${stage}`)).toContain('/panic Panic');
  });
});

describe('who may do what', () => {
  const RBAC = `
name: rbac
server: { authorization-mode: RBAC }
authentication: { tokens: [{ token: s3cret, user: jane, groups: team }] }
authorization: { rules: [{ groups: team, verbs: 'get,list', resources: namespaces }, { users: jane, verbs: impersonate, resources: users }] }
`;

  test('a token is somebody, a wrong one is nobody, and strangers see health alone', async () => {
    run = await startYaml(RBAC);
    const jane = { authorization: 'Bearer s3cret' };
    expect((await ask('/api/v1/namespaces', jane)).status).toBe(200);
    expect((await ask('/api/v1/namespaces', { authorization: 'Bearer guess' })).status).toBe(401);
    expect((await ask('/readyz')).status).toBe(200);
    const refused = await ask('/api/v1/namespaces');
    expect(refused.status).toBe(403);
    expect(JSON.parse(refused.body).message).toBe(
      'namespaces is forbidden: User "system:anonymous" cannot list resource "namespaces" in API group "" at the cluster scope',
    );
    const admitted = run.events.find(event => event.type === 'request.admitted' && event.user !== undefined);
    expect(admitted).toMatchObject({ user: 'jane' });
    const filters = run.events.flatMap(event => (event.type === 'request.rejected' ? [event.filter] : []));
    expect(filters).toEqual(['authentication', 'authorization']);
  });

  test('acting as somebody else is recorded with both names', async () => {
    run = await startYaml(RBAC);
    await ask('/readyz', { authorization: 'Bearer s3cret', 'impersonate-user': 'joe' });
    const admitted = await eventOf(run, 'request.admitted');
    expect(admitted).toMatchObject({ user: 'joe', impersonator: 'jane' });
    expect(auditOf(run).at(-1)).toMatchObject({
      user: { username: 'jane' },
      impersonatedUser: { username: 'joe', groups: ['system:authenticated'] },
    });
  });

  test("the hooks' own calls are the server itself, whom no rule keeps out", async () => {
    run = await startYaml(
      `${RBAC}hooks: { preShutdown: [{ name: deregister, takes: 300ms, calls: [{ at: 50ms, path: /api/v1/namespaces }] }] }`,
    );
    run.signal('SIGTERM');
    const settled = (await eventOf(run, 'request.settled')) as EventOf<'request.settled'>;
    expect(settled).toMatchObject({ outcome: 'ok', status: 200 });
    const admitted = run.events.find(
      event => event.type === 'request.admitted' && event.request === settled.request,
    );
    expect(admitted).toMatchObject({ user: 'system:apiserver' });
    await run.done;
  });
});

test('pages of allowed origins may read answers, and their preflight is answered', async () => {
  run = await startYaml(
    "name: pages\nserver: { cors-allowed-origins: '^https://example\\.com$', strict-transport-security-directives: 'max-age=60,preload' }\nwarnings: [{ path: /echo, text: echo is going away }]",
  );
  const origin = { origin: 'https://example.com' };
  const preflight = await ask('/api/v1/pods', origin, 'OPTIONS');
  expect(preflight).toMatchObject({ status: 204, body: '' });
  expect(preflight.headers['access-control-allow-origin']).toBe('https://example.com');
  const reply = await ask('/echo', origin);
  expect(reply.headers).toMatchObject({
    'access-control-allow-origin': 'https://example.com',
    'strict-transport-security': 'max-age=60; preload',
    warning: '299 - "echo is going away"',
  });
  expect((await ask('/echo')).headers).not.toHaveProperty('access-control-allow-origin');
});

describe('the audit log', () => {
  test('has an event when a request comes and one when it is answered, under the ID that the client is told', async () => {
    run = await startYaml('name: audited');
    const reply = await ask('/api/v1/namespaces?limit=5', { 'user-agent': 'auditor/1' });
    const id = reply.headers['audit-id'] as string;
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    const events = auditOf(run).filter(({ auditID }) => auditID === id);
    expect(events.map(({ stage }) => stage)).toEqual(['RequestReceived', 'ResponseComplete']);
    expect(events[1]).toMatchObject({
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: 'Metadata',
      requestURI: '/api/v1/namespaces?limit=5',
      verb: 'list',
      user: { username: 'system:anonymous', groups: ['system:unauthenticated'] },
      sourceIPs: ['127.0.0.1'],
      userAgent: 'auditor/1',
      objectRef: { resource: 'namespaces', apiVersion: 'v1' },
      responseStatus: { metadata: {}, code: 200 },
    });
    expect(events[1]?.stageTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  test("takes the client's own ID, and starts the response of a watch", async () => {
    run = await startYaml('name: audited');
    const wanted = { 'audit-id': 'mine-7' };
    expect((await ask('/echo', wanted)).headers['audit-id']).toBe('mine-7');
    await ask('/sleep?duration=nonsense', wanted);
    expect(auditOf(run).filter(({ auditID }) => auditID === 'mine-7')).toHaveLength(4);
    await new Promise<void>(resolve => {
      const request = https.get(
        {
          port: portOf(run as LiveRun),
          host: '127.0.0.1',
          path: '/watch',
          rejectUnauthorized: false,
          agent: false,
        },
        response => {
          response.destroy();
          resolve();
        },
      );
      request.on('error', () => {});
    });
    await eventOf(run, 'request.aborted');
    const stages = auditOf(run).flatMap(({ requestURI, stage }) => (requestURI === '/watch' ? [stage] : []));
    expect(stages).toEqual(['RequestReceived', 'ResponseStarted', 'ResponseComplete']);
  });

  test('in batch mode a killed process takes what it held with it', async () => {
    const written: string[] = [];
    const result = `
name: batches
server: { audit-log-mode: batch, audit-log-batch-max-size: 6, audit-log-batch-max-wait: 1h }
`;
    run = await startYaml(result, { auditFile: line => written.push(line) });
    for (let n = 0; n < 4; n++) await ask(`/echo?message=${n}`);
    // Four requests are eight events: a batch of six is written, two are held.
    expect(written).toHaveLength(6);
    expect(run.events.filter(event => event.type === 'audit.logged')).toHaveLength(3);
    run.signal('SIGKILL');
    await run.done;
    expect(run.events.filter(event => event.type === 'audit.lost')).toHaveLength(1);
    expect(written).toHaveLength(6);
  });

  test('in batch mode a graceful shutdown writes what is held', async () => {
    const written: string[] = [];
    run = await startYaml(
      'name: batches\nserver: { audit-log-mode: batch, audit-log-batch-max-size: 100, audit-log-batch-max-wait: 1h }',
      { auditFile: line => written.push(line) },
    );
    await ask('/echo');
    expect(written).toEqual([]);
    run.signal('SIGTERM');
    await run.done;
    expect(written).toHaveLength(2);
    expect(run.events.filter(event => event.type === 'audit.lost')).toEqual([]);
  });
});
