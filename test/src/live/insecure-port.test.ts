/** The insecure port of versions until 1.19: plain HTTP, a short chain, and a stop of its own. */
import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { EventOf } from '../../../machines/recording/events.ts';
import type { LiveRun } from '../../../src/live/types.ts';
import { eventOf, get, portOf, startYaml } from './start.ts';

let run: LiveRun | null = null;

afterEach(async () => {
  run?.kill();
  await run?.done;
  run = null;
});

/** A port that nobody listens on now. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function getPlain(port: number, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path, agent: false }, response => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', chunk => {
          body += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
      })
      .on('error', reject);
  });
}

const SCENARIO = (port: number, more = '') => `
name: insecure
lineage: "1.16"
server:
  insecure-port: ${port}
  authorization-mode: RBAC
  anonymous-auth: false
  shutdown-delay-duration: 600ms
${more}`;

test('everybody there is a superuser, whom the secure port would not even know', async () => {
  const port = await freePort();
  run = await startYaml(SCENARIO(port));
  expect(await getPlain(port, '/echo?message=plain')).toEqual({ status: 200, body: 'plain\n' });
  expect((await getPlain(port, '/api/v1/namespaces')).status).toBe(200);
  expect((await get(portOf(run), '/echo')).status).toBe(401);
  const [first] = [...run.auditLines()].map(line => JSON.parse(line));
  expect(first.user).toEqual({
    username: 'system:unsecured',
    groups: ['system:masters', 'system:authenticated'],
  });
  expect(
    run.events.filter(event => event.type === 'request.arrived').map(event => 'port' in event && event.port),
  ).toEqual(['insecure', 'insecure', false]);
});

test('it closes with the signal, while the secure port serves through the delay', async () => {
  const port = await freePort();
  run = await startYaml(SCENARIO(port));
  run.signal('SIGTERM');
  const closed = (await eventOf(
    run,
    'insecurePort.changed',
    event => event.type === 'insecurePort.changed' && !event.open,
  )) as EventOf<'insecurePort.changed'>;
  expect(closed.address).toBe(`127.0.0.1:${port}`);
  await expect(getPlain(port, '/echo')).rejects.toThrow('ECONNREFUSED');
  expect((await get(portOf(run), '/healthz')).status).toBe(401);
  await run.done;
});

test('a scripted client reaches it in plain HTTP/1.1, and is refused once it is closed', async () => {
  const port = await freePort();
  run = await startYaml(
    SCENARIO(
      port,
      `
script:
  - { at: 100ms, request: { name: before, path: /echo, port: insecure } }
  - { at: 300ms, signal: SIGTERM }
  - { at: 500ms, request: { name: after, path: /echo, port: insecure } }
`,
    ),
    { script: true },
  );
  await run.done;
  const outcomes = new Map<string, string>();
  const names = new Map<string, string>();
  for (const event of run.events) {
    if (event.type === 'request.sent' && event.name !== null) names.set(event.request, event.name);
    if (event.type === 'request.settled') outcomes.set(names.get(event.request) ?? '', event.outcome);
  }
  expect(Object.fromEntries(outcomes)).toEqual({ before: 'ok', after: 'refused' });
});

test('since 1.20 there is none, whatever the flag says', async () => {
  const port = await freePort();
  run = await startYaml(`name: none\nlineage: "1.22"\nserver: { insecure-port: ${port} }`);
  await expect(getPlain(port, '/echo')).rejects.toThrow('ECONNREFUSED');
  expect(run.events.some(event => event.type === 'insecurePort.changed')).toBe(false);
});
