/** The comparison accepts whatever real servers did; what it finds is tested beside its parts, in `compare/`. */
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../machines/recording/events.ts';
import { compareTrace } from './compare.ts';
import { reenact } from './reenacted.ts';
import {
  all,
  type Change,
  dropped,
  findings,
  firstRun,
  followedBy,
  later,
  of,
  TOLERANCE,
  where,
} from './tampering.ts';
import { readTrace, type Trace, type TraceRun, traceFiles } from './trace.ts';

const EXACT = { absoluteMs: 0.1, relative: 0 };

describe('what real servers did', () => {
  for (const file of traceFiles()) {
    test(`each run of ${file.replace(/\.json$/, '')} agrees with the three of them`, () => {
      const trace = readTrace(file);
      expect(trace.runs).toHaveLength(3);
      for (const run of trace.runs) expect(compareTrace(trace, reenact(trace, run), EXACT)).toEqual([]);
    });
  }

  test('a recording without SIGTERM cannot be compared', () => {
    expect(() => compareTrace(readTrace('E.retryafter-off.v1.34.1.json'), [], TOLERANCE)).toThrow(
      'no SIGTERM',
    );
  });
});

describe('where real servers differ from run to run', () => {
  test('signals closer than 5 ms may come in either order', () => {
    const trace = readTrace('E.retryafter-off.v1.34.1.json');
    const [a, b] = ['InFlightRequestsDrained', 'HTTPServerStoppedListening'] as const;
    const swapped = firstRun(trace).map(event =>
      event.type === 'signal.fired'
        ? { ...event, name: event.name === a ? b : event.name === b ? a : event.name }
        : event,
    );
    expect(compareTrace(trace, swapped, TOLERANCE)).toEqual([]);
  });

  test('a probe next to a turning point may have the outcome of either side', () => {
    const trace = readTrace('D-error-linger.retryafter-on.v1.34.1.json');
    // Nothing listens any more from 4000 ms on; probe 24 comes at 3900, probe 22 at 3500.
    const refuse =
      (name: string): Change =>
      event => {
        if (of(name, 'request.rejected')(event) || of(name, 'request.arrived')(event)) return null;
        return of(name, 'request.settled')(event)
          ? ({ ...event, outcome: 'refused', status: null } as RunEvent)
          : event;
      };
    expect(findings(trace, refuse('probe-echo-new-h2-24'))).toEqual([]);
    expect(findings(trace, refuse('probe-echo-new-h2-22'))).toHaveLength(1);
  });

  test('a probe that crosses a GOAWAY may be left at that, where it was tried again and refused', () => {
    const trace = readTrace('D-error-linger.retryafter-off.v1.34.1.json');
    const isRefused = all('request.settled', { outcome: 'refused' });
    expect(
      findings(
        trace,
        where(isRefused, event => ({ ...event, outcome: 'goaway' }) as RunEvent),
      ),
    ).toEqual([]);
    expect(
      findings(
        trace,
        where(isRefused, event => ({ ...event, outcome: 'failed' }) as RunEvent),
      ),
    ).not.toEqual([]);
  });

  test('pre-shutdown hooks may run in either order', () => {
    const trace = readTrace('D-two-ok-hooks.retryafter-off.v1.34.1.json');
    const other = { 'hook-a': 'hook-b', 'hook-b': 'hook-a' };
    const swap: Change = event =>
      event.type === 'hook.started' || event.type === 'hook.finished'
        ? { ...event, name: other[event.name as keyof typeof other] }
        : event;
    expect(findings(trace, swap)).toEqual([]);
  });

  test('an audit shutdown that was a hook may come before or after the others', () => {
    const trace = readTrace('A.retryafter-off.v1.24.0.json');
    expect(trace.runs.map(run => Math.round((run.audit.shutdownAt ?? 0) / 1000))).toEqual([1, 1, 1]);
    const shutdown = all('audit.shutdown');
    expect(
      findings(
        trace,
        where(shutdown, event => ({ ...event, t: trace.stopAtMs })),
      ),
    ).toEqual([]);
    expect(findings(trace, where(shutdown, dropped))).not.toEqual([]);
  });

  test('an audit shutdown that some runs only have may be missing', () => {
    const trace = readTrace('A.retryafter-off.v1.34.1.json');
    const [first, ...others] = trace.runs as [TraceRun, ...TraceRun[]];
    const without = { ...first, audit: { ...first.audit, shutdownAt: null } };
    const some = { ...trace, runs: [without, ...others] };
    expect(findings(some, event => event)).toEqual([]);
    expect(findings(trace, where(all('audit.shutdown'), dropped))).not.toEqual([]);
  });
});

describe('races that three runs need not show', () => {
  test('forty watches may drain at once or one every 5 ms, but no slower', () => {
    // Recorded: drained 18 to 33 ms after the wait began.
    const trace = readTrace('G3-40watches-grace3s.retryafter-on.v1.27.2.json');
    const slower =
      (ms: number): Change =>
      event =>
        event.t > trace.stopAtMs + 1002 ? later(ms)(event) : event;
    expect(findings(trace, slower(170))).toEqual([]);
    expect(findings(trace, slower(300))).toContainEqual(
      expect.stringMatching(/^signal InFlightRequestsDrained/),
    );
    expect(findings(trace, slower(300))).toContainEqual(expect.stringMatching(/^request w7: /));
  });

  test('a slow request is not excused by the watches beside it', () => {
    const trace = readTrace('G1-watch-grace3s.retryafter-on.v1.34.1.json');
    const isDrained = all('signal.fired', { name: 'InFlightRequestsDrained' });
    expect(findings(trace, where(isDrained, later(-2000)))).toContainEqual(
      expect.stringMatching(/^signal InFlightRequestsDrained/),
    );
  });

  test('a port may be closed or not in the moment of an exit that waits for nobody', () => {
    const trace = readTrace('A3-short.retryafter-off.v1.17.3.json');
    expect(trace.runs.map(run => run.listenerClosedAt)).toEqual([null, null, null]);
    const closed = followedBy({ type: 'listener.closed', address: 'recorded' });
    expect(findings(trace, where(all('state.changed', { region: 'run' }), closed))).toEqual([]);
    expect(findings(trace, where(all('process.signalled'), closed))).toContainEqual(
      expect.stringMatching(/^the listener: /),
    );
  });

  test('the last response may be whole or cut off by an exit that does not wait for it, and only the last', () => {
    const trace = readTrace('J.retryafter-off.v1.17.3.json');
    const whole = (name: string): Change =>
      where(of(name, 'request.settled'), event => ({ ...event, outcome: 'ok' }) as RunEvent);
    const cut = (name: string): Change =>
      where(of(name, 'request.settled'), event => ({ ...event, outcome: 'reset' }) as RunEvent);
    expect(findings(trace, whole('nghttp-slow'))).toEqual([]);
    expect(findings(trace, whole('nghttp-watch'))).not.toEqual([]);
    expect(findings(readTrace('J.retryafter-off.v1.20.1.json'), cut('nghttp-slow'))).not.toEqual([]);
  });

  test('a connection that was never used may be closed at any age from 5.4 s to 6 s', () => {
    // Recorded: closed at the age of 6.0 s.
    const trace = readTrace('J4-http1.retryafter-off.v1.25.2.json');
    const isClosed = all('connection.closed', { connection: 'c-never-used' });
    expect(findings(trace, where(isClosed, later(-600)))).toEqual([]);
    expect(findings(trace, where(isClosed, later(-1000)))).toContainEqual(
      expect.stringMatching(/^connection never-used: expected that it is closed/),
    );
  });
});

describe('what a recorded server did and the one of its version did not', () => {
  const file = 'I1-post-start-hooks.v1.17.3.json';
  const answered = (name: string, status: number): Change =>
    where(
      event => of(name, 'request.settled')(event) || of(name, 'request.responded')(event),
      event => ({ ...event, status }) as RunEvent,
    );
  const probeAt = (trace: Trace, kind: string, t: number): string => {
    const index = trace.probeKinds.indexOf(kind);
    const place = trace.runs[0]?.probes[index]?.findIndex(([start]) => start >= t) ?? -1;
    return `probe-${kind}-${place}`;
  };

  test('is left out with its reason, and nothing else is', () => {
    const trace = readTrace(file);
    expect(trace.leftOut?.map(({ fact }) => fact)).toEqual(['readyz-during-delay']);
    // Red in the recording; the delay lasts from 0 to 300 ms.
    const during = probeAt(trace, 'readyz-new-h2', 80);
    const before = probeAt(trace, 'readyz-new-h2', -trace.stopAtMs);
    expect(findings(trace, answered(during, 200))).toEqual([]);
    expect(findings(trace, answered(during, 503))).not.toEqual([]);
    expect(findings(trace, answered(before, 200))).not.toEqual([]);
  });

  test('is left out of that version only', () => {
    const others = traceFiles()
      .map(readTrace)
      .filter(trace => trace.leftOut && trace.version !== '1.17.3');
    expect(others).toEqual([]);
  });
});
