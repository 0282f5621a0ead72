/** What the chain adds to responses, and what older versions answered. */
import { describe, expect, test } from 'vitest';
import type { FilterConfig } from '../../../machines/filters/filter.ts';
import { atLeast, LINEAGES } from '../../../machines/lineage.ts';
import { chainFor, filterInput, firstRejection } from './view.ts';

const ORIGIN = { origin: 'https://example.com' };
const CORS: Partial<FilterConfig> = { corsAllowedOrigins: [/^https:\/\/example\.com$/] };
const PLAIN = { 'cache-control': 'no-cache, private', 'content-type': 'text/plain' };

describe('CORS', () => {
  test('lets a page of an allowed origin read the answer', () => {
    const input = filterInput('/echo', { headers: ORIGIN, config: CORS });
    expect(firstRejection(input)).toBeNull();
    expect(chainFor(input).dress(PLAIN, input)).toEqual({
      ...PLAIN,
      'access-control-allow-origin': 'https://example.com',
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers':
        'Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization, X-Requested-With, If-Modified-Since',
      'access-control-allow-methods': 'POST, GET, OPTIONS, PUT, DELETE, PATCH',
      'access-control-expose-headers': 'Date',
    });
  });

  test('adds nothing for other origins, for none, and without the flag', () => {
    for (const [headers, config] of [
      [{ origin: 'https://evil.example' }, CORS],
      [{}, CORS],
      [{ origin: `https://example.com${'.'.repeat(400)}` }, { corsAllowedOrigins: [/./] }],
      [ORIGIN, {}],
    ] as const) {
      const input = filterInput('/echo', { headers, config });
      expect(chainFor(input).dress(PLAIN, input)).toEqual(PLAIN);
    }
  });

  test('answers a preflight itself, with 204', () => {
    const input = filterInput('OPTIONS /api/v1/pods', { headers: ORIGIN, config: CORS });
    const answer = firstRejection(input);
    expect(answer).toMatchObject({ filter: 'cors', status: 204, body: '', isAnswer: true });
    expect(answer?.headers['access-control-allow-origin']).toBe('https://example.com');
    expect(firstRejection(filterInput('OPTIONS /api/v1/pods', { config: CORS }))).toBeNull();
  });

  test('a refusal behind it can be read by the page too, one before it cannot', () => {
    const headers = { ...ORIGIN, authorization: 'Bearer wrong' };
    const config = { ...CORS, sendRetryAfter: true };
    const unknown = firstRejection(filterInput('/echo', { headers, config }));
    expect(unknown?.headers).toHaveProperty('access-control-allow-origin');
    const view = { notAcceptingNewRequest: true };
    const stopping = firstRejection(filterInput('/echo', { headers, config, view }));
    expect(stopping?.filter).toBe('retry-after');
    expect(stopping?.headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('Strict-Transport-Security', () => {
  const config = { strictTransportSecurity: 'max-age=31536000; includeSubDomains' };

  test('is added since 1.21, to whatever passes its step', () => {
    for (const lineage of LINEAGES) {
      const input = filterInput('/echo', { config, lineage });
      const value = chainFor(input).dress(PLAIN, input)['strict-transport-security'];
      expect(value, lineage).toBe(
        atLeast(lineage, '1.22') ? 'max-age=31536000; includeSubDomains' : undefined,
      );
    }
  });

  test('is not on the 429 of the shutdown, which is answered before', () => {
    const view = { notAcceptingNewRequest: true, drainWaits: true };
    const with429 = firstRejection(
      filterInput('/echo', { config: { ...config, sendRetryAfter: true }, view }),
    );
    expect(with429?.headers).not.toHaveProperty('strict-transport-security');
    const with503 = firstRejection(filterInput('/echo', { config, view }));
    expect(with503?.headers).toHaveProperty('strict-transport-security');
  });
});

describe('warnings', () => {
  const config = {
    warnings: [
      { path: '/apis/policy/v1beta1', text: 'policy/v1beta1 is deprecated' },
      { path: '/apis', text: 'a "quoted" word \\ and 中文' },
    ],
  };
  const warningOf = (line: string, lineage: '1.16' | '1.27' = '1.27') => {
    const input = filterInput(line, { config, lineage });
    return chainFor(input).dress(PLAIN, input).warning;
  };

  test('go out with code 299, several in one header', () => {
    expect(warningOf('/apis/policy/v1beta1/poddisruptionbudgets')).toBe(
      '299 - "policy/v1beta1 is deprecated", 299 - "a \\"quoted\\" word \\\\ and \\u4e2d\\u6587"',
    );
    expect(warningOf('/apis')).toBe('299 - "a \\"quoted\\" word \\\\ and \\u4e2d\\u6587"');
    expect(warningOf('/apisix')).toBeUndefined();
  });

  test("stand behind the handler's own", () => {
    const input = filterInput('/apis', { config });
    const own = { ...PLAIN, warning: '299 - "unknown field"' };
    expect(chainFor(input).dress(own, input).warning).toMatch(/^299 - "unknown field", 299 - "a /);
  });

  test('came with 1.19', () => {
    expect(warningOf('/apis/policy/v1beta1', '1.16')).toBeUndefined();
  });
});

describe('Cache-Control', () => {
  test('came with 1.18: older versions do not send it, not with refusals either', () => {
    for (const lineage of LINEAGES) {
      const input = filterInput('/echo', { lineage, load: { reads: 400 } });
      const has = atLeast(lineage, '1.20');
      expect('cache-control' in chainFor(input).dress(PLAIN, input), lineage).toBe(has);
      expect('cache-control' in (firstRejection(input)?.headers ?? {}), lineage).toBe(has);
    }
  });

  test('is one object for all responses, so that nothing is made anew', () => {
    const input = filterInput('/echo');
    expect(chainFor(input).dress(PLAIN, input)).toBe(PLAIN);
    const old = filterInput('/echo', { lineage: '1.14' });
    const chain = chainFor(old);
    expect(chain.dress(PLAIN, old)).toBe(chain.dress(PLAIN, old));
  });
});

describe('older wait groups', () => {
  const refused = (lineage: '1.10' | '1.16' | '1.20' | '1.22' | '1.23', line = '/echo') =>
    firstRejection(filterInput(line, { lineage, view: { drainWaits: true } }));

  test('answered 500 in plain words until 1.18', () => {
    expect(refused('1.10')).toEqual({
      filter: 'wait-group',
      status: 500,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
      body: 'apiserver is shutting down.\n',
      closesConnection: false,
    });
    expect(refused('1.16')?.status).toBe(500);
    expect(refused('1.20')?.status).toBe(503);
  });

  test('let health pass only since 1.23', () => {
    expect(refused('1.16', '/healthz')?.status).toBe(500);
    expect(refused('1.22', '/readyz')?.status).toBe(503);
    expect(refused('1.23', '/readyz')).toBeNull();
  });

  test('1.6 had none: it takes everybody', () => {
    const input = filterInput('/echo', { lineage: '1.6', view: { drainWaits: true } });
    expect(firstRejection(input)).toBeNull();
    expect(chainFor(input).admit(input).counted).toBe(false);
  });
});

describe('older deadlines', () => {
  test('until 1.20 nobody looks at ?timeout=', () => {
    const bad = filterInput('/echo?timeout=soon', { lineage: '1.20' });
    expect(firstRejection(bad)).toBeNull();
    const short = filterInput('/echo?timeout=5s', { lineage: '1.20' });
    expect(chainFor(short).admit(short).timeout).toBe(60_000_000);
    const now = filterInput('/echo?timeout=5s', { lineage: '1.22' });
    expect(chainFor(now).admit(now).timeout).toBe(5_000_000);
  });
});

test('a path that cannot be understood gets 500 from the request info filter', () => {
  expect(firstRejection(filterInput('/api/v1/watch'))).toMatchObject({
    filter: 'request-info',
    status: 500,
    body: 'Internal Server Error: "/api/v1/watch": failed to create RequestInfo: unable to determine kind and namespace from url, /api/v1/watch\n',
  });
});

test('the audit ID goes out from where its step is: everywhere since 1.22, behind the audit before', () => {
  const sends = (lineage: (typeof LINEAGES)[number], step: 'wait-group' | 'handler') =>
    chainFor(filterInput('/echo', { lineage })).sendsAuditId(step);
  expect(sends('1.27', 'wait-group')).toBe(true);
  expect(sends('1.20', 'wait-group')).toBe(false);
  expect(sends('1.20', 'handler')).toBe(true);
  expect(sends('1.6', 'handler')).toBe(false);
});
