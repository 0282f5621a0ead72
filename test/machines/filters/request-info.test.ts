/** Verb, resource and exemption of a request line, as kube-apiserver's request info filter finds them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { queryValue, queryValues } from '../../../machines/filters/query.ts';
import { requestInfo } from '../../../machines/filters/request-info.ts';

const info = (line: string, userAgent = 'curl/8') => {
  const [method = '', target = ''] = line.split(' ');
  return requestInfo(method, target, userAgent);
};

describe('the verb of a request', () => {
  test.each([
    ['GET /api/v1/pods', 'list'],
    ['HEAD /api/v1/pods', 'list'],
    ['GET /api/v1/pods?watch=true', 'watch'],
    ['GET /api/v1/pods?watch=1', 'watch'],
    ['GET /api/v1/pods?watch', 'watch'],
    ['GET /api/v1/pods?watch=', 'watch'],
    ['GET /api/v1/pods?watch=false', 'list'],
    ['GET /api/v1/pods?watch=False', 'list'],
    ['GET /api/v1/pods?watch=0', 'list'],
    ['GET /api/v1/pods?limit=5&watch=true', 'watch'],
    ['GET /api/v1/pods?watches=true', 'list'],
    ['GET /api/v1/namespaces', 'list'],
    ['GET /api/v1/namespaces/kube-system', 'get'],
    ['GET /api/v1/namespaces/kube-system/pods?watch=true', 'watch'],
    ['GET /api/v1/namespaces/kube-system/pods/a', 'get'],
    ['GET /api/v1/namespaces/kube-system/pods/a?watch=true', 'get'],
    ['GET /apis/apps/v1/deployments?watch=true', 'watch'],
    ['GET /api/v1/watch/pods', 'watch'],
    ['GET /api/v1/watch/namespaces/a/pods', 'watch'],
    ['GET /apis/apps/v1/watch/deployments', 'watch'],
    ['GET /api/v1/proxy/nodes/a/metrics', 'proxy'],
    ['POST /api/v1/namespaces/a/pods', 'create'],
    ['PUT /api/v1/namespaces/a/pods/b', 'update'],
    ['PATCH /api/v1/namespaces/a/pods/b', 'patch'],
    ['DELETE /api/v1/namespaces/a/pods/b', 'delete'],
    ['DELETE /api/v1/namespaces/a/pods', 'deletecollection'],
    ['OPTIONS /api/v1/pods', ''],
    ['GET /echo', 'get'],
    ['POST /echo', 'post'],
    ['HEAD /readyz', 'head'],
  ])('%s → %s', (line, verb) => {
    expect(info(line).verb).toBe(verb);
  });

  test('a watch query on a path that is no resource means nothing', () => {
    expect(info('GET /echo?watch=true')).toMatchObject({ verb: 'get', isLongRunning: false });
    expect(info('GET /api/v1?watch=true')).toMatchObject({ verb: 'get', isResourceRequest: false });
    expect(info('GET /apis/apps/v1?watch=true')).toMatchObject({
      isResourceRequest: false,
      isLongRunning: false,
    });
  });

  test("this server's own stream is a watch", () => {
    expect(info('GET /watch')).toMatchObject({ verb: 'watch', isLongRunning: true });
    expect(info('GET /watches')).toMatchObject({ verb: 'get', isLongRunning: false });
  });
});

describe('the resource of a request', () => {
  test.each([
    [
      'GET /api/v1/pods',
      { apiGroup: '', apiVersion: 'v1', namespace: '', resource: 'pods', name: '', subresource: '' },
    ],
    ['GET /api/v1/namespaces/a', { namespace: 'a', resource: 'namespaces', name: 'a', subresource: '' }],
    [
      'PUT /api/v1/namespaces/a/status',
      { namespace: 'a', resource: 'namespaces', name: 'a', subresource: 'status' },
    ],
    [
      'PUT /api/v1/namespaces/a/finalize',
      { namespace: 'a', resource: 'namespaces', name: 'a', subresource: 'finalize' },
    ],
    [
      'GET /api/v1/namespaces/a/pods/b/log',
      { namespace: 'a', resource: 'pods', name: 'b', subresource: 'log' },
    ],
    [
      'GET /apis/apps/v1/namespaces/a/deployments/b',
      { apiGroup: 'apps', apiVersion: 'v1', resource: 'deployments', name: 'b' },
    ],
    ['GET /api/v1/proxy/nodes/a/metrics', { resource: 'nodes', name: 'a', subresource: '' }],
    ['GET /api/v1/watch/namespaces/a/pods', { namespace: 'a', resource: 'pods' }],
  ])('%s', (line, expected) => {
    expect(info(line)).toMatchObject({ isResourceRequest: true, ...expected });
  });

  test.each([
    'GET /api',
    'GET /api/v1',
    'GET /apis',
    'GET /apis/apps',
    'GET /apis/apps/v1',
    'GET /',
    'GET /version',
    'GET /apix/v1/pods',
  ])('%s is discovery or another path, no resource', line => {
    expect(info(line)).toMatchObject({ isResourceRequest: false, resource: '', isLongRunning: false });
  });
});

describe('long-running requests', () => {
  test.each([
    'GET /api/v1/pods?watch=true',
    'GET /api/v1/watch/pods',
    'GET /api/v1/proxy/nodes/a',
    'GET /api/v1/namespaces/a/pods/b/log',
    'POST /api/v1/namespaces/a/pods/b/exec',
    'POST /api/v1/namespaces/a/pods/b/attach',
    'POST /api/v1/namespaces/a/pods/b/portforward',
    'GET /api/v1/namespaces/a/services/b/proxy',
    'GET /debug/pprof/profile',
    'GET /watch',
  ])('%s', line => {
    expect(info(line).isLongRunning).toBe(true);
  });

  test.each([
    'GET /api/v1/pods',
    'GET /api/v1/namespaces/a/pods/b/status',
    'GET /debug/pprof',
    'GET /sleep?duration=1h',
    'GET /logs/log',
  ])('%s is none', line => {
    expect(info(line).isLongRunning).toBe(false);
  });
});

describe('exempt requests', () => {
  test.each([
    '/readyz',
    '/readyz/shutdown',
    '/livez?verbose',
    '/healthz',
    '/healthz/ping',
    '/metrics',
    '/metrics/slis',
    '/readyzzz',
  ])('%s: paths that begin with health or metrics', path => {
    expect(info(`GET ${path}`).isExempt).toBe(true);
  });

  test.each(['/echo', '/api/v1/readyz', '/api/v1/pods', '/', '/metric'])('%s is not', path => {
    expect(info(`GET ${path}`).isExempt).toBe(false);
  });

  test("the server's own loopback client is, by its user agent", () => {
    expect(info('GET /api/v1/pods', 'kube-apiserver/v1.27.2 (linux/amd64)').isExempt).toBe(true);
    expect(info('GET /api/v1/pods', 'kube-apiserver').isExempt).toBe(false);
    expect(info('GET /api/v1/pods', 'my-kube-apiserver/v1').isExempt).toBe(false);
    expect(info('GET /api/v1/pods', 'lastcall-hook/1').isExempt).toBe(false);
  });
});

describe('queries', () => {
  test('are decoded; a key without a value is empty, an absent one null', () => {
    expect(queryValue('message=a%20b+c&x', 'message')).toBe('a b c');
    expect(queryValue('message=a&x', 'x')).toBe('');
    expect(queryValue('message=a', 'y')).toBeNull();
    expect(queryValue('', 'y')).toBeNull();
  });

  test('have the same first value whether they are read in one go or in parts', () => {
    const words = fc.array(fc.constantFrom('a', 'ab', 'b', '=', '==', '&', '&&', '%61', '+', '%', 'watch'), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(words, fc.constantFrom('a', 'ab', 'b', 'watch', 'x'), (parts, key) => {
        const query = parts.join('');
        expect(queryValue(query, key)).toBe(queryValues(query, key)[0] ?? null);
      }),
      { numRuns: 1000 },
    );
  });

  test('keep all values of a key, in order', () => {
    expect(queryValues('exclude=a&b=1&exclude=c&exclude', 'exclude')).toEqual(['a', 'c', '']);
  });

  test('a stray percent sign is taken as it stands', () => {
    expect(queryValue('message=100%', 'message')).toBe('100%');
  });

  test('a value may hold an equals sign', () => {
    expect(queryValue('message=a=b', 'message')).toBe('a=b');
  });
});
