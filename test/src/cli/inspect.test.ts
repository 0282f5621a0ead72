import { once } from 'node:events';
import { createWebSocketReceiver, type StatelyInspectionEvent } from '@statelyai/inspect';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startLiveRun } from '../../../src/live/run.ts';
import { createWebSocketReceiver as createReceiver4 } from '../../inspect/xstate4/receiver.ts';
import { CliFixture } from './fixture.ts';

let cli: CliFixture;
let server: string;
let served: Promise<unknown>;

beforeEach(async () => {
  // The receiver of XState 4 is made for browsers; so is its WebSocket, which Node 20 lacks.
  vi.stubGlobal('WebSocket', WebSocket);
  cli = await CliFixture.create();
  cli.startLive = startLiveRun;
  served = cli.run(['serve', '--no-open', '--port', '0', '--secure-port', '0', '--inspect', '0']);
  const [, address] = await cli.untilPrinted(/XState tools\s+ws:\/\/(\S+)\//);
  server = address as string;
  await cli.untilPrinted(/simulated server/);
});

afterEach(async () => {
  for (const run of cli.lives) run.kill();
  await Promise.all(cli.lives.map(run => run.done));
  cli.signal('SIGTERM');
  await served;
  await cli.remove();
  vi.unstubAllGlobals();
});

function stopRun(): void {
  cli.lives[0]?.kill();
}

type Event5 = StatelyInspectionEvent & {
  readonly name?: string;
  readonly parentId?: string;
  readonly snapshot?: { readonly status: string; readonly value: unknown };
};

async function see5(isLast: (event: Event5) => boolean): Promise<Event5[]> {
  const seen: Event5[] = [];
  await new Promise<void>(resolve => {
    createWebSocketReceiver({ server: `ws://${server}` }).subscribe(event => {
      seen.push(event as Event5);
      if (isLast(event as Event5)) resolve();
    });
  });
  return seen;
}

const isExit5 = (event: Event5): boolean => event.sessionId === 'run-1' && event.snapshot?.status === 'done';

test('the receiver of @statelyai/inspect sees the run live, from its beginning to its end', async () => {
  let isAsked = false;
  const seen = await see5(event => {
    if (!isAsked && event.sessionId === 'run-1/lifecycle') {
      isAsked = true;
      stopRun();
    }
    return isExit5(event);
  });
  const actors = seen.filter(({ type }) => type === '@xstate.actor');
  expect(actors.slice(0, 4).map(({ name, parentId }) => [name, parentId])).toEqual([
    ['run', undefined],
    ['process', 'run-1'],
    ['kubelet', 'run-1'],
    ['lifecycle', 'run-1/process'],
  ]);
  expect(seen).toContainEqual(
    expect.objectContaining({
      type: '@xstate.event',
      sessionId: 'run-1/process',
      event: { type: 'process.signalled', signal: 'SIGKILL' },
    }),
  );
  const process = seen.filter(({ sessionId, snapshot }) => sessionId === 'run-1/process' && snapshot);
  expect(process.at(-1)?.snapshot).toMatchObject({ value: 'exited' });
});

test('a tool that attaches late is told everything that has happened', async () => {
  stopRun();
  await cli.lives[0]?.done;
  const [first, second] = [await see5(isExit5), await see5(isExit5)];
  expect(second).toEqual(first);
  expect(first[0]).toMatchObject({ type: '@xstate.actor', sessionId: 'run-1' });
});

test('the receiver of @xstate/inspect sees the run in the words of XState 4', async () => {
  const seen: { type: string; sessionId: string; machine?: { id: string }; state?: { value: unknown } }[] =
    [];
  await new Promise<void>((resolve, reject) => {
    const receiver = createReceiver4({ server, serialize: undefined });
    receiver.subscribe(
      event => {
        seen.push(event as (typeof seen)[number]);
        if (event.type === 'service.register' && event.sessionId === 'run-1/lifecycle') stopRun();
        if (event.type === 'service.stop' && event.sessionId === 'run-1') resolve();
      },
      error => reject(error as Error),
    );
  });
  const registered = seen.filter(({ type }) => type === 'service.register');
  expect(registered.slice(0, 4)).toMatchObject([
    { id: 'run', machine: { id: 'run' } },
    { id: 'process', parent: 'run-1', machine: { id: 'process' } },
    { id: 'kubelet', parent: 'run-1' },
    { id: 'lifecycle', parent: 'run-1/process', machine: { id: 'lifecycle' } },
  ]);
  expect(new Set(seen.map(({ type }) => type))).toEqual(
    new Set(['service.register', 'service.event', 'service.state', 'service.stop']),
  );
  const states = seen.filter(
    ({ type, sessionId }) => type === 'service.state' && sessionId === 'run-1/process',
  );
  expect(states.at(-1)?.state).toMatchObject({ value: 'exited' });
});

test.each([
  [{ origin: 'https://example.org' }, 403],
  [{ host: 'rebound.example.org' }, 403],
])('a page of another site cannot attach: %o', async (headers, status) => {
  const socket = new WebSocket(`ws://${server}/`, { headers });
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  expect(response.statusCode).toBe(status);
});

test.each([
  ['/run-9', 404],
  ['/?rows=many', 400],
])('an address that names nothing is refused: %s', async (path, status) => {
  const socket = new WebSocket(`ws://${server}${path}`);
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  expect(response.statusCode).toBe(status);
});
