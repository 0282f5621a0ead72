/** Each scenario of the library shows what its description promises. */
import { describe, expect, test } from 'vitest';
import type { Lineage } from '../../../machines/lineage.ts';
import { LIBRARY, libraryScenario } from '../../../machines/scenario/library.ts';
import { onLineage } from '../../../machines/scenario/on-lineage.ts';
import { parseScenario, validateScenario } from '../../../machines/scenario/parse.ts';
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

  test('failing-start: /livez forgives for a while, and the hook that fails ends the process', () => {
    const run = fromLibrary('failing-start');
    expect(run.summary.exit).toMatchObject({ code: 255, reason: 'poststart-failed' });
    expect(run.summary.requests.map(({ name, outcome, status }) => [name, outcome, status])).toEqual([
      ['readyz', 'ok', 500],
      ['livez-graceful', 'ok', 200],
      ['livez-strict', 'ok', 500],
      ['caught', 'reset', null],
      ['late', 'refused', null],
    ]);
    expect(run.signal('HasBeenReady')).toBeNull();
    expect(run.of('systemd.notified')).toHaveLength(1);
  });

  test('server-chain: each server answers what it knows when it knows it; MuxAndDiscoveryComplete waits for the last', () => {
    const run = fromLibrary('server-chain');
    const answers = run.summary.requests.map(({ name, status }) => [name, status]);
    expect(answers).toEqual([
      ['metrics-early', 503],
      ['define', 201],
      ['orders-early', 503],
      ['metrics-known', 200],
      ['orders-known', 200],
      ['order', 201],
      ['nobodys', 404],
      ['metrics-down', 503],
      ['metrics-again', 200],
    ]);
    const named = new Map(run.of('request.sent').map(({ request, name }) => [request, name]));
    const answeredBy = run
      .of('request.admitted')
      .flatMap(event => (named.get(event.request) ? [[named.get(event.request), event.answeredBy]] : []));
    expect(answeredBy).toEqual([
      ['define', 'apiextensions'],
      ['metrics-known', 'v1alpha1.metrics.example.com'],
      ['orders-known', 'apiextensions'],
      ['order', 'apiextensions'],
      ['nobodys', 'not-found'],
      ['metrics-down', 'v1alpha1.metrics.example.com'],
      ['metrics-again', 'v1alpha1.metrics.example.com'],
    ]);
    expect(run.of('server.prepared').map(({ name }) => name)).toEqual([
      'apiextensions',
      'kube-apiserver',
      'aggregator',
    ]);
    expect(run.of('server.muxCompleted').map(({ name, t }) => [name, t])).toEqual([
      ['kube-apiserver', 0],
      ['aggregator', 1000],
      ['apiextensions', 2000],
    ]);
    const completed = run.of('server.muxCompleted').map(({ seq }) => seq);
    const fired = run.of('signal.fired').find(({ name }) => name === 'MuxAndDiscoveryComplete');
    expect(fired?.t).toBe(2000);
    expect(fired?.cause).toEqual(expect.arrayContaining(completed));
    expect(run.of('apiService.changed').map(({ available }) => available)).toEqual([true, false, true]);
  });

  test('startup: the parts of the start come in their order', () => {
    const { events } = fromLibrary('startup').recording;
    const first = (type: string) => events.findIndex(event => event.type === type);
    const audit = events.findIndex(
      event => event.type === 'state.changed' && event.region === 'audit' && event.to === 'running',
    );
    const beenReady = events.findIndex(
      event => event.type === 'signal.fired' && event.name === 'HasBeenReady',
    );
    const order = [
      first('process.started'),
      first('server.prepared'),
      audit,
      first('listener.opened'),
      first('hook.started'),
      first('systemd.notified'),
      beenReady,
    ];
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
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

describe('what the scenarios of old versions promise', () => {
  test('nothing-graceful: SIGTERM kills, and what was inside is lost with its audit events', () => {
    const run = fromLibrary('nothing-graceful');
    expect(run.summary.exit).toEqual({ code: 143, reason: 'killed', t: 0 });
    expect(run.summary.signals).toEqual([]);
    expect(run.request('report').outcome).toBe('reset');
    expect(run.request('late').outcome).toBe('refused');
    expect(run.summary.dropped).toBeGreaterThan(1);
    expect([run.summary.watchesCut, run.summary.auditLost]).toEqual([2, run.summary.dropped + 2]);
  });

  test('nobody-waits: the door shuts at once, and the last response is cut off by the exit', () => {
    const run = fromLibrary('nobody-waits');
    const [closed] = run.of('listener.closed');
    expect(closed?.t).toBe(6000);
    expect(run.of('request.responded').some(({ request }) => request === run.idOf('report'))).toBe(true);
    expect(run.request('report')).toMatchObject({ outcome: 'reset', status: null });
    expect(run.request('hook-call').outcome).toBe('refused');
    expect(run.request('on-kept')).toMatchObject({ outcome: 'rejected', status: 500 });
    expect(run.summary.exit).toMatchObject({ code: 0, reason: 'completed' });
  });

  test('readyz-too-late: the load balancer learns of the shutdown when the door is shut', () => {
    const run = fromLibrary('readyz-too-late');
    expect(run.request('still-ready').status).toBe(200);
    expect(run.summary.outcomes.app?.refused).toBeGreaterThan(10);
    expect(run.broken).toEqual(['readyz-fails-from-shutdown', 'listener-outlives-healthy-verdict']);
  });

  test('hook-api-rejected: the door is open for the hook, and what it asks for gets 503', () => {
    const run = fromLibrary('hook-api-rejected');
    expect(run.request('first-call').status).toBe(200);
    expect(run.request('second-call')).toMatchObject({ outcome: 'rejected', status: 503, retryAfter: 1 });
    expect(run.request('visitor')).toMatchObject({ outcome: 'rejected', status: 503 });
    expect(run.signal('HTTPServerStoppedListening')).toBe(6000);
    expect(run.broken).toEqual(['hook-calls-succeed']);
  });

  test('audit-deadlock: everything has drained, and nothing moves until the second SIGTERM', () => {
    const run = fromLibrary('audit-deadlock');
    expect(run.order.at(-1)).toBe('InFlightRequestsDrained');
    expect(run.request('visitor')).toMatchObject({ outcome: 'rejected', status: 503 });
    expect(run.of('hook.started').map(({ name }) => name)).toEqual(['audit-backend']);
    expect(run.of('hook.finished')).toEqual([]);
    expect(run.summary.exit).toMatchObject({ code: 1, reason: 'second-signal', t: 15_000 });
  });

  test('post-start-deadlock: only the kubelet ends it', () => {
    const run = fromLibrary('post-start-deadlock');
    expect(run.of('hook.stopped')).toEqual([]);
    expect(run.signal('PreShutdownHooksStopped')).toBeNull();
    expect(run.request('visitor').status).toBe(200);
    expect(run.summary.exit).toMatchObject({ code: 137, reason: 'killed', t: 14_000 });
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

  function on(name: string, lineage: Lineage): Told {
    const entry = libraryScenario(name);
    if (!entry) throw new Error(`the library has no ${name}`);
    const { source } = onLineage(entry.source, lineage);
    const result = validateScenario(source);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return new Told(result.scenario, source);
  }

  test.each([
    ['1.23', 'refused', null],
    ['1.24', 'rejected', 503],
    ['1.25', 'ok', 200],
  ] as const)("slow-hook: in %s the hook's call is %s", (lineage, outcome, status) => {
    expect(on('slow-hook', lineage).request('hook-call')).toMatchObject({ outcome, status });
  });

  test('readyz-too-late: in 1.20 the same delay is enough', () => {
    expect(on('readyz-too-late', '1.20').summary.outcomes.app).toEqual({ ok: expect.any(Number) });
  });

  test('nobody-waits: in 1.20 the last response arrives', () => {
    expect(on('nobody-waits', '1.20').request('report')).toMatchObject({ outcome: 'ok', status: 200 });
  });

  test.each(['1.10', '1.23', '1.25'] as const)('audit-deadlock: in %s there is none', lineage => {
    expect(on('audit-deadlock', lineage).summary.exit).toMatchObject({ code: 0, reason: 'completed' });
  });

  test.each(['1.10', '1.16', '1.20', '1.22', '1.23'] as const)(
    'post-start-deadlock: ends well in %s',
    lineage => {
      const run = on('post-start-deadlock', lineage);
      expect(run.of('hook.stopped').map(({ name }) => name)).toEqual(['start-controllers']);
      expect(run.of('hook.finished').at(-1)).toMatchObject({ error: null });
      expect(run.summary.exit).toMatchObject({ code: 0, reason: 'completed' });
    },
  );

  test.each(['1.24', '1.25', '1.33'] as const)('post-start-deadlock: is one in %s', lineage => {
    expect(on('post-start-deadlock', lineage).summary.exit?.reason).toBe('killed');
  });

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
