/**
 * Kubernetes' own test cases of graceful termination, with and without `--shutdown-send-retry-after`, told anew against
 * the real server. They follow what k8s.io/apiserver pkg/server/genericapiserver_graceful_termination_test.go
 * (TestGracefulTerminationWithKeepListeningDuringGracefulTermination…) asks for, and ask over HTTP/1.1 too.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from './clients.ts';
import {
  answersOf,
  type Station,
  stoppedWhereItSays,
  type Termination,
  type TerminationOptions,
  terminate,
} from './termination.ts';

const CASES: readonly TerminationOptions[] = [
  { lineage: '1.25', sendRetryAfter: false, watchGrace: null },
  { lineage: '1.25', sendRetryAfter: true, watchGrace: null },
  { lineage: '1.33', sendRetryAfter: false, watchGrace: '10s' },
  { lineage: '1.33', sendRetryAfter: true, watchGrace: '10s' },
];

const terminations = new Map<TerminationOptions, Termination>();

beforeAll(async () => {
  await Promise.all(CASES.map(async options => terminations.set(options, await terminate(options))));
}, 120_000);

const served = (path: string, connection: Reply['connection'], message: string) =>
  ({ path, connection, status: 200, error: null, body: `${message}\n` }) satisfies Partial<Reply>;

/** Whether everybody is served, the kept connections being kept. */
function expectServed(station: Station, name: string): void {
  const echo = (which: string) => `/echo?message=${name}-${which}`;
  expect(station.fresh).toMatchObject(served(echo('fresh'), 'new', `${name}-fresh`));
  expect(station.kept).toMatchObject(served(echo('kept'), 'reused', `${name}-kept`));
  expect(station.freshHttp1).toMatchObject(served(echo('fresh-http1'), 'new', `${name}-fresh-http1`));
  expect(station.keptHttp1).toMatchObject(served(echo('kept-http1'), 'reused', `${name}-kept-http1`));
}

const REFUSED = { connection: 'new', status: null, error: 'ECONNREFUSED' };

describe.each(CASES)('lineage $lineage, shutdown-send-retry-after: $sendRetryAfter', options => {
  const { sendRetryAfter, watchGrace } = options;
  const get = (): Termination => terminations.get(options) as Termination;

  test('the run stopped before each signal while it was asked', () => {
    expect(stoppedWhereItSays(get())).toBe(true);
  });

  test('before the stop it is ready and alive, and serves on new and kept connections', () => {
    const { beforeStop } = get();
    expect(beforeStop.readyz).toMatchObject({ status: 200, body: 'ok' });
    expect(beforeStop.livez).toMatchObject({ status: 200, body: 'ok' });
    expect(beforeStop.fresh).toMatchObject({ status: 200, error: null });
  });

  test('from the stop signal on /readyz fails and /livez does not', () => {
    const { duringDelay, duringHook } = get();
    for (const { readyz, livez } of [duringDelay, duringHook]) {
      expect(readyz.status).toBe(500);
      expect(readyz.body).toContain('[-]shutdown failed: reason withheld');
      expect(readyz.body).toMatch(/readyz check failed\n$/);
      expect(livez).toMatchObject({ status: 200, body: 'ok' });
    }
  });

  test('until the shutdown delay is over, new requests are served on new and kept connections', () => {
    expectServed(get().duringDelay, 'during-delay');
  });

  test('after it they still are, as long as a pre-shutdown hook runs', () => {
    const { told, duringHook } = get();
    expectServed(duringHook, 'during-hook');
    const answers = answersOf(told, duringHook);
    expect(answers).toHaveLength(6);
    expect(Math.min(...answers)).toBeGreaterThan(told.seqOf('AfterShutdownDelayDuration'));
    expect(Math.max(...answers)).toBeLessThan(told.seqOf('PreShutdownHooksStopped'));
  });

  test("the hook's own API call succeeds after the delay", () => {
    const { told } = get();
    const sent = told.all('request.sent').find(event => event.name === 'hook-call');
    expect(sent?.seq).toBeGreaterThan(told.seqOf('AfterShutdownDelayDuration'));
    const settled = told.all('request.settled').find(event => event.request === sent?.request);
    expect(settled).toMatchObject({ outcome: 'ok', status: 200 });
    expect(settled?.seq).toBeLessThan(told.seqOf('PreShutdownHooksStopped'));
  });

  if (sendRetryAfter)
    test('while it drains, every new request gets 429 with Retry-After: 5', () => {
      const { told, draining } = get();
      const { fresh, kept, freshHttp1, keptHttp1 } = draining;
      expect([fresh, kept, freshHttp1, keptHttp1].map(({ connection }) => connection)).toEqual([
        'new',
        'reused',
        'new',
        'reused',
      ]);
      for (const reply of [fresh, kept, freshHttp1, keptHttp1]) {
        expect(reply).toMatchObject({
          status: 429,
          error: null,
          body: 'The apiserver is shutting down, please try again later.\n',
        });
        expect(reply.headers['retry-after']).toBe('5');
        expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
        expect(told.served(reply.path)).toMatchObject({ rejectedBy: 'retry-after', audit: null });
      }
    });

  if (sendRetryAfter)
    test('the 429 ends its connection: a header says so on HTTP/1.1, GOAWAY on HTTP/2', () => {
      const { told, draining } = get();
      expect(draining.freshHttp1.headers.connection).toBe('close');
      expect(draining.keptHttp1.headers.connection).toBe('close');
      expect(draining.fresh.headers).not.toHaveProperty('connection');
      expect(draining.kept.headers).not.toHaveProperty('connection');
      const rejected = told
        .all('request.rejected')
        .find(event => event.request === told.served(draining.kept.path)?.id);
      const goaways = told
        .all('connection.goaway')
        .filter(event => event.connection === rejected?.connection);
      expect(goaways).toMatchObject([{ lastStreamId: rejected?.stream, errorCode: 'NO_ERROR' }]);
      expect(goaways[0]?.seq).toBeLessThan(rejected?.seq ?? 0);
    });

  if (sendRetryAfter)
    test('while it drains, the health endpoints still answer', () => {
      const { readyz, livez } = get().draining;
      expect(readyz.status).toBe(500);
      expect(livez.status).toBe(200);
    });

  if (!sendRetryAfter)
    test('while it drains, nobody listens: every new connection is refused', () => {
      for (const reply of Object.values(get().draining)) expect(reply).toMatchObject(REFUSED);
    });

  test('the request in flight gets its whole response and its audit event', () => {
    const { told, inFlight } = get();
    expect(inFlight).toMatchObject({ status: 200, error: null, body: 'slept 4s\n' });
    const kept = told.served(inFlight.path);
    expect(kept).toMatchObject({ rejectedBy: null, audit: 'logged' });
    expect(kept?.answeredAt).toBeLessThan(told.seqOf('InFlightRequestsDrained'));
  });

  if (watchGrace !== null)
    test('the watch is ended cleanly, and has its audit event', () => {
      const { told, watch } = get();
      expect(watch).toMatchObject({ status: 200, error: null });
      expect(told.served(watch.path)).toMatchObject({ rejectedBy: null, audit: 'logged' });
      expect(told.served(watch.path)?.answeredAt).toBeGreaterThan(told.seqOf('NotAcceptingNewRequest'));
    });

  if (watchGrace === null)
    test('nobody tells the watch: it is cut off by the end of the process', () => {
      const { told, watch } = get();
      expect(watch.status).toBe(200);
      expect(watch.error).not.toBeNull();
      expect(told.served(watch.path)).toMatchObject({ answeredAt: null, audit: 'lost' });
    });

  test('the signals fire once each, in the order of the mode', () => {
    const { told } = get();
    const end = sendRetryAfter
      ? ['InFlightRequestsDrained', 'HTTPServerStoppedListening']
      : ['HTTPServerStoppedListening', 'InFlightRequestsDrained'];
    expect(told.shutdownSignals).toEqual([
      'ShutdownInitiated',
      'AfterShutdownDelayDuration',
      'PreShutdownHooksStopped',
      'NotAcceptingNewRequest',
      ...end,
    ]);
  });

  test('the audit backend is shut down once, after the last request has drained', () => {
    const { told } = get();
    const shutdowns = told.all('audit.shutdown');
    expect(shutdowns).toHaveLength(1);
    expect(shutdowns[0]?.seq).toBeGreaterThan(told.seqOf('InFlightRequestsDrained'));
    const lastLogged = Math.max(...told.all('audit.logged').map(event => event.seq));
    expect(shutdowns[0]?.seq).toBeGreaterThan(lastLogged);
  });

  test('Run returns without an error, and afterwards nobody listens', () => {
    const { told, over } = get();
    expect(told.all('process.exited')).toMatchObject([{ code: 0, reason: 'completed' }]);
    for (const reply of Object.values(over))
      expect(reply).toMatchObject({ status: null, error: 'ECONNREFUSED' });
  });
});
