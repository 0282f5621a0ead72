/** The clients of a live run against a small server on real sockets: what becomes of requests over HTTP/2. */
import http2, { type ServerHttp2Session } from 'node:http2';
import net, { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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

/** The server's end of the only connection. */
function session(): ServerHttp2Session {
  const [only] = server.sessions;
  if (!only) throw new Error('no connection is open');
  return only;
}

/** Resolves when a client has read a GOAWAY. */
function goawayRead(): Promise<void> {
  return vi.waitFor(() => expect(run.clients.frames.map(frame => frame.type)).toContain('GOAWAY'));
}

beforeEach(async () => {
  handler = new TestHandler();
  server = await TestServer.start(handler.handle);
});

afterEach(async () => {
  await run.clients.stop();
  await server.stop();
});

describe('a request over HTTP/2', () => {
  test('is ok, whatever its status, when the response is complete', async () => {
    start();
    expect(await run.ask('/200')).toMatchObject({ outcome: 'ok', status: 200 });
    expect(await run.ask('/404')).toMatchObject({ outcome: 'ok', status: 404 });
    expect(await run.ask('/500', 'new')).toMatchObject({ outcome: 'ok', status: 500 });
    expect(run.newConnections).toEqual([true, false, true]);
    expect([...run.ports.values()]).toEqual(['you', 'you']);
    expect(run.of('request.sent')[0]).toMatchObject({
      client: 'you',
      method: 'GET',
      path: '/200',
      kind: 'short',
    });
  });

  test('goes out with its method, its user agent and a path that may stand on the wire', async () => {
    const request = { name: 'one', path: '/snow☃?a=ü&b=%20', method: 'HEAD', userAgent: 'demo/1' } as const;
    start({
      script: [
        { at: '10ms', request },
        { at: '10ms', request: { name: 'two', path: '/201', method: 'POST' } },
      ],
    });
    expect(await run.settled('one')).toMatchObject({ outcome: 'ok', status: 200 });
    expect(await run.settled('two')).toMatchObject({ outcome: 'ok', status: 201 });
    expect(handler.paths[0]).toBe('/snow%E2%98%83?a=%C3%BC&b=%20');
    expect(handler.agents).toEqual(['demo/1', 'lastcall-client/1']);
    expect(run.of('request.sent').map(event => event.client)).toEqual(['script', 'script']);
  });

  test('is rejected when the server says that a filter turned it away', async () => {
    start();
    expect(await run.ask('/reject')).toMatchObject({ outcome: 'rejected', status: 429 });
    expect(await run.ask('/429')).toMatchObject({ outcome: 'ok', status: 429 });
  });

  test('is a timeout with status 504, and one without when its client gives up', async () => {
    start({ script: [{ at: '10ms', request: { name: 'impatient', path: '/hold', timeout: '50ms' } }] });
    expect(await run.settled('impatient')).toMatchObject({ outcome: 'timeout', status: null });
    await handler.until(() => handler.paths.includes('/hold') && handler.held.size === 0);
    expect(await run.ask('/504')).toMatchObject({ outcome: 'timeout', status: 504 });
  });

  test('is refused when nobody listens', async () => {
    const listener = net.createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => listener.once('listening', resolve));
    const { port } = listener.address() as AddressInfo;
    await new Promise(resolve => listener.close(resolve));
    run = new TestRun({ connections: [{ name: 'raw', opensAt: '1h' }] }, { host: '127.0.0.1', port });
    expect(await run.ask('/')).toMatchObject({ outcome: 'refused', status: null });
    expect(await run.ask('/', 'new', 'http/1.1')).toMatchObject({ outcome: 'refused', status: null });
    // A named connection is not opened twice for the script's sake.
    expect(await run.ask('/', 'raw')).toMatchObject({ outcome: 'refused' });
    expect(await run.ask('/', 'raw')).toMatchObject({ outcome: 'refused' });
    expect(run.newConnections).toEqual([true, true, true, false]);
  });

  test('has failed when the other end speaks no TLS', async () => {
    const sockets = new Set<net.Socket>();
    const listener = net.createServer(socket => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.write('220 this is something else\r\n');
    });
    listener.listen(0, '127.0.0.1');
    await new Promise(resolve => listener.once('listening', resolve));
    run = new TestRun({}, { host: '127.0.0.1', port: (listener.address() as AddressInfo).port });
    expect(await run.ask('/')).toMatchObject({ outcome: 'failed', status: null });
    for (const socket of sockets) socket.destroy();
    await new Promise(resolve => listener.close(resolve));
  });

  test('is reset when the server resets its stream, with whatever code, and the connection lives on', async () => {
    start();
    expect(await run.ask('/reset')).toMatchObject({ outcome: 'reset', status: null });
    expect(await run.ask('/half')).toMatchObject({ outcome: 'reset', status: null });
    expect(await run.ask('/200')).toMatchObject({ outcome: 'ok' });
    expect(run.newConnections).toEqual([true, false, false]);
  });

  test('is reset when its connection is cut, before the handshake or in the middle', async () => {
    start();
    const ids = ['/hold', '/watch'].map(path => run.clients.request({ path, connection: 'reuse' }));
    await handler.until(() => handler.paths.length === 2);
    server.cut();
    for (const id of ids) expect(await run.settled(id)).toMatchObject({ outcome: 'reset', status: null });
    server.server.once('connection', (socket: net.Socket) => socket.destroy());
    expect(await run.ask('/200')).toMatchObject({ outcome: 'reset', status: null });
    expect(await run.ask('/200')).toMatchObject({ outcome: 'ok' });
  });

  test('is ok when the connection is closed right behind its response', async () => {
    start();
    for (let n = 0; n < 20; n++) {
      const id = run.clients.request({ path: '/hold', connection: 'new' });
      await handler.until(() => handler.held.has('/hold'));
      const response = handler.held.get('/hold');
      const [socket] = server.sockets;
      response?.stream.once('close', () => socket?.destroySoon());
      response?.end('x'.repeat(10_000));
      expect(await run.settled(id)).toMatchObject({ outcome: 'ok', status: 200 });
      await server.connections(0);
    }
  });
});

describe('after a GOAWAY', () => {
  test('streams above its last id are given up at once, the others finish, and nothing new is sent', async () => {
    start();
    const kept = run.clients.request({ path: '/hold', connection: 'reuse' });
    await handler.until(() => handler.held.has('/hold'));
    const late = run.clients.request({ path: '/hold-late', connection: 'reuse' });
    await handler.until(() => handler.held.has('/hold-late'));
    session().goaway(0, 1);
    expect(await run.settled(late)).toMatchObject({ outcome: 'goaway', status: null });
    const next = await run.ask('/200');
    expect(next).toMatchObject({ outcome: 'ok' });
    handler.held.get('/hold')?.end('done');
    expect(await run.settled(kept)).toMatchObject({ outcome: 'ok', status: 200 });
    expect(run.newConnections).toEqual([true, false, true]);
  });

  test('a stream at or below its last id that is cut off ends as goaway', async () => {
    start();
    const id = run.clients.request({ path: '/hold', connection: 'reuse' });
    await handler.until(() => handler.held.has('/hold'));
    session().goaway(0, 1);
    await goawayRead();
    server.cut();
    expect(await run.settled(id)).toMatchObject({ outcome: 'goaway', status: null });
  });

  test('the client leaves the connection to the server to close', async () => {
    start();
    await run.ask('/200');
    const ended = new Promise(resolve => session().once('close', resolve));
    session().goaway(0, 1);
    await goawayRead();
    expect(await run.ask('/200')).toMatchObject({ outcome: 'ok' });
    expect(server.sockets.size).toBe(2);
    for (const each of server.sessions) each.destroy();
    await ended;
    await server.connections(0);
  });

  test('a bare connection goes on: its streams are ignored until the server closes it', async () => {
    start({
      connections: [{ name: 'raw' }],
      script: [
        { request: { name: 'late', path: '/200?late', connection: 'raw', afterGoaway: true } },
        { at: '1h', request: { name: 'never', path: '/never' } },
      ],
    });
    expect(run.clients.scriptLeft).toBe(1);
    const first = run.clients.request({ path: '/hold', connection: 'raw' });
    await handler.until(() => handler.held.has('/hold'));
    session().goaway(0, 1);
    await run.until(() => run.of('request.sent').some(event => event.name === 'late'));
    handler.held.get('/hold')?.end('done');
    expect(await run.settled(first)).toMatchObject({ outcome: 'ok' });
    expect(run.clients.unsettled).toBe(1);
    expect(await run.ask('/200')).toMatchObject({ outcome: 'ok' });
    server.cut();
    expect(await run.settled('late')).toMatchObject({ outcome: 'goaway', status: null });
    expect(handler.paths).not.toContain('/200?late');
    // What is sent on it when it is closed cannot be written any more.
    await server.connections(0);
    expect(await run.ask('/200', 'raw')).toMatchObject({ outcome: 'reset', status: null });
    expect(run.of('request.sent').find(event => event.name === 'late')?.newConnection).toBe(false);
    expect(run.clients.scriptLeft).toBe(1);
  });

  test('the frames of named connections and of the script can be looked at', async () => {
    start({ connections: [{ name: 'raw' }] });
    const id = run.clients.request({ path: '/hold', connection: 'raw' });
    await handler.until(() => handler.held.has('/hold'));
    handler.held.get('/hold')?.end('done');
    await run.settled(id);
    session().goaway(http2.constants.NGHTTP2_ENHANCE_YOUR_CALM, 1);
    await run.ask('/200', 'new');
    const frames = run.clients.frames.filter(frame => frame.connection === 'raw');
    expect(frames.map(frame => frame.type).filter(type => type !== 'WINDOW_UPDATE')).toEqual([
      'SETTINGS',
      'SETTINGS',
      'HEADERS',
      'DATA',
      ...frames
        .filter(frame => frame.type === 'DATA')
        .slice(1)
        .map(() => 'DATA'),
      'GOAWAY',
    ]);
    expect(frames[0]).toMatchObject({
      client: 'raw',
      stream: 0,
      ack: false,
      settings: { MAX_CONCURRENT_STREAMS: 250 },
    });
    expect(frames.find(frame => frame.type === 'HEADERS')).toMatchObject({
      stream: 1,
      request: id,
      endStream: false,
    });
    expect(frames.find(frame => frame.endStream)).toMatchObject({ stream: 1, request: id });
    expect(frames.at(-1)).toMatchObject({ stream: 0, lastStreamId: 1, errorCode: 11, request: null });
    expect(run.clients.frames.some(frame => frame.connection === 'you#1' && frame.type === 'HEADERS')).toBe(
      true,
    );
  });
});
