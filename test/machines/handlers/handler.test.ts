/** What stands behind the filters: echo, sleep, watch, the API, and the not-found handler. */
import { describe, expect, test } from 'vitest';
import type { FilterConfig, LifecycleView } from '../../../machines/filters/filter.ts';
import { handle, watchEvent } from '../../../machines/handlers/handler.ts';
import type { ServerName } from '../../../machines/servers/chain.ts';
import type { ServerChain } from '../../../machines/servers/route.ts';
import { millis, seconds } from '../../../machines/time.ts';
import { filterInput } from '../filters/view.ts';

/** A chain that knows the core group, and nothing else. */
const CHAIN: ServerChain = {
  lineage: '1.27',
  directory: {
    ownerOf: (group): ServerName | null => (group === '' ? 'kube-apiserver' : null),
    serves: (group, version) => group === '' && version === 'v1',
    paths: () => ['/api', '/apis'],
    apiServices: () => [{ name: 'v1.metrics.example.com', group: 'metrics.example.com', version: 'v1' }],
  },
};

function reach(
  line: string,
  changes: { view?: Partial<LifecycleView>; config?: Partial<FilterConfig> } = {},
) {
  const { request, view, config } = filterInput(line, changes);
  return handle(request, view, config, CHAIN);
}

describe('/echo', () => {
  test('answers with its message and a newline', () => {
    expect(reach('/echo?message=a%20b')).toEqual({
      answeredBy: 'kube-apiserver',
      kind: 'answer',
      status: 200,
      headers: { 'cache-control': 'no-cache, private', 'content-type': 'text/plain' },
      body: 'a b\n',
    });
    expect(reach('/echo')).toMatchObject({ body: '\n' });
  });

  test('answers before all paths are known, and during the shutdown', () => {
    expect(reach('/echo', { view: { muxComplete: false } })).toMatchObject({ status: 200 });
    expect(reach('/echo', { view: { shutdownInitiated: true } })).toMatchObject({ status: 200 });
  });
});

describe('/sleep', () => {
  test('works for as long as it is told', () => {
    expect(reach('/sleep?duration=250ms')).toEqual({
      answeredBy: 'kube-apiserver',
      kind: 'sleep',
      duration: millis(250),
      early: false,
      ignoresDeadline: false,
      status: 200,
      headers: { 'cache-control': 'no-cache, private', 'content-type': 'text/plain; charset=utf-8' },
      body: 'slept 250ms\n',
    });
    expect(reach('/sleep')).toMatchObject({ duration: seconds(1) });
  });

  test('may begin its response at once, and ignore its deadline', () => {
    expect(reach('/sleep?early')).toMatchObject({ early: true, ignoresDeadline: false });
    expect(reach('/sleep?early=0&ignore-deadline=1')).toMatchObject({ early: false, ignoresDeadline: true });
    expect(reach('/sleep?early=false')).toMatchObject({ early: false });
  });

  test.each(['duration=long', 'duration=-1s', 'duration=', 'duration=5', 'duration=61m'])(
    '?%s is answered with 400',
    query => {
      expect(reach(`/sleep?${query}`)).toMatchObject({
        kind: 'answer',
        status: 400,
        body: expect.stringContaining('duration'),
      });
    },
  );
});

describe('watches', () => {
  test.each(['/watch', '/api/v1/pods?watch=true&interval=1s', '/apis/apps/v1/watch/deployments'])(
    '%s streams events',
    line => {
      expect(reach(line)).toEqual({
        answeredBy: 'kube-apiserver',
        kind: 'watch',
        status: 200,
        headers: { 'cache-control': 'no-cache, private', 'content-type': 'application/json' },
        interval: seconds(1),
        ignoresShutdown: false,
      });
    },
  );

  test('take their interval and their manners from the query', () => {
    expect(reach('/watch?interval=200ms&ignore-shutdown=1')).toMatchObject({
      interval: millis(200),
      ignoresShutdown: true,
    });
    expect(reach('/watch?interval=0s')).toMatchObject({ interval: seconds(1) });
    expect(reach('/watch?interval=often')).toMatchObject({ interval: seconds(1) });
  });

  test('send one JSON object a line', () => {
    expect(watchEvent(7)).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(watchEvent(7))).toMatchObject({
      type: 'BOOKMARK',
      object: { metadata: { resourceVersion: '7' } },
    });
  });
});

describe('the API', () => {
  test.each(['/api/v1/namespaces', '/api/v1/namespaces/default', 'POST /api/v1/pods', '/api/v1', '/api'])(
    '%s is answered by the kube-apiserver, known from the start',
    line => {
      const expected = { answeredBy: 'kube-apiserver', kind: 'api' };
      expect(reach(line)).toEqual(expected);
      expect(reach(line, { view: { muxComplete: false, muxIncomplete: ['kube-apiserver'] } })).toEqual(
        expected,
      );
    },
  );

  test('a watch of what it serves is its own, unless the watch says how often it wants an event', () => {
    expect(reach('/api/v1/pods?watch=true')).toEqual({ answeredBy: 'kube-apiserver', kind: 'api' });
    expect(reach('/api/v1/pods?watch=true&interval=5s').kind).toBe('watch');
    expect(reach('/api/v1/pods?watch=true&ignore-shutdown=1').kind).toBe('watch');
  });

  test('the group of an APIService is passed on to its server', () => {
    expect(reach('/apis/metrics.example.com/v1/samples')).toMatchObject({
      answeredBy: 'v1.metrics.example.com',
      kind: 'proxy',
    });
  });

  test('/ lists every path of the chain, health checks too', () => {
    const answer = reach('/', { view: { postStartHooks: ['a'] } });
    expect(answer).toMatchObject({ answeredBy: 'aggregator', kind: 'answer', status: 200 });
    const { paths } = JSON.parse((answer as { body: string }).body) as { paths: string[] };
    expect(paths).toEqual([...paths].sort());
    expect(paths).toEqual(expect.arrayContaining(['/api', '/apis', '/metrics', '/readyz/poststarthook/a']));
  });

  test('health and metrics are answered by the outermost server', () => {
    expect(reach('/readyz')).toMatchObject({ answeredBy: 'aggregator', status: 200 });
    expect(reach('/metrics')).toEqual({ answeredBy: 'aggregator', kind: 'metrics' });
  });
});

describe('an unknown path', () => {
  test.each([
    '/nowhere',
    '/apis/apps/v1/deployments',
    '/api/v2/pods',
    '/readyz/nothing',
    '/metricsx',
    '/sleep/a',
  ])('%s gets 503 with Retry-After 5 before MuxAndDiscoveryComplete, 404 after', path => {
    expect(reach(path, { view: { muxComplete: false } })).toEqual({
      answeredBy: 'not-found',
      kind: 'reject',
      filter: 'not-found',
      status: 503,
      headers: {
        'cache-control': 'no-cache, private',
        'content-type': 'application/json',
        'retry-after': '5',
      },
      body: '{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"the request has been made before all known HTTP paths have been installed, please try again","reason":"ServiceUnavailable","details":{"retryAfterSeconds":5},"code":503}\n',
      closesConnection: false,
    });
    expect(reach(path)).toEqual({
      answeredBy: 'not-found',
      kind: 'answer',
      status: 404,
      headers: {
        'cache-control': 'no-cache, private',
        'content-type': 'text/plain; charset=utf-8',
        'x-content-type-options': 'nosniff',
      },
      body: '404 page not found\n',
    });
  });

  test("with the library's plain delegate it is 404 with a list of paths, from the start", () => {
    const config = { notFoundHandler: false };
    for (const muxComplete of [false, true]) {
      const answer = reach('/nowhere', { config, view: { muxComplete, postStartHooks: ['a'] } });
      expect(answer).toMatchObject({
        kind: 'answer',
        status: 404,
        headers: { 'content-type': 'application/json' },
      });
      const { paths } = JSON.parse((answer as { body: string }).body) as { paths: string[] };
      expect(paths).toEqual([...paths].sort());
      expect(paths).toEqual(
        expect.arrayContaining(['/readyz', '/readyz/shutdown', '/livez/poststarthook/a', '/healthz/ping']),
      );
      expect(paths).not.toContain('/livez/shutdown');
    }
  });
});
