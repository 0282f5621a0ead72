/**
 * /healthz, /livez and /readyz (k8s.io/apiserver v0.25.2 pkg/server/healthz/healthz.go and pkg/server/healthz.go):
 * bodies to the letter.
 */
import { CACHE_CONTROL, type LifecycleView, PLAIN_ERROR_HEADERS } from '../filters/filter.ts';
import { queryValues } from '../filters/query.ts';
import type { RequestInfo } from '../filters/request-info.ts';
import { atLeast, hasReadyz, type Lineage } from '../lineage.ts';
import type { Answer } from './handler.ts';

export const HEALTH_ENDPOINTS = ['/healthz', '/livez', '/readyz'] as const;
export type HealthEndpoint = (typeof HEALTH_ENDPOINTS)[number];

/** The endpoints that a version has: /livez and /readyz came with 1.16. */
export function healthEndpointsOf(lineage: Lineage): readonly HealthEndpoint[] {
  return hasReadyz(lineage) ? HEALTH_ENDPOINTS : ['/healthz'];
}

/** One check of an endpoint; `error` is null when it passes. */
export interface HealthCheck {
  readonly name: string;
  readonly error: string | null;
}

const PLAIN = { ...CACHE_CONTROL, ...PLAIN_ERROR_HEADERS };

/** The checks of an endpoint now, in the order in which they are listed. */
export function healthChecks(endpoint: HealthEndpoint, view: LifecycleView): HealthCheck[] {
  const ignoresHooks = endpoint === '/livez' && view.livezIsGraceful;
  const checks: HealthCheck[] = [
    { name: 'ping', error: null },
    { name: 'log', error: null },
    ...view.postStartHooks.map(name => ({
      name: `poststarthook/${name}`,
      error: !ignoresHooks && view.postStartRunning.includes(name) ? 'not finished' : null,
    })),
  ];
  if (endpoint === '/readyz') {
    checks.push({ name: 'shutdown', error: view.shutdownInitiated ? 'process is shutting down' : null });
  }
  return checks;
}

/** The endpoint of a path: itself or one of its checks; null for other paths, and for endpoints that the version does not have. */
export function healthEndpointOf(path: string, lineage: Lineage): HealthEndpoint | null {
  return (
    healthEndpointsOf(lineage).find(endpoint => path === endpoint || path.startsWith(`${endpoint}/`)) ?? null
  );
}

/** Answers a health request; null when the path names a check that does not exist. */
export function answerHealth(
  endpoint: HealthEndpoint,
  request: RequestInfo,
  view: LifecycleView,
): Answer | null {
  const checks = healthChecks(endpoint, view);
  // Up to 1.18 all three say healthz.
  const name = atLeast(view.lineage, '1.20') ? endpoint.slice(1) : 'healthz';
  if (request.path !== endpoint) {
    const check = checks.find(candidate => request.path === `${endpoint}/${candidate.name}`);
    return check ? answerCheck(check) : null;
  }
  const excluded = new Set(queryValues(request.query, 'exclude'));
  const lines: string[] = [];
  let failed = false;
  for (const check of checks) {
    if (excluded.delete(check.name)) {
      lines.push(`[+]${check.name} excluded: ok\n`);
    } else if (check.error === null) {
      lines.push(`[+]${check.name} ok\n`);
    } else {
      failed = true;
      lines.push(`[-]${check.name} failed: reason withheld\n`);
    }
  }
  if (excluded.size > 0) {
    const unknown = [...excluded].sort().map(check => JSON.stringify(check));
    lines.push(`warn: some health checks cannot be excluded: no matches for ${unknown.join(',')}\n`);
  }
  if (failed) return { status: 500, headers: PLAIN, body: `${lines.join('')}${name} check failed\n` };
  const isVerbose = queryValues(request.query, 'verbose').length > 0;
  return { status: 200, headers: PLAIN, body: isVerbose ? `${lines.join('')}${name} check passed\n` : 'ok' };
}

function answerCheck(check: HealthCheck): Answer {
  if (check.error === null) {
    return {
      status: 200,
      headers: { ...CACHE_CONTROL, 'content-type': 'text/plain; charset=utf-8' },
      body: 'ok',
    };
  }
  return { status: 500, headers: PLAIN, body: `internal server error: ${check.error}\n` };
}
