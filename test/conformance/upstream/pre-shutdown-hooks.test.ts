/**
 * Pre-shutdown hooks and the API that they call, after TestPreShutdownHooks of k8s.io/apiserver pkg/server
 * (genericapiserver_graceful_termination_test.go): five calls, one after the other, when the delay is over.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { openingClient } from './clients.ts';
import { ToldRun } from './told-run.ts';

const MODES = [{ sendRetryAfter: false }, { sendRetryAfter: true }] as const;
const CALLS = ['call-0', 'call-1', 'call-2', 'call-3', 'call-4'];

const runs = new Map<boolean, ToldRun>();

beforeAll(async () => {
  await Promise.all(
    MODES.map(async ({ sendRetryAfter }) => {
      const told = await ToldRun.start(`
name: hooks
server: { shutdown-delay-duration: 100ms, shutdown-send-retry-after: ${sendRetryAfter} }
hooks:
  preShutdown:
    - name: test-backend
      takes: never
      calls:
${CALLS.map((name, index) => `        - { name: ${name}, at: ${200 + index * 50}ms, path: '/echo?message=${name}' }`).join('\n')}
`);
      runs.set(sendRetryAfter, told);
      told.run.signal('SIGTERM');
      const { request } = await told.event('request.sent', event => event.name === CALLS.at(-1));
      await told.event('request.settled', event => event.request === request);
      told.finishHook('test-backend');
      await told.exited();
    }),
  );
}, 60_000);

describe.each(MODES)('a hook that outlasts the delay, shutdown-send-retry-after: $sendRetryAfter', mode => {
  const get = (): ToldRun => runs.get(mode.sendRetryAfter) as ToldRun;

  test('reaches its own server with every call', () => {
    const told = get();
    const sent = told.all('request.sent').filter(event => CALLS.includes(event.name ?? ''));
    expect(sent.map(event => event.name)).toEqual(CALLS);
    for (const { request, seq } of sent) {
      expect(seq).toBeGreaterThan(told.seqOf('AfterShutdownDelayDuration'));
      const settled = told.all('request.settled').find(event => event.request === request);
      expect(settled).toMatchObject({ outcome: 'ok', status: 200 });
    }
    expect(told.all('request.rejected')).toEqual([]);
  });

  test('keeps the server open until it returns, and no longer', () => {
    const told = get();
    const finished = told.all('hook.finished').find(event => event.name === 'test-backend');
    expect(finished).toMatchObject({ phase: 'preShutdown', error: null });
    expect(told.seqOf('PreShutdownHooksStopped')).toBeGreaterThan(finished?.seq ?? 0);
    expect(told.seqOf('NotAcceptingNewRequest')).toBeGreaterThan(told.seqOf('PreShutdownHooksStopped'));
  });

  test('is run before Run returns without an error', () => {
    expect(get().all('process.exited')).toMatchObject([{ code: 0, reason: 'completed' }]);
  });
});

test('a hook that fails ends the process, without waiting for the request in flight', async () => {
  const told = await ToldRun.start(`
name: failing-hook
server: { shutdown-delay-duration: 60s, shutdown-timeout: 60s }
hooks: { preShutdown: [{ name: first, takes: never }] }
`);
  const client = openingClient(told.port, 'h2');
  const reply = client.get('/sleep?duration=60s');
  await told.working('/sleep?duration=60s');
  told.run.signal('SIGTERM');
  await told.event('hook.started', event => event.name === 'first');
  expect(told.run.inject({ kind: 'hook.fail', phase: 'preShutdown', name: 'first' })).toEqual({ ok: true });
  expect(await told.exited()).toMatchObject({ code: 1, reason: 'hook-failed' });
  expect(await reply).toMatchObject({ status: null });
  expect(told.all('audit.shutdown')).toEqual([]);
  expect(told.shutdownSignals).toEqual(['ShutdownInitiated', 'PreShutdownHooksStopped']);
});
