/** The handler chain: who turns a request away, with what, and what is remembered of one that passes. */
import { describe, expect, test } from 'vitest';
import { rollsGoaway } from '../../../machines/filters/chain.ts';
import { TIMEOUT_RESPONSE } from '../../../machines/filters/timeout.ts';
import { millis, seconds } from '../../../machines/time.ts';
import { admissionOf, chainFor, filterInput, firstRejection } from './view.ts';

const STOPPED = { notAcceptingNewRequest: true, drainWaits: true, shutdownInitiated: true };
const WITH = { sendRetryAfter: true };

const SHUTTING_DOWN =
  '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"apiserver is shutting down","reason":"ServiceUnavailable","code":503}\n\n';

describe('the chain', () => {
  test('lets everything pass while the server works, and while it only delays', () => {
    for (const line of ['/echo', 'POST /api/v1/pods', '/api/v1/pods?watch=true', '/nowhere', '/readyz']) {
      expect(firstRejection(filterInput(line))).toBeNull();
      expect(
        firstRejection(filterInput(line, { view: { shutdownInitiated: true }, config: WITH })),
      ).toBeNull();
    }
  });

  test('names its own step in each rejection', () => {
    const view = { ...STOPPED, watchDrainWaits: true };
    const config = { ...WITH, watchTermination: true, anonymousAuth: false, rules: [] };
    for (const line of ['/echo', '/echo?timeout=x', '/api/v1/pods?watch=true', '/readyz', '/api/v1/watch']) {
      const input = filterInput(line, { view, config, load: { reads: 400 } });
      const rejection = firstRejection(input);
      expect(chainFor(input).steps).toContain(rejection?.filter);
    }
  });
});

describe('the retry-after filter', () => {
  const reject = (line: string, userAgent?: string) =>
    firstRejection(filterInput(line, { view: STOPPED, config: WITH, ...(userAgent ? { userAgent } : {}) }));

  test('answers 429 with Retry-After 5, as text, without Cache-Control, and ends the connection', () => {
    expect(reject('/echo')).toEqual({
      filter: 'retry-after',
      status: 429,
      headers: {
        'retry-after': '5',
        'content-type': 'text/plain; charset=utf-8',
        'x-content-type-options': 'nosniff',
      },
      body: 'The apiserver is shutting down, please try again later.\n',
      closesConnection: true,
    });
  });

  test('turns watches away like everybody else', () => {
    expect(reject('/api/v1/pods?watch=true')?.filter).toBe('retry-after');
    expect(reject('/watch')?.filter).toBe('retry-after');
  });

  test('comes before a bad timeout is even looked at', () => {
    expect(reject('/echo?timeout=x')?.filter).toBe('retry-after');
  });

  test.each(['/readyz', '/livez/ping', '/healthz?verbose', '/metrics'])('lets %s pass', path => {
    expect(reject(path)).toBeNull();
  });

  test("lets the server's own loopback client pass, but not a hook", () => {
    expect(reject('/echo', 'kube-apiserver/v1.27.2')).toBeNull();
    expect(reject('/echo', 'lastcall-hook/1')?.status).toBe(429);
  });

  test('waits for NotAcceptingNewRequest, and for the flag', () => {
    expect(
      firstRejection(filterInput('/echo', { view: { shutdownInitiated: true }, config: WITH })),
    ).toBeNull();
    expect(firstRejection(filterInput('/echo', { view: STOPPED }))?.filter).toBe('wait-group');
  });
});

describe('the wait group', () => {
  test('answers 503 with Retry-After 1 and a Status that ends in two newlines', () => {
    expect(firstRejection(filterInput('/echo', { view: STOPPED }))).toEqual({
      filter: 'wait-group',
      status: 503,
      headers: {
        'cache-control': 'no-cache, private',
        'content-type': 'application/json',
        'retry-after': '1',
        'x-content-type-options': 'nosniff',
      },
      body: SHUTTING_DOWN,
      closesConnection: false,
    });
  });

  test('takes whoever comes before the drain waits', () => {
    const input = filterInput('/echo', { view: { shutdownInitiated: true } });
    expect(firstRejection(input)).toBeNull();
    expect(admissionOf(input).counted).toBe(true);
  });

  test('serves exempt requests while the drain waits, but does not count them', () => {
    for (const line of ['/readyz', '/metrics']) {
      const input = filterInput(line, { view: STOPPED });
      expect(firstRejection(input)).toBeNull();
      expect(admissionOf(input).counted).toBe(false);
    }
    const loopback = filterInput('/echo', { view: STOPPED, userAgent: 'kube-apiserver/v1' });
    expect(firstRejection(loopback)).toBeNull();
    expect(admissionOf(loopback).counted).toBe(false);
  });

  test('counts exempt requests too, as long as nobody waits', () => {
    expect(admissionOf(filterInput('/readyz')).counted).toBe(true);
  });

  test('has nothing to do with long-running requests', () => {
    const input = filterInput('/api/v1/pods?watch=true', { view: STOPPED });
    expect(firstRejection(input)).toBeNull();
    expect(admissionOf(input)).toEqual({ counted: false, countedWatch: false, slot: null, timeout: null });
  });
});

describe('the watch termination filter', () => {
  const config = { watchTermination: true };

  test('counts watches when they have a grace period, and nothing else', () => {
    expect(admissionOf(filterInput('/api/v1/pods?watch=true', { config })).countedWatch).toBe(true);
    expect(admissionOf(filterInput('/api/v1/namespaces/a/pods/b/log', { config })).countedWatch).toBe(false);
    expect(admissionOf(filterInput('/echo', { config })).countedWatch).toBe(false);
    expect(admissionOf(filterInput('/api/v1/pods?watch=true')).countedWatch).toBe(false);
  });

  test('answers the same 503 once the watches are waited for', () => {
    const view = { ...STOPPED, watchDrainWaits: true };
    const rejection = firstRejection(filterInput('/api/v1/pods?watch=true', { view, config }));
    expect(rejection).toMatchObject({ filter: 'watch-termination', status: 503, body: SHUTTING_DOWN });
    expect(rejection?.headers['retry-after']).toBe('1');
  });

  test('without a grace period a new watch is taken to the very end', () => {
    expect(firstRejection(filterInput('/api/v1/pods?watch=true', { view: STOPPED }))).toBeNull();
  });
});

describe('the request deadline', () => {
  test.each([
    ['soon', 'invalid duration \\"soon\\"'],
    ['10', 'missing unit in duration \\"10\\"'],
    ['1m30', 'missing unit in duration \\"1m30\\"'],
    ['10x', 'unknown unit \\"x\\" in duration \\"10x\\"'],
    ['1s5days', 'unknown unit \\"days\\" in duration \\"1s5days\\"'],
    ['-', 'invalid duration \\"-\\"'],
    ['.s', 'invalid duration \\".s\\"'],
  ])('answers 400 for ?timeout=%s, in the words of Go', (value, message) => {
    expect(firstRejection(filterInput(`/echo?timeout=${value}`))).toEqual({
      filter: 'request-deadline',
      status: 400,
      headers: { 'cache-control': 'no-cache, private', 'content-type': 'application/json' },
      body: `{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"invalid timeout specified in the request URL - time: ${message}","reason":"BadRequest","code":400}\n`,
      closesConnection: false,
    });
  });

  test('does not look at long-running requests', () => {
    expect(firstRejection(filterInput('/api/v1/pods?watch=true&timeout=soon'))).toBeNull();
    expect(admissionOf(filterInput('/api/v1/pods?watch=true&timeout=1s')).timeout).toBeNull();
  });

  test.each([
    ['/echo', seconds(60)],
    ['/echo?timeout=', seconds(60)],
    ['/echo?timeout=5s', seconds(5)],
    ['/echo?timeout=250ms', millis(250)],
    ['/echo?timeout=1m', seconds(60)],
    ['/echo?timeout=2h', seconds(60)],
    ['/echo?timeout=0s', seconds(60)],
    ['/echo?timeout=0', seconds(60)],
    ['/echo?timeout=-3s', seconds(60)],
    ['/echo?timeout=%2B3s', seconds(3)],
    ['/echo?timeout=2s&timeout=9s', seconds(2)],
  ])('%s gets its time', (line, expected) => {
    const input = filterInput(line);
    expect(firstRejection(input)).toBeNull();
    expect(admissionOf(input).timeout).toBe(expected);
  });
});

describe('the timeout', () => {
  test('is answered with 504 and a Status that Go sniffs as text', () => {
    expect(TIMEOUT_RESPONSE).toEqual({
      status: 504,
      headers: { 'cache-control': 'no-cache, private', 'content-type': 'text/plain; charset=utf-8' },
      body: '{"metadata":{},"status":"Failure","message":"Timeout: request did not complete within the allotted timeout","reason":"Timeout","details":{},"code":504}\n',
    });
  });
});

describe('max in flight', () => {
  test('answers 429 with Retry-After 1 when the reads are too many', () => {
    expect(firstRejection(filterInput('/echo', { load: { reads: 399 } }))).toBeNull();
    expect(firstRejection(filterInput('/echo', { load: { reads: 400 } }))).toEqual({
      filter: 'max-in-flight',
      status: 429,
      headers: {
        'cache-control': 'no-cache, private',
        'content-type': 'text/plain; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'retry-after': '1',
      },
      body: 'Too many requests, please try again later.\n',
      closesConnection: false,
    });
  });

  test('counts writes on their own', () => {
    expect(
      firstRejection(filterInput('POST /api/v1/pods', { load: { reads: 400, writes: 199 } })),
    ).toBeNull();
    expect(firstRejection(filterInput('POST /api/v1/pods', { load: { writes: 200 } }))?.status).toBe(429);
    expect(firstRejection(filterInput('/echo', { load: { writes: 200 } }))).toBeNull();
  });

  test('never turns long-running requests away', () => {
    const input = filterInput('/api/v1/pods?watch=true', { load: { reads: 400 } });
    expect(firstRejection(input)).toBeNull();
    expect(admissionOf(input).slot).toBeNull();
  });

  test('0 means no limit', () => {
    const config = { maxRequestsInflight: 0, maxMutatingRequestsInflight: 0 };
    expect(firstRejection(filterInput('/echo', { config, load: { reads: 1e6 } }))).toBeNull();
    expect(firstRejection(filterInput('POST /echo', { config, load: { writes: 1e6 } }))).toBeNull();
  });

  test.each([
    ['GET /api/v1/pods', 'read'],
    ['GET /api/v1/namespaces/a', 'read'],
    ['GET /echo', 'read'],
    ['HEAD /echo', 'write'],
    ['POST /echo', 'write'],
    ['PATCH /api/v1/namespaces/a', 'write'],
    ['DELETE /api/v1/pods', 'write'],
  ])('%s takes the place of a %s', (line, slot) => {
    expect(admissionOf(filterInput(line)).slot).toBe(slot);
  });
});

describe('the probabilistic GOAWAY', () => {
  test('is for HTTP/2 alone, and as likely as its flag says', () => {
    expect(rollsGoaway('h2', 0.02, 0.019)).toBe(true);
    expect(rollsGoaway('h2', 0.02, 0.02)).toBe(false);
    expect(rollsGoaway('http/1.1', 0.02, 0)).toBe(false);
    expect(rollsGoaway('h2', 0, 0)).toBe(false);
  });
});
