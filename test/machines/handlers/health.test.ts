/** /healthz, /livez and /readyz, to the letter (facts 23 and 40 of the recorded servers). */
import { describe, expect, test } from 'vitest';
import type { LifecycleView } from '../../../machines/filters/filter.ts';
import { requestInfo } from '../../../machines/filters/request-info.ts';
import {
  answerHealth,
  HEALTH_ENDPOINTS,
  type HealthEndpoint,
  healthChecks,
  healthEndpointOf,
} from '../../../machines/handlers/health.ts';
import { WORKING } from '../filters/view.ts';

const HOOKS = { postStartHooks: ['post-short', 'post-long'] };
const PLAIN = {
  'cache-control': 'no-cache, private',
  'content-type': 'text/plain; charset=utf-8',
  'x-content-type-options': 'nosniff',
};

function get(target: string, view: Partial<LifecycleView> = {}) {
  const request = requestInfo('GET', target, 'kube-probe/1');
  const endpoint = healthEndpointOf(request.path, WORKING.lineage);
  return endpoint && answerHealth(endpoint, request, { ...WORKING, ...view });
}

describe('a healthy server', () => {
  test.each(HEALTH_ENDPOINTS)('%s answers ok', endpoint => {
    expect(get(endpoint)).toEqual({ status: 200, headers: PLAIN, body: 'ok' });
  });

  test('?verbose lists the checks', () => {
    expect(get('/readyz?verbose', HOOKS)?.body).toBe(
      '[+]ping ok\n[+]log ok\n[+]poststarthook/post-short ok\n[+]poststarthook/post-long ok\n[+]shutdown ok\nreadyz check passed\n',
    );
    expect(get('/livez?verbose=false', HOOKS)?.body).toBe(
      '[+]ping ok\n[+]log ok\n[+]poststarthook/post-short ok\n[+]poststarthook/post-long ok\nlivez check passed\n',
    );
    expect(get('/healthz?verbose')?.body).toBe('[+]ping ok\n[+]log ok\nhealthz check passed\n');
  });

  test.each([
    '/readyz/ping',
    '/readyz/log',
    '/readyz/shutdown',
    '/livez/poststarthook/post-long',
    '/healthz/ping',
  ])('%s is a check of its own', path => {
    expect(get(path, HOOKS)).toEqual({
      status: 200,
      headers: { 'cache-control': 'no-cache, private', 'content-type': 'text/plain; charset=utf-8' },
      body: 'ok',
    });
  });

  test.each([
    '/readyz/nothing',
    '/readyz/',
    '/livez/shutdown',
    '/healthz/shutdown',
    '/readyz/poststarthook/none',
    '/readyz/poststarthook',
  ])('%s does not exist', path => {
    expect(get(path, HOOKS)).toBeNull();
  });

  test('paths that only begin alike are no health endpoints', () => {
    expect(healthEndpointOf('/readyzzz', '1.27')).toBeNull();
    expect(healthEndpointOf('/echo', '1.27')).toBeNull();
    expect(healthEndpointOf('/readyz/a/b', '1.27')).toBe('/readyz');
  });
});

describe('during the shutdown', () => {
  const view = { ...HOOKS, shutdownInitiated: true };

  test('/readyz fails, verbose without being asked, and withholds the reason', () => {
    expect(get('/readyz', view)).toEqual({
      status: 500,
      headers: PLAIN,
      body: '[+]ping ok\n[+]log ok\n[+]poststarthook/post-short ok\n[+]poststarthook/post-long ok\n[-]shutdown failed: reason withheld\nreadyz check failed\n',
    });
  });

  test('/livez and /healthz stay ok', () => {
    expect(get('/livez', view)).toMatchObject({ status: 200, body: 'ok' });
    expect(get('/healthz', view)).toMatchObject({ status: 200, body: 'ok' });
  });

  test('the check itself says why', () => {
    expect(get('/readyz/shutdown', view)).toEqual({
      status: 500,
      headers: PLAIN,
      body: 'internal server error: process is shutting down\n',
    });
  });

  test('whoever excludes the check is told ok', () => {
    expect(get('/readyz?exclude=shutdown', view)).toMatchObject({ status: 200, body: 'ok' });
    expect(get('/readyz?exclude=shutdown&verbose', view)?.body).toContain(
      '[+]shutdown excluded: ok\nreadyz check passed\n',
    );
  });
});

describe('while post-start hooks run', () => {
  const view = { ...HOOKS, postStartRunning: ['post-long'] };
  const list =
    '[+]ping ok\n[+]log ok\n[+]poststarthook/post-short ok\n[-]poststarthook/post-long failed: reason withheld\n';

  test.each<[HealthEndpoint, string]>([
    ['/readyz', `${list}[+]shutdown ok\nreadyz check failed\n`],
    ['/livez', `${list}livez check failed\n`],
    ['/healthz', `${list}healthz check failed\n`],
  ])('%s fails', (endpoint, body) => {
    expect(get(endpoint, view)).toEqual({ status: 500, headers: PLAIN, body });
  });

  test('/livez forgives them during its grace period; the other two do not', () => {
    const graceful = { ...view, livezIsGraceful: true };
    expect(get('/livez', graceful)).toMatchObject({ status: 200, body: 'ok' });
    expect(get('/livez/poststarthook/post-long', graceful)).toMatchObject({ status: 200 });
    expect(get('/readyz', graceful)?.status).toBe(500);
    expect(get('/healthz', graceful)?.status).toBe(500);
  });

  test('a check that has not finished says so', () => {
    expect(get('/readyz/poststarthook/post-long', view)?.body).toBe('internal server error: not finished\n');
    expect(get('/readyz/poststarthook/post-short', view)?.body).toBe('ok');
  });
});

describe('?exclude=', () => {
  test('leaves checks out, several too', () => {
    const view = { ...HOOKS, postStartRunning: ['post-long'], shutdownInitiated: true };
    const body = get('/readyz?exclude=shutdown&exclude=poststarthook/post-long&verbose', view)?.body;
    expect(body).toBe(
      '[+]ping ok\n[+]log ok\n[+]poststarthook/post-short ok\n[+]poststarthook/post-long excluded: ok\n[+]shutdown excluded: ok\nreadyz check passed\n',
    );
  });

  test('warns of names that do not exist, sorted and quoted', () => {
    expect(get('/readyz?exclude=nope&exclude=etcd&verbose')?.body).toBe(
      '[+]ping ok\n[+]log ok\n[+]shutdown ok\nwarn: some health checks cannot be excluded: no matches for "etcd","nope"\nreadyz check passed\n',
    );
  });

  test('an unknown name alone does not make it verbose, nor fail', () => {
    expect(get('/readyz?exclude=nope')).toMatchObject({ status: 200, body: 'ok' });
  });

  test('does not hide another failure', () => {
    const view = { shutdownInitiated: true };
    expect(get('/readyz?exclude=ping', view)?.body).toBe(
      '[+]ping excluded: ok\n[+]log ok\n[-]shutdown failed: reason withheld\nreadyz check failed\n',
    );
  });
});

describe('the checks', () => {
  test('shutdown is a check of /readyz alone', () => {
    const names = (endpoint: HealthEndpoint) => healthChecks(endpoint, WORKING).map(({ name }) => name);
    expect(names('/readyz')).toEqual(['ping', 'log', 'shutdown']);
    expect(names('/livez')).toEqual(['ping', 'log']);
    expect(names('/healthz')).toEqual(['ping', 'log']);
  });
});
