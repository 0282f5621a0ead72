/** The clients of a live run against a small server on real sockets: what becomes of requests over HTTP/1.1. */
import type { AddressInfo } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ScenarioSource } from '../../../machines/scenario/schema.ts';
import { TestHandler, TestRun, TestServer } from './clients-fixture.ts';

let handler: TestHandler;
let server: TestServer;
let run: TestRun;

function start(source: Omit<ScenarioSource, 'name'> = {}): TestRun {
  run = new TestRun(source, server.address);
  handler.onRejected = id => run.rejected.add(id);
  return run;
}

function ask(path: string, connection = 'reuse') {
  return run.ask(path, connection, 'http/1.1');
}

function send(path: string, connection = 'reuse'): string {
  return run.clients.request({ path, connection, protocol: 'http/1.1' });
}

beforeEach(async () => {
  handler = new TestHandler();
  server = await TestServer.start(handler.handle);
});

afterEach(async () => {
  await run.clients.stop();
  await server.stop();
});

test('a connection is kept and used again, one request at a time', async () => {
  start();
  expect(await ask('/200')).toMatchObject({ outcome: 'ok', status: 200 });
  expect(await ask('/404')).toMatchObject({ outcome: 'ok', status: 404 });
  expect(await ask('/204')).toMatchObject({ outcome: 'ok', status: 204 });
  const held = send('/hold');
  expect(await ask('/504')).toMatchObject({ outcome: 'timeout', status: 504 });
  expect(await ask('/reject')).toMatchObject({ outcome: 'rejected', status: 429 });
  await handler.until(() => handler.held.has('/hold'));
  handler.held.get('/hold')?.end();
  expect(await run.settled(held)).toMatchObject({ outcome: 'ok' });
  expect(run.newConnections).toEqual([true, false, false, false, true, false]);
  expect(server.accepted).toBe(2);
  expect([...run.ports.values()]).toEqual(['you', 'you']);
});

test('a response with Connection: close ends the connection, which is left to the server to close', async () => {
  start();
  expect(await ask('/last')).toMatchObject({ outcome: 'ok', status: 200 });
  expect(await ask('/200')).toMatchObject({ outcome: 'ok', status: 200 });
  await server.connections(1);
  expect(run.newConnections).toEqual([true, true]);
});

test('an idle connection that the server has closed is not used again', async () => {
  start();
  await ask('/200');
  const [socket] = server.sockets;
  const closed = new Promise(resolve => socket?.once('close', resolve));
  socket?.end();
  await closed;
  expect(await ask('/200')).toMatchObject({ outcome: 'ok' });
  expect(run.newConnections).toEqual([true, true]);
});

test('a response that is cut off in the middle, or before it has begun, is a reset', async () => {
  start();
  expect(await ask('/half')).toMatchObject({ outcome: 'reset', status: null });
  const held = send('/hold');
  await handler.until(() => handler.held.has('/hold'));
  server.cut();
  expect(await run.settled(held)).toMatchObject({ outcome: 'reset', status: null });
  expect(await ask('/200')).toMatchObject({ outcome: 'ok' });
});

test('an answer that is no HTTP is a failure', async () => {
  start();
  server.server.once('secureConnection', (socket: TLSSocket) =>
    socket.write('this is something else\r\n\r\n'),
  );
  expect(await ask('/hold')).toMatchObject({ outcome: 'failed', status: null });
});

test('a server that has no HTTP/1.1 to offer is a failure', async () => {
  const only = tls.createServer({ ...server.pair, ALPNProtocols: ['h2'] });
  only.on('tlsClientError', () => {});
  only.listen(0, '127.0.0.1');
  await new Promise(resolve => only.once('listening', resolve));
  run = new TestRun({}, { host: '127.0.0.1', port: (only.address() as AddressInfo).port });
  expect(await ask('/200')).toMatchObject({ outcome: 'failed', status: null });
  await new Promise(resolve => only.close(resolve));
});

test('a client that gives up closes the connection', async () => {
  const request = {
    name: 'impatient',
    path: '/hold',
    protocol: 'http/1.1',
    connection: 'new',
    timeout: '50ms',
  } as const;
  start({ script: [{ at: '10ms', request }] });
  expect(await run.settled('impatient')).toMatchObject({ outcome: 'timeout', status: null });
  await server.connections(0);
});

test('requests on a named connection wait for their turn, and are reset when it is closed before', async () => {
  start({ connections: [{ name: 'raw', protocol: 'http/1.1' }] });
  const [first, second, third] = ['/hold-1', '/hold-2', '/hold-3'].map(path => send(path, 'raw')) as [
    string,
    string,
    string,
  ];
  await handler.until(() => handler.held.has('/hold-1'));
  expect(handler.paths).toEqual(['/hold-1']);
  handler.held.get('/hold-1')?.end('1');
  expect(await run.settled(first)).toMatchObject({ outcome: 'ok' });
  await handler.until(() => handler.held.has('/hold-2'));
  server.cut();
  expect(await run.settled(second)).toMatchObject({ outcome: 'reset' });
  expect(await run.settled(third)).toMatchObject({ outcome: 'reset' });
  expect(await ask('/200', 'raw')).toMatchObject({ outcome: 'reset' });
  expect(handler.paths).toEqual(['/hold-1', '/hold-2']);
  expect(run.newConnections).toEqual([true, false, false, false]);
});

test('a watch streams until the server ends it', async () => {
  start();
  const id = send('/watch');
  await handler.until(() => handler.streams.length === 1);
  handler.streams[0]?.end('{}\n');
  expect(await run.settled(id)).toMatchObject({ outcome: 'ok', status: 200 });
  expect(run.of('request.sent')[0]?.kind).toBe('watch');
});
