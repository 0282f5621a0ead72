/** Each scenario of the library shows what its description promises. */
import { describe, expect, test } from 'vitest';
import { LIBRARY, libraryScenario } from '../../../machines/scenario/library.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { fromLibrary, Told } from '../simulation/told.ts';

const LONGEST_MS: Readonly<Record<string, number>> = { openshift: 120_000 };

describe('the library', () => {
  test('has each name once, and begins with the default', () => {
    const names = LIBRARY.map(entry => entry.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names[0]).toBe('graceful');
    expect(libraryScenario('there-is-none')).toBeNull();
  });

  for (const { name, description, yaml } of LIBRARY) {
    const run = fromLibrary(name);

    test(`${name} is described in one line, and its text says why in comments`, () => {
      expect(description).toMatch(/^[^\n]{30,120}$/);
      expect(yaml).toMatch(/^ *# /m);
      expect(parseScenario(yaml).ok).toBe(true);
    });

    test(`${name} ends with the exit of its process, soon enough to be watched`, () => {
      expect(run.summary.exit).not.toBeNull();
      const end = run.recording.events.at(-1)?.t ?? 0;
      expect(end).toBeGreaterThan(7_000);
      expect(end).toBeLessThan(LONGEST_MS[name] ?? 40_000);
      expect(run.recording.events.length).toBeLessThan(2_500);
    });

    test(`${name} leaves no client without an answer, and breaks no order of signals`, () => {
      expect(run.of('request.settled').length).toBe(run.of('request.sent').length);
      expect(run.broken).not.toContain('signal-order');
      expect(run.broken).not.toContain('no-admission-after-drain');
    });
  }
});

describe('what the scenarios promise', () => {
  test('graceful: nobody notices, and two requests are still inside when the door shuts', () => {
    const run = fromLibrary('graceful');
    const { summary } = run;
    expect(summary.exit).toMatchObject({ code: 0, reason: 'completed' });
    expect([summary.dropped, summary.watchesCut]).toEqual([0, 0]);
    expect(run.broken).toEqual([]);
    expect(Object.keys(summary.outcomes.app ?? {})).toEqual(['ok']);
    expect(Object.keys(summary.outcomes.cron ?? {})).toEqual(['ok']);
    const door = run.signal('HTTPServerStoppedListening') as number;
    const inside = summary.requests.filter(({ t, end }) => t < door && (end as number) > door);
    expect(inside.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['report', 'ok'],
      ['export', 'ok'],
    ]);
    expect(run.of('drain.changed')[0]).toMatchObject({ nonLongRunning: 2 });
  });

  test('slow-hook: the door stays open until the hook is done, and the hook gets its answer', () => {
    const run = fromLibrary('slow-hook');
    expect(run.request('hook-call')).toMatchObject({ t: 6000, outcome: 'ok', status: 200 });
    expect(run.signal('AfterShutdownDelayDuration')).toBe(5000);
    expect(run.signal('PreShutdownHooksStopped')).toBe(8000);
    expect(run.signal('NotAcceptingNewRequest')).toBe(8000);
    expect(run.request('late')).toMatchObject({ outcome: 'ok', status: 200 });
    expect(run.request('report')).toMatchObject({ outcome: 'ok', status: 200 });
    expect(run.summary.outcomes.app).toEqual({ ok: expect.any(Number) });
    expect(run.summary.dropped).toBe(0);
    expect(run.summary.exit).toMatchObject({ code: 0, reason: 'completed' });
    expect(run.broken).not.toContain('ends-within-grace-period');
  });

  test('no-delay: the load balancer still sends, and is refused; nobody is dropped', () => {
    const run = fromLibrary('no-delay');
    expect(run.signal('NotAcceptingNewRequest')).toBe(0);
    expect(run.summary.outcomes.app?.refused).toBeGreaterThan(10);
    expect(run.summary.outcomes.cron?.refused).toBeGreaterThan(0);
    expect(run.summary.dropped).toBe(0);
    expect(run.request('report')).toMatchObject({ outcome: 'ok', status: 200 });
    expect(run.broken).toEqual(['listener-outlives-healthy-verdict']);
    expect(run.summary.exit).toMatchObject({ code: 0 });
  });

  test('retry-after: newcomers get 429 with Retry-After 5 at an open door, exempt ones are served', () => {
    const run = fromLibrary('retry-after');
    const { outcomes } = run.summary;
    expect(outcomes.app?.rejected).toBeGreaterThan(5);
    expect(outcomes.app?.refused).toBeUndefined();
    expect(outcomes.prometheus).toEqual({ ok: expect.any(Number) });
    expect(outcomes.loopback).toEqual({ ok: expect.any(Number) });
    const rejections = run.of('request.rejected');
    expect(new Set(rejections.map(({ filter, status }) => `${filter} ${status}`))).toEqual(
      new Set(['retry-after 429']),
    );
    for (const name of ['on-kept-connection', 'on-new-connection']) {
      expect(run.request(name)).toMatchObject({ outcome: 'rejected', status: 429, retryAfter: 5 });
    }
    expect(run.request('report')).toMatchObject({ outcome: 'ok', status: 200 });
    expect(run.request('too-late')).toMatchObject({ outcome: 'refused' });
    expect(run.order.slice(-2)).toEqual(['InFlightRequestsDrained', 'HTTPServerStoppedListening']);
    expect(run.signal('HTTPServerStoppedListening')).toBe(run.signal('InFlightRequestsDrained'));
    expect(run.broken).toEqual([]);
  });

  test('watches: they hold the shutdown for its whole timeout, and are cut off', () => {
    const run = fromLibrary('watches');
    const closed = run.signal('NotAcceptingNewRequest') as number;
    expect(run.signal('InFlightRequestsDrained')).toBe(closed);
    expect(run.summary.exit?.t).toBe(closed + 10_000);
    expect(run.summary.exit).toMatchObject({ code: 0, reason: 'completed' });
    expect(run.summary.watchesCut).toBe(5);
    expect(run.summary.dropped).toBe(0);
  });

  test('stuck-request: the request timeout is the only bound of the drain', () => {
    const run = fromLibrary('stuck-request');
    const stuck = run.request('stuck');
    expect(stuck).toMatchObject({ outcome: 'timeout', status: 504 });
    const sent = run.of('request.sent').find(({ name }) => name === 'stuck');
    const answered = run.of('request.responded').find(({ request }) => request === sent?.request);
    const drained = run.of('signal.fired').find(({ name }) => name === 'InFlightRequestsDrained');
    expect(drained?.t).toBe(answered?.t);
    expect((stuck.end as number) - stuck.t).toBeCloseTo(8000, -1);
    expect(run.request('impatient')).toMatchObject({ outcome: 'timeout', status: 504 });
    expect(run.request('half-sent')).toMatchObject({ outcome: 'reset', status: null });
    expect(run.summary.dropped).toBe(1);
    expect(run.summary.exit).toMatchObject({ code: 0 });
  });

  test('failing-hook: Run returns at once, and what is in flight is cut off', () => {
    const run = fromLibrary('failing-hook');
    expect(run.summary.exit).toMatchObject({ code: 1, reason: 'hook-failed', t: 1500 });
    expect(
      run
        .of('hook.finished')
        .map(({ name, error }) => [name, error !== null])
        .sort(),
    ).toEqual([
      ['deregister', true],
      ['flush-cache', false],
    ]);
    expect(run.of('note')[0]?.text).toBe(
      'Run returned: PreShutdownHook "deregister" failed: the lease is held by somebody else',
    );
    expect(run.signal('AfterShutdownDelayDuration')).toBeNull();
    expect(run.of('audit.shutdown')).toEqual([]);
    expect(run.request('report')).toMatchObject({ outcome: 'reset' });
    expect(run.request('afterwards')).toMatchObject({ outcome: 'refused' });
    expect(run.summary.dropped).toBeGreaterThan(1);
    expect(run.broken).toEqual([
      'no-drop-before-drained',
      'audit-complete',
      'listener-outlives-healthy-verdict',
    ]);
  });

  test('second-sigterm: exit code 1 at once, and everything inside is lost', () => {
    const run = fromLibrary('second-sigterm');
    expect(run.summary.exit).toEqual({ code: 1, reason: 'second-signal', t: 7000 });
    expect(run.signal('AfterShutdownDelayDuration')).toBeNull();
    expect(run.of('connection.goaway')).toEqual([]);
    expect(run.request('report')).toMatchObject({ outcome: 'reset' });
    expect(run.summary.dropped).toBeGreaterThan(1);
    expect(run.summary.watchesCut).toBe(2);
  });

  test('killed-by-kubelet: SIGKILL when the grace period is over, exit code 137', () => {
    const run = fromLibrary('killed-by-kubelet');
    expect(run.summary.exit).toEqual({ code: 137, reason: 'killed', t: 8000 });
    expect(run.of('process.signalled').map(({ signal }) => signal)).toEqual(['SIGTERM', 'SIGKILL']);
    expect(run.request('just-in-time')).toMatchObject({ outcome: 'ok' });
    expect(run.request('cut-off')).toMatchObject({ outcome: 'goaway' });
    expect(run.summary.dropped).toBe(1);
    expect(run.signal('InFlightRequestsDrained')).toBeNull();
    expect(run.broken).toContain('ends-within-grace-period');
  });

  test('startup: 503 before all paths are known, 404 after; /readyz is red until the hooks are done', () => {
    const run = fromLibrary('startup');
    expect(run.request('unknown-early')).toMatchObject({ outcome: 'rejected', status: 503, retryAfter: 5 });
    expect(run.request('unknown-later')).toMatchObject({ outcome: 'ok', status: 404 });
    expect(run.request('readyz-early')).toMatchObject({ status: 500 });
    expect(run.request('livez-early')).toMatchObject({ status: 200 });
    expect(run.request('echo-early')).toMatchObject({ status: 200 });
    expect(run.request('readyz-later')).toMatchObject({ status: 200 });
    const at = (name: string): number => run.of('signal.fired').find(signal => signal.name === name)?.t ?? 0;
    expect(at('MuxAndDiscoveryComplete')).toBe(3000);
    const hooksEnd = Math.max(...run.of('hook.finished').map(({ t }) => t));
    expect(at('HasBeenReady')).toBeGreaterThan(hooksEnd);
    expect(run.of('request.sent').find(({ client }) => client === 'app')?.t).toBeGreaterThan(hooksEnd);
    expect(run.broken).toEqual([]);
  });

  test('http1-keepalive: idle, busy, never used and silent connections end in four ways', () => {
    const run = fromLibrary('http1-keepalive');
    const connection = (client: string): string =>
      run.of('connection.opened').find(opened => opened.client === client)?.connection ?? '';
    const closedAt = (client: string): number =>
      run.of('connection.closed').find(closed => closed.connection === connection(client))?.t ?? 0;
    const headersOf = (client: string): Readonly<Record<string, string>>[] =>
      run.recording.events.flatMap(event =>
        (event.type === 'request.responded' || event.type === 'request.rejected') &&
        event.connection === connection(client)
          ? [event.headers]
          : [],
      );
    expect(closedAt('idle')).toBe(6000);
    expect(run.request('on-closed')).toMatchObject({ outcome: 'reset' });
    expect(run.request('in-flight')).toMatchObject({ outcome: 'ok', status: 200 });
    expect(headersOf('busy')).toEqual([expect.objectContaining({ connection: 'close' })]);
    expect(closedAt('busy')).toBeCloseTo(8000, -1);
    expect(run.request('on-never-used')).toMatchObject({ outcome: 'rejected', status: 503, retryAfter: 1 });
    expect(headersOf('never-used')).toEqual([
      expect.objectContaining({ connection: 'close', 'retry-after': '1' }),
    ]);
    expect(closedAt('silent')).toBeGreaterThan(10_500);
    expect(closedAt('silent')).toBeLessThan(12_000);
    expect(run.of('process.exited')[0]?.t).toBe(closedAt('silent'));
    expect(run.broken).toEqual([]);
  });

  test('openshift: 70s of delay, 429s for who still comes, watches told to end, time to spare', () => {
    const run = fromLibrary('openshift');
    expect(run.signal('NotAcceptingNewRequest')).toBe(70_000);
    expect(run.summary.outcomes.app).toEqual({ ok: expect.any(Number) });
    expect(run.summary.outcomes.nodes?.rejected).toBeGreaterThan(0);
    expect(run.summary.outcomes.informers).toEqual({ ok: 20 });
    expect(run.request('migration')).toMatchObject({ outcome: 'ok', status: 200 });
    expect([run.summary.dropped, run.summary.watchesCut]).toEqual([0, 0]);
    expect(run.broken).toEqual([]);
    expect(run.summary.exit).toMatchObject({ code: 0, reason: 'completed' });
  });
});

describe('what the comments of the scenarios say would happen', () => {
  function changed(name: string, from: string, to: string): Told {
    const yaml = libraryScenario(name)?.yaml ?? '';
    expect(yaml).toContain(from);
    const result = parseScenario(yaml.replace(from, to));
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return new Told(result.scenario, result.source);
  }

  test('watches: with a grace period they are told to end, and the server goes soon', () => {
    const run = changed('watches', 'grace-period: 0s', 'grace-period: 5s');
    expect(run.summary.outcomes.informers).toEqual({ ok: 5 });
    expect(run.summary.watchesCut).toBe(0);
    expect(run.summary.exit?.t).toBeLessThan(5_000);
  });

  test('no-delay: with a delay longer than the load balancer needs, nobody is refused', () => {
    const run = changed('no-delay', 'delay-duration: 0s', 'delay-duration: 4s');
    expect(run.summary.outcomes.app).toEqual({ ok: expect.any(Number) });
    expect(run.summary.outcomes.cron).toEqual({ ok: expect.any(Number) });
    expect(run.broken).toEqual([]);
  });

  test('retry-after: without it the 429s become refused connections, and the last two signals change places', () => {
    const run = changed('retry-after', 'send-retry-after: true', 'send-retry-after: false');
    expect(run.summary.outcomes.app?.rejected).toBeUndefined();
    expect(run.summary.outcomes.app?.refused).toBeGreaterThan(5);
    expect(run.order.slice(-2)).toEqual(['HTTPServerStoppedListening', 'InFlightRequestsDrained']);
  });
});
