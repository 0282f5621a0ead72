/**
 * The cases of Kubernetes' own test of the request info (k8s.io/apiserver pkg/endpoints/request/requestinfo_test.go):
 * every part of a path, piece by piece.
 */
import { describe, expect, test } from 'vitest';
import { requestInfo } from '../../../machines/filters/request-info.ts';

type Row = readonly [
  line: string,
  verb: string,
  prefix: string,
  group: string,
  version: string,
  namespace: string,
  resource: string,
  subresource: string,
  name: string,
  parts: readonly string[],
];

const info = (line: string) => {
  const [method = '', target = ''] = line.split(' ');
  return requestInfo(method, target, 'kubectl/v1.30');
};

const POD = ['pods', 'foo'];

const ROWS: readonly Row[] = [
  ['GET /api/v1/namespaces', 'list', 'api', '', 'v1', '', 'namespaces', '', '', ['namespaces']],
  [
    'GET /api/v1/namespaces/other',
    'get',
    'api',
    '',
    'v1',
    'other',
    'namespaces',
    '',
    'other',
    ['namespaces', 'other'],
  ],
  ['GET /api/v1/namespaces/other/pods', 'list', 'api', '', 'v1', 'other', 'pods', '', '', ['pods']],
  ['GET /api/v1/namespaces/other/pods/foo', 'get', 'api', '', 'v1', 'other', 'pods', '', 'foo', POD],
  ['HEAD /api/v1/namespaces/other/pods/foo', 'get', 'api', '', 'v1', 'other', 'pods', '', 'foo', POD],
  ['GET /api/v1/pods', 'list', 'api', '', 'v1', '', 'pods', '', '', ['pods']],
  ['HEAD /api/v1/pods', 'list', 'api', '', 'v1', '', 'pods', '', '', ['pods']],
  // Verbs that stand in the path.
  ['GET /api/v1/proxy/namespaces/other/pods/foo', 'proxy', 'api', '', 'v1', 'other', 'pods', '', 'foo', POD],
  [
    'GET /api/v1/proxy/namespaces/other/pods/foo/subpath/not/a/subresource',
    'proxy',
    'api',
    '',
    'v1',
    'other',
    'pods',
    '',
    'foo',
    [...POD, 'subpath', 'not', 'a', 'subresource'],
  ],
  ['GET /api/v1/watch/pods', 'watch', 'api', '', 'v1', '', 'pods', '', '', ['pods']],
  ['GET /api/v1/pods?watch=true', 'watch', 'api', '', 'v1', '', 'pods', '', '', ['pods']],
  ['GET /api/v1/pods?watch=false', 'list', 'api', '', 'v1', '', 'pods', '', '', ['pods']],
  ['GET /api/v1/watch/namespaces/other/pods', 'watch', 'api', '', 'v1', 'other', 'pods', '', '', ['pods']],
  ['GET /api/v1/namespaces/other/pods?watch=1', 'watch', 'api', '', 'v1', 'other', 'pods', '', '', ['pods']],
  ['GET /api/v1/namespaces/other/pods?watch=0', 'list', 'api', '', 'v1', 'other', 'pods', '', '', ['pods']],
  // Subresources.
  [
    'GET /api/v1/namespaces/other/pods/foo/status',
    'get',
    'api',
    '',
    'v1',
    'other',
    'pods',
    'status',
    'foo',
    [...POD, 'status'],
  ],
  [
    'GET /api/v1/namespaces/other/pods/foo/proxy/subpath',
    'get',
    'api',
    '',
    'v1',
    'other',
    'pods',
    'proxy',
    'foo',
    [...POD, 'proxy', 'subpath'],
  ],
  [
    'PUT /api/v1/namespaces/other/finalize',
    'update',
    'api',
    '',
    'v1',
    'other',
    'namespaces',
    'finalize',
    'other',
    ['namespaces', 'other', 'finalize'],
  ],
  [
    'PUT /api/v1/namespaces/other/status',
    'update',
    'api',
    '',
    'v1',
    'other',
    'namespaces',
    'status',
    'other',
    ['namespaces', 'other', 'status'],
  ],
  // Verbs.
  ['PATCH /api/v1/namespaces/other/pods/foo', 'patch', 'api', '', 'v1', 'other', 'pods', '', 'foo', POD],
  ['DELETE /api/v1/namespaces/other/pods/foo', 'delete', 'api', '', 'v1', 'other', 'pods', '', 'foo', POD],
  ['POST /api/v1/namespaces/other/pods', 'create', 'api', '', 'v1', 'other', 'pods', '', '', ['pods']],
  ['DELETE /api/v1/nodes', 'deletecollection', 'api', '', 'v1', '', 'nodes', '', '', ['nodes']],
  [
    'DELETE /api/v1/namespaces',
    'deletecollection',
    'api',
    '',
    'v1',
    '',
    'namespaces',
    '',
    '',
    ['namespaces'],
  ],
  [
    'DELETE /api/v1/namespaces/other/pods',
    'deletecollection',
    'api',
    '',
    'v1',
    'other',
    'pods',
    '',
    '',
    ['pods'],
  ],
  // Groups and versions.
  [
    'DELETE /apis/extensions/v1/namespaces/other/pods',
    'deletecollection',
    'apis',
    'extensions',
    'v1',
    'other',
    'pods',
    '',
    '',
    ['pods'],
  ],
  [
    'POST /apis/extensions/v1/namespaces/other/pods',
    'create',
    'apis',
    'extensions',
    'v1',
    'other',
    'pods',
    '',
    '',
    ['pods'],
  ],
  [
    'POST /apis/extensions/v1beta3/namespaces/other/pods',
    'create',
    'apis',
    'extensions',
    'v1beta3',
    'other',
    'pods',
    '',
    '',
    ['pods'],
  ],
];

describe("Kubernetes' table", () => {
  test.each(ROWS)(
    '%s',
    (line, verb, apiPrefix, apiGroup, apiVersion, namespace, resource, subresource, name, parts) => {
      expect(info(line)).toMatchObject({
        isResourceRequest: true,
        problem: null,
        verb,
        apiPrefix,
        apiGroup,
        apiVersion,
        namespace,
        resource,
        subresource,
        name,
        parts,
      });
    },
  );

  test.each([
    ['no path to a resource', '/'],
    ['a version and nothing more', '/api/version/'],
    ['group and version and nothing more', '/apis/group/version/'],
    ['another prefix', '/badprefix/version/resource'],
    ['no group', '/apis/version/resource'],
    ['just api', '/api'],
    ['just apis with slashes', '//apis//'],
  ])('%s is no resource', (_, path) => {
    expect(info(`GET ${path}`)).toMatchObject({ isResourceRequest: false, verb: 'get', problem: null });
  });

  test.each(['/api/v1/watch', '/api/v1/proxy', '/apis/apps/v1/watch'])('%s cannot be understood', path => {
    expect(info(`GET ${path}`).problem).toBe(`unable to determine kind and namespace from url, ${path}`);
  });
});

describe('a field selector for metadata.name', () => {
  test.each([
    ['/api/v1/namespaces/other/pods?fieldSelector=metadata.name=foo', 'list', 'foo'],
    ['/api/v1/namespaces/other/pods?watch=true&fieldSelector=metadata.name%3Dfoo', 'watch', 'foo'],
    ['/api/v1/namespaces/other/pods?fieldSelector=metadata.name%3D%3Dfoo', 'list', 'foo'],
    [
      '/api/v1/namespaces/other/pods?fieldSelector=status.phase%3DRunning%2Cmetadata.name%3Dfoo',
      'list',
      'foo',
    ],
    ['/api/v1/namespaces/other/pods?fieldSelector=metadata.name!=foo', 'list', ''],
    ['/api/v1/namespaces/other/pods?fieldSelector=', 'list', ''],
    ['/api/v1/namespaces/other/pods?fieldSelector=metadata.name', 'list', ''],
    ['/api/v1/namespaces/other/pods?fieldSelector=metadata.name%3Da%2Fb', 'list', ''],
    ['/api/v1/namespaces/other/pods?fieldSelector=metadata.name%3D..', 'list', ''],
    ['/api/v1/namespaces/other/pods?fieldSelector=metadata.name%3Dfoo&limit=many', 'list', ''],
    ['/api/v1/namespaces/other/pods?fieldSelector=metadata.name%3Da%5C%2Cb', 'list', 'a,b'],
    ['/api/v1/namespaces/other/pods/bar?fieldSelector=metadata.name=foo', 'get', 'bar'],
  ])('%s', (path, verb, name) => {
    expect(info(`GET ${path}`)).toMatchObject({ verb, name });
  });

  test('makes no single object of a deletion of many', () => {
    expect(info('DELETE /api/v1/pods?fieldSelector=metadata.name%3Dfoo')).toMatchObject({
      verb: 'deletecollection',
      name: '',
    });
  });
});

test('a path is decoded before it is taken apart', () => {
  expect(info('GET /api/v1/namespaces/a%20b/pods')).toMatchObject({ namespace: 'a b', resource: 'pods' });
});
