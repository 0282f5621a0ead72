/** Clients that misbehave: the server keeps serving others, and shuts down within its timeout. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http2 from 'node:http2';
import net, { type Socket } from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LiveRun } from '../../../src/live/types.ts';
import { eventOf, get, portOf, startYaml } from './start.ts';

/** Idle connections of the crowd. */
const CROWD = 10_000;

/** Opens connections from a process of its own, which has file descriptors of its own, and says how many it got. */
const CROWD_PROGRAM = `
const net = require('node:net');
const [port, count] = process.argv.slice(1).map(Number);
let open = 0, done = 0;
const next = () => {
  let counted = false;
  const socket = net.connect(port, '127.0.0.1');
  const settle = ok => {
    if (counted) return;
    counted = true;
    if (ok) open++;
    if (++done === count) process.stdout.write(String(open));
    else if (done + 49 < count) next();
  };
  socket.once('connect', () => settle(true));
  socket.on('error', () => settle(false));
};
for (let n = 0; n < 50; n++) next();
process.stdin.resume().on('end', () => process.exit());
`;

let run: LiveRun;
let port: number;
const sockets: Socket[] = [];

beforeEach(async () => {
  run = await startYaml('name: robust\nserver: { shutdown-delay-duration: 100ms, shutdown-timeout: 3s }');
  port = portOf(run);
});

afterEach(async () => {
  run.kill();
  await run.done;
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** Opens a TCP connection; null when this machine has no file descriptor left for it. */
function connect(): Promise<Socket | null> {
  return new Promise(resolve => {
    const socket = net.connect(port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => resolve(null));
    socket.once('connect', () => resolve(socket));
  });
}

async function isServed(): Promise<void> {
  const reply = await get(port, '/echo?message=still+here');
  expect(reply).toMatchObject({ status: 200, body: 'still here\n' });
}

/** Sends SIGTERM; the shutdown's timeout bounds what it may wait for. */
async function shutsDown(): Promise<void> {
  run.signal('SIGTERM');
  await run.done;
  const stopped = await eventOf(
    run,
    'signal.fired',
    event => event.type === 'signal.fired' && event.name === 'NotAcceptingNewRequest',
  );
  const exited = await eventOf(run, 'process.exited');
  expect(exited).toMatchObject({ code: 0, reason: 'completed' });
  // Not a measurement: the timeout is three seconds, and the machine may be slow, but it is not waited for without end.
  expect(exited.t - stopped.t).toBeLessThan(10_000);
}

describe('the server keeps serving others and shuts down within its timeout', () => {
  test('when a client sends garbage instead of TLS', async () => {
    const socket = await connect();
    expect(socket, 'no connection could be made').not.toBeNull();
    const closed = new Promise(resolve => socket?.once('close', resolve));
    socket?.write(randomBytes(4096));
    // What the server says before it closes is to be read, or the end behind it is never seen.
    socket?.resume();
    await closed;
    await isServed();
    await shutsDown();
  });

  test('when a client sends garbage inside TLS, over both protocols', async () => {
    for (const protocol of ['h2', 'http/1.1']) {
      const socket = tls.connect({
        port,
        host: '127.0.0.1',
        rejectUnauthorized: false,
        ALPNProtocols: [protocol],
      });
      sockets.push(socket);
      socket.on('error', () => {});
      // Rejects where no connection can be made.
      await once(socket, 'secureConnect');
      const closed = new Promise(resolve => socket.once('close', resolve));
      socket.write(randomBytes(4096));
      socket.resume();
      await closed;
    }
    await isServed();
    await shutsDown();
  });

  test('when clients stall their handshake or their headers', async () => {
    await connect();
    const socket = tls.connect({
      port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
    });
    sockets.push(socket);
    socket.on('error', () => {});
    await new Promise(resolve => socket.once('secureConnect', resolve));
    socket.write('GET /echo HTTP/1.1\r\nHos');
    const silent = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['h2'] });
    sockets.push(silent);
    silent.on('error', () => {});
    await new Promise(resolve => silent.once('secureConnect', resolve));
    await isServed();
    await shutsDown();
  });

  test('when ten thousand connections are open and idle', { timeout: 120_000 }, async () => {
    const crowd = spawn(process.execPath, ['-e', CROWD_PROGRAM, String(port), String(CROWD)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      const [open] = await once(crowd.stdout, 'data');
      // A machine with few file descriptors lets fewer in; the crowd is still a crowd.
      expect(Number(String(open))).toBeGreaterThan(400);
      await isServed();
      await shutsDown();
    } finally {
      crowd.kill();
    }
  });

  test('when a client opens streams and resets them at once', { timeout: 60_000 }, async () => {
    const session = http2.connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
    session.on('error', () => {});
    for (let round = 0; round < 200 && !session.destroyed && !session.closed; round++) {
      for (let n = 0; n < 90 && !session.destroyed && !session.closed; n++) {
        const stream = session.request({ ':path': '/sleep?duration=10s' });
        stream.on('error', () => {});
        stream.close(http2.constants.NGHTTP2_CANCEL);
      }
      await new Promise(resolve => setImmediate(resolve));
    }
    await isServed();
    session.destroy();
    await shutsDown();
  });
});
