import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { summarize } from '../../../machines/recording/summary.ts';
import { RecordingIndex } from '../../../machines/view/recording-index.ts';
import { Tracks } from '../../../machines/view/tracks.ts';
import { klogText, STOP_AT } from './emit.ts';
import { eventsOf, importLines } from './importing.ts';

/** Lines of one process, each with its seconds since the stop signal. */
function log(...lines: readonly (readonly [seconds: number, text: string, file?: string])[]): string[] {
  return lines.map(([seconds, text, file]) => {
    const severity = /^[IWEF] /.test(text) ? text.slice(0, 1) : 'I';
    const line = klogText({
      at: STOP_AT + seconds * 1000,
      severity,
      pid: 1,
      text: text.replace(/^[IWEF] /, ''),
    });
    return file === undefined ? line : line.replace('genericapiserver.go:548', file);
  });
}

const signal = (name: string): string => `"[graceful-termination] shutdown event" name="${name}"`;

function ofType<T extends RunEvent['type']>(events: readonly RunEvent[], type: T): RunEvent[] {
  return events.filter(event => event.type === type);
}

describe('the start', () => {
  test('flags, version and the first address are those of the process', () => {
    const lines = log(
      [-9, 'FLAG: --shutdown-delay-duration="5s"', 'flags.go:64'],
      [-9, 'FLAG: --v="3"', 'flags.go:64'],
      [-8, 'Version: v1.29.3', 'server.go:148'],
      [-5, 'Serving securely on [::]:6443', 'secure_serving.go:213'],
    );
    const result = importLines(lines);
    expect(result.found[0]).toMatchObject({
      version: 'v1.29.3',
      lineage: '1.29',
      from: 'version',
      flags: { 'shutdown-delay-duration': '5s', v: '3' },
      stopAt: null,
    });
    expect(eventsOf(result).slice(0, 2)).toMatchObject([
      { type: 'process.started', t: 0 },
      { type: 'note', text: '--shutdown-delay-duration=5s' },
    ]);
  });

  test('a post-start hook runs from the listener on until its check does not fail any more', () => {
    const events = eventsOf(
      importLines(
        log(
          [-100, 'Serving securely on [::]:6443'],
          [-99, 'poststarthook/a,poststarthook/b check failed: readyz'],
          [-98, 'poststarthook/b check failed: readyz'],
          [-97, 'poststarthook/b check failed: readyz'],
          [0, signal('ShutdownInitiated')],
          [1, 'shutdown check failed: readyz'],
        ),
      ),
    );
    expect(ofType(events, 'hook.finished')).toMatchObject([
      { name: 'a', t: 1000, inferred: true },
      { name: 'b', t: 3000, inferred: true },
    ]);
    expect(ofType(events, 'health.changed')).toMatchObject([
      { ok: false, failing: ['poststarthook/a', 'poststarthook/b'] },
      { ok: false, failing: ['poststarthook/b'] },
      { ok: true, t: 3000, inferred: true },
      { ok: false, failing: ['shutdown'] },
    ]);
  });

  test('a post-start hook that fails ends the process', () => {
    const result = importLines(
      log([-5, 'Serving securely on [::]:6443'], [-4, 'F PostStartHook "rbac" failed: no etcd']),
    );
    const events = eventsOf(result);
    expect(ofType(events, 'hook.finished')).toMatchObject([
      { phase: 'postStart', name: 'rbac', error: 'no etcd' },
    ]);
    expect(summarize(result.recording(1)).exit).toMatchObject({ code: 255, reason: 'poststart-failed' });
  });
});

describe('the end', () => {
  test('names the pre-shutdown hooks that failed, with what they said', () => {
    const failure =
      'E "command failed" err="[PreShutdownHook \\"a\\" failed: no route, PreShutdownHook \\"b\\" failed: too late, sorry]"';
    const result = importLines(
      log(
        [0, signal('ShutdownInitiated')],
        [2, '"[graceful-termination] pre-shutdown hooks completed" name="PreShutdownHooksStopped"'],
        [2.001, failure, 'run.go:74'],
      ),
    );
    expect(ofType(eventsOf(result), 'hook.finished')).toMatchObject([
      { name: 'a', error: 'no route', t: 2000, inferred: true },
      { name: 'b', error: 'too late, sorry', t: 2000, inferred: true },
    ]);
    expect(summarize(result.recording(1)).exit).toMatchObject({ code: 1, reason: 'hook-failed' });
  });

  test('is read where the program prints its error without a header', () => {
    const result = importLines([
      ...log([0, signal('ShutdownInitiated')]),
      'Error: PreShutdownHook "a" failed: no route',
    ]);
    expect(ofType(eventsOf(result), 'hook.finished')).toMatchObject([{ name: 'a', error: 'no route' }]);
  });

  test("is what OpenShift's wrapper says, with the signal that it passed on", () => {
    const wrapper = (seconds: number, text: string): string[] =>
      log([seconds, text, 'main.go:198']).map(line => line.replace(/ {6}1 /, ' 8 '));
    const result = importLines([
      ...log([-9, 'Serving securely on [::]:6443']),
      ...wrapper(-0.001, 'Received signal terminated. Forwarding to sub-process "hyperkube".'),
      ...log([0, signal('ShutdownInitiated')], [9, '[graceful-termination] apiserver is exiting']),
      ...wrapper(9.5, 'Termination finished with exit code 0'),
    ]);
    expect(result.found).toHaveLength(1);
    const events = eventsOf(result);
    expect(ofType(events, 'process.signalled')).toMatchObject([{ t: 8999, signal: 'SIGTERM' }]);
    expect(ofType(events, 'process.signalled')[0]?.inferred).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ type: 'process.exited', code: 0, t: 18_500 });
    expect(events.at(-1)?.inferred).toBeUndefined();
  });

  test('is what systemd says about the unit, on the same host', () => {
    const from = (identifier: string, text: string): string =>
      `Nov 21 08:01:04 node-1 ${identifier}: ${text}`;
    const result = importLines([
      ...log([-9, 'Serving securely on [::]:6443'], [0, signal('ShutdownInitiated')]).map(line =>
        from('k8s.kube-apiserver[1]', line),
      ),
      from('systemd[1]', 'snap.k8s.kube-apiserver.service: Main process exited, code=killed, status=9/KILL'),
    ]);
    expect(summarize(result.recording(1)).exit).toMatchObject({ code: 137, reason: 'killed' });
  });

  test('a SIGTERM that is not logged is inferred, no later than its first consequence', () => {
    const events = eventsOf(
      importLines(
        log(
          [-9, 'Serving securely on [::]:6443'],
          [0, '"[graceful-termination] pre-shutdown hooks completed" name="PreShutdownHooksStopped"'],
          [0.001, signal('ShutdownInitiated')],
        ),
      ),
    );
    expect(events.map(({ type, inferred }) => [type, inferred ?? false])).toEqual([
      ['process.started', true],
      ['listener.opened', false],
      ['note', true],
      ['process.signalled', true],
      ['signal.fired', false],
      ['signal.fired', false],
    ]);
  });

  test('before 1.22, SIGTERM came a shutdown delay before the listener closed', () => {
    const result = importLines(
      log(
        [-99, 'FLAG: --shutdown-delay-duration="70s"'],
        [-90, 'Serving securely on [::]:6443'],
        [0, 'Stopped listening on [::]:6443'],
      ),
    );
    expect(result.found[0]?.stopAt).toBe('2026-11-21T07:59:52.345000Z');
  });

  test('NotAcceptingNewRequest is inferred where the version has no name for it', () => {
    const events = eventsOf(
      importLines(
        log(
          [0, signal('ShutdownInitiated')],
          [3, signal('AfterShutdownDelayDuration')],
          [3.001, 'Stopped listening on [::]:6443'],
        ),
      ),
    );
    expect(ofType(events, 'signal.fired').filter(({ inferred }) => inferred)).toMatchObject([
      { name: 'NotAcceptingNewRequest', t: 3000 },
    ]);
  });
});

describe('HTTP requests', () => {
  const http = (uri: string, rest: string): string =>
    `"HTTP" verb="GET" URI="${uri}" latency="250ms" userAgent="app/1" audit-ID="" srcIP="10.0.0.7:4711" ${rest}`;

  test('arrive before their line by the time that they took', () => {
    const result = importLines(
      log(
        [-9, 'Serving securely on [::]:6443'],
        [-5, http('/api/v1/pods?limit=1', 'apf_fs="x" resp=200'), 'httplog.go:132'],
      ),
    );
    expect(result.found[0]?.requests).toBe(1);
    const events = eventsOf(result).filter(event => event.type.startsWith('request.'));
    const identity = { request: 'r1', connection: 'c1', stream: null };
    expect(events).toMatchObject([
      {
        type: 'request.arrived',
        t: 3750,
        ...identity,
        method: 'GET',
        path: '/api/v1/pods?limit=1',
        userAgent: 'app/1',
      },
      { type: 'request.admitted', t: 3750, ...identity, inferred: true },
      { type: 'request.responded', t: 4000, ...identity, status: 200 },
    ]);
    expect(summarize(result.recording(1)).outcomes).toEqual({ external: { ok: 1 } });
  });

  test.each([
    ['1.19', 'verb="GET" URI="/echo?a=%22" latency=1.5ms resp=200 UserAgent="app/1" srcIP="10.0.0.7:4711": '],
    ['1.17', 'GET /echo: (1.5ms) 200 [app/1 (linux) 10.0.0.7:4711]'],
    ['1.9', 'GET /echo: (1.5ms) 200 [[app/1 (linux)] 10.0.0.7:4711]'],
    [
      '1.34',
      '"HTTP" verb="LIST" URI="/echo" latency="1.5ms" userAgent="app/1" srcIP="10.0.0.7:4711" resp=200',
    ],
  ])('are read as %s writes them', (_, text) => {
    const result = importLines(log([-9, 'Serving securely on [::]:6443'], [-5, text, 'httplog.go:90']));
    const [arrived] = ofType(eventsOf(result), 'request.arrived');
    expect(arrived).toMatchObject({ t: 3998.5, method: 'GET', userAgent: expect.stringContaining('app/1') });
    expect(arrived?.type === 'request.arrived' && arrived.path).toMatch(/^\/echo/);
  });

  test('can be shown: they have a lane of their own', () => {
    const result = importLines(
      log([-9, 'Serving securely on [::]:6443'], [-5, http('/a', 'resp=200'), 'httplog.go:132']),
    );
    const { events } = result.recording(1);
    const index = new RecordingIndex(null);
    const tracks = new Tracks(null);
    index.append(events);
    tracks.append(events);
    expect([...tracks.lanes.keys()]).toEqual(['external']);
    expect(index.count).toBe(events.length);
    expect(ofType(events, 'connection.opened')).toMatchObject([{ client: 'external', inferred: true }]);
  });

  test('that are turned away after NotAcceptingNewRequest were so by its filters', () => {
    const filters = eventsOf(
      importLines(
        log(
          [0, http('/a', 'apf_fs="x" resp=429'), 'httplog.go:132'],
          [1, signal('NotAcceptingNewRequest')],
          [2, http('/b', 'resp=429'), 'httplog.go:132'],
          [3, http('/c', 'resp=503'), 'httplog.go:132'],
          [4, http('/d', 'apf_fs="x" resp=503'), 'httplog.go:132'],
        ),
      ),
    ).flatMap(event => (event.type === 'request.rejected' ? [event.filter] : []));
    expect(filters).toEqual(['max-in-flight', 'retry-after', 'wait-group']);
  });

  test('that began before the log does are there from its beginning', () => {
    const events = eventsOf(
      importLines(
        log([-9, 'Serving securely on [::]:6443'], [-8.9, http('/a', 'resp=200'), 'httplog.go:132']),
      ),
    );
    expect(ofType(events, 'request.arrived')).toMatchObject([{ t: 0, inferred: true }]);
  });

  test('beyond the bound are counted, and none is lost', () => {
    const lines = log([-9, 'Serving securely on [::]:6443']);
    const [line = ''] = log([-5, http('/a', 'resp=200'), 'httplog.go:132']);
    const result = importLines([...lines, ...Array<string>(60_000).fill(line)]);
    const { outcomes } = summarize(result.recording(1));
    expect(outcomes).toEqual({ external: { ok: 60_000 } });
    expect(result.counts.counted).toBeGreaterThan(10_000);
    expect(result.counts.used + result.counts.counted).toBe(60_001);
  });
});
