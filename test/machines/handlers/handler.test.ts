/** What stands behind the filters: echo, sleep, watch, the one collection, and the not-found handler. */
import { describe, expect, test } from 'vitest';
import type { FilterConfig, LifecycleView } from '../../../machines/filters/filter.ts';
import { handle, watchEvent } from '../../../machines/handlers/handler.ts';
import { millis, seconds } from '../../../machines/time.ts';
import { filterInput } from '../filters/view.ts';

function reach(
  line: string,
  changes: { view?: Partial<LifecycleView>; config?: Partial<FilterConfig> } = {},
) {
  const { request, view, config } = filterInput(line, changes);
  return handle(request, view, config);
}

describe('/echo', () => {
  test('answers with its message and a newline', () => {
    expect(reach('/echo?message=a%20b')).toEqual({
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
  test.each(['/watch', '/api/v1/pods?watch=true', '/apis/apps/v1/watch/deployments'])(
    '%s streams events',
    line => {
      expect(reach(line)).toEqual({
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

describe('the one collection', () => {
  test('lists no namespaces, and is known from the start', () => {
    const answer = reach('/api/v1/namespaces', { view: { muxComplete: false } });
    expect(answer).toMatchObject({ kind: 'answer', status: 200 });
    expect(JSON.parse((answer as { body: string }).body)).toMatchObject({ kind: 'NamespaceList', items: [] });
  });

  test('can be watched like any other', () => {
    expect(reach('/api/v1/namespaces?watch=true').kind).toBe('watch');
  });

  test('has no members', () => {
    expect(reach('/api/v1/namespaces/default')).toMatchObject({ status: 404 });
    expect(reach('POST /api/v1/namespaces')).toMatchObject({ status: 404 });
  });
});

describe('an unknown path', () => {
  test.each(['/nowhere', '/', '/api/v1/pods', '/readyz/nothing', '/metricsx', '/sleep/a'])(
    '%s gets 503 with Retry-After 5 before MuxAndDiscoveryComplete, 404 after',
    path => {
      expect(reach(path, { view: { muxComplete: false } })).toEqual({
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
        kind: 'answer',
        status: 404,
        headers: {
          'cache-control': 'no-cache, private',
          'content-type': 'text/plain; charset=utf-8',
          'x-content-type-options': 'nosniff',
        },
        body: '404 page not found\n',
      });
    },
  );

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

describe('metrics', () => {
  test('are the real ones, of whoever carries the handler out', () => {
    expect(reach('/metrics')).toEqual({ kind: 'metrics' });
  });
});
