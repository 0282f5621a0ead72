/** Discovery and OpenAPI: exactly what is served. */
import { describe, expect, test } from 'vitest';
import { LINEAGES } from '../../../machines/lineage.ts';
import {
  arrayAt,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  stringAt,
} from '../../../machines/registry/json.ts';
import { Registry } from '../../../machines/registry/registry.ts';
import { Client, DEFINITIONS, widgetDefinition } from './client.ts';

const AGGREGATED =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json';

describe('discovery', () => {
  test('names the versions, groups and resources', () => {
    const client = new Client();
    expect(client.call('GET', '/api')).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
    expect(client.call('GET', '/api/')).toMatchObject({ kind: 'APIVersions' });
    const { groups } = client.call('GET', '/apis') as { groups: JsonObject[] };
    expect(groups.map(({ name }) => name)).toEqual([
      'apiregistration.k8s.io',
      'apiextensions.k8s.io',
      'coordination.k8s.io',
    ]);
    const list = client.call('GET', '/api/v1');
    expect(list).toMatchObject({ kind: 'APIResourceList', groupVersion: 'v1' });
    expect(arrayAt(list, 'resources')).toEqual([
      {
        name: 'configmaps',
        singularName: 'configmap',
        namespaced: true,
        kind: 'ConfigMap',
        verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
        shortNames: ['cm'],
      },
      expect.objectContaining({ name: 'events', shortNames: ['ev'] }),
      expect.objectContaining({
        name: 'namespaces',
        namespaced: false,
        verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
      }),
      {
        name: 'namespaces/status',
        singularName: '',
        namespaced: false,
        kind: 'Namespace',
        verbs: ['get', 'patch', 'update'],
      },
      expect.objectContaining({ name: 'pods', categories: ['all'] }),
      expect.objectContaining({ name: 'pods/status' }),
    ]);
  });

  test('leaves singular names of built-in resources empty before 1.27', () => {
    const names = arrayAt(new Client({ lineage: '1.25' }).call('GET', '/api/v1'), 'resources');
    expect(names.map(entry => stringAt(entry, 'singularName')).join('')).toBe('');
  });

  test('shows a custom resource as soon as it is served', () => {
    const client = new Client();
    expect(client.request('GET', '/apis/example.com', '').kind).toBe('unknown');
    client.call('POST', DEFINITIONS, widgetDefinition());
    expect(client.call('GET', '/apis/example.com/v1')).toMatchObject({
      resources: [{ name: 'widgets', kind: 'Widget', shortNames: ['wd'] }, { name: 'widgets/status' }],
    });
    expect(client.registry.paths()).toContain('/apis/example.com/v1');
  });

  test('is one document for clients that ask for it, from 1.27 on', () => {
    const client = new Client();
    const answer = client.send('GET', '/api', undefined, { accept: AGGREGATED });
    expect(answer.headers['content-type']).toBe(
      'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList',
    );
    const [core] = arrayAt(JSON.parse(answer.body), 'items');
    const [version] = arrayAt(core, 'versions');
    expect(version).toMatchObject({ version: 'v1', freshness: 'Current' });
    expect(arrayAt(version, 'resources')[3]).toEqual({
      resource: 'pods',
      responseKind: { group: '', version: 'v1', kind: 'Pod' },
      scope: 'Namespaced',
      singularResource: 'pod',
      verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
      shortNames: ['po'],
      categories: ['all'],
      subresources: [
        {
          subresource: 'status',
          responseKind: { group: '', version: 'v1', kind: 'Pod' },
          verbs: ['get', 'patch', 'update'],
        },
      ],
    });
    const kinds = LINEAGES.map(lineage => {
      const found = new Client({ lineage }).call('GET', '/apis', undefined, { accept: AGGREGATED });
      return `${lineage} ${found.apiVersion} ${found.kind}`;
    });
    expect(kinds).toContain('1.25 v1 APIGroupList');
    expect(kinds).toContain('1.27 apidiscovery.k8s.io/v2beta1 APIGroupDiscoveryList');
    expect(kinds).toContain('1.33 apidiscovery.k8s.io/v2 APIGroupDiscoveryList');
  });

  test('has what the server of an APIService has, and calls it stale while that is not available', () => {
    const client = new Client();
    const behind = new Client();
    const [v1] = arrayAt(widgetDefinition(), 'spec', 'versions') as readonly JsonObject[];
    const spec = {
      ...(widgetDefinition().spec as JsonObject),
      versions: [{ ...v1, name: 'v1' }] as JsonObject[],
    };
    behind.call('POST', DEFINITIONS, { ...widgetDefinition(), spec });
    const path = '/apis/apiregistration.k8s.io/v1/apiservices';
    client.call('POST', path, {
      metadata: { name: 'v1.example.com' },
      spec: {
        group: 'example.com',
        version: 'v1',
        groupPriorityMinimum: 100,
        versionPriority: 15,
        service: { namespace: 'n', name: 's' },
      },
    });
    const found = () => {
      const list = client.call('GET', '/apis', undefined, { accept: AGGREGATED });
      const group = arrayAt(list, 'items').find(item => stringAt(item, 'metadata', 'name') === 'example.com');
      return arrayAt(group, 'versions')[0];
    };
    expect(found()).toEqual({ version: 'v1', freshness: 'Stale' });
    client.registry.setBackend('v1.example.com', behind.registry);
    client.call('PATCH', `${path}/v1.example.com/status`, {
      status: { conditions: [{ type: 'Available', status: 'True' }] },
    });
    expect(found()).toMatchObject({
      version: 'v1',
      freshness: 'Current',
      resources: [{ resource: 'widgets' }],
    });
  });

  test('says which version is modelled', () => {
    for (const lineage of LINEAGES) {
      expect(new Client({ lineage }).call('GET', '/version')).toMatchObject({
        major: '1',
        minor: lineage.slice(2),
        gitVersion: `v${lineage}.0`,
      });
    }
  });

  test('lists its paths at the root', () => {
    const { paths } = new Client().call('GET', '/') as { paths: string[] };
    expect(paths).toEqual([...paths].sort());
    expect(paths).toContain('/openapi/v3');
    expect((new Client({ lineage: '1.23' }).call('GET', '/') as { paths: string[] }).paths).not.toContain(
      '/openapi/v3',
    );
  });
});

/** All references in a document. */
function references(value: Json | undefined): string[] {
  if (isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === '$ref' && typeof member === 'string' ? [member] : references(member),
  );
}

describe('OpenAPI', () => {
  const client = new Client();
  client.call('POST', DEFINITIONS, widgetDefinition());
  const index = objectAt(client.call('GET', '/openapi/v3'), 'paths');

  test('v3 has a document for each group version, and its hash changes with it', () => {
    expect(Object.keys(index).sort()).toEqual([
      'api/v1',
      'apis/apiextensions.k8s.io/v1',
      'apis/apiregistration.k8s.io/v1',
      'apis/coordination.k8s.io/v1',
      'apis/example.com/v1',
    ]);
    const url = (): string =>
      stringAt(client.call('GET', '/openapi/v3'), 'paths', 'apis/example.com/v1', 'serverRelativeURL');
    const before = url();
    expect(before).toMatch(/^\/openapi\/v3\/apis\/example\.com\/v1\?hash=[0-9A-F]{8}$/);
    expect(url()).toBe(before);
    client.call('PATCH', `${DEFINITIONS}/widgets.example.com`, { spec: { names: { shortNames: ['wdg'] } } });
    expect(url()).toBe(before);
    const versions = [
      {
        ...(arrayAt(widgetDefinition(), 'spec', 'versions')[0] as JsonObject),
        schema: { openAPIV3Schema: { type: 'object' } },
      },
    ] as JsonObject[];
    client.call('PATCH', `${DEFINITIONS}/widgets.example.com`, { spec: { versions } });
    expect(url()).not.toBe(before);
  });

  for (const path of [
    '/openapi/v2',
    '/openapi/v3/api/v1',
    '/openapi/v3/apis/apiextensions.k8s.io/v1',
    '/openapi/v3/apis/example.com/v1',
  ]) {
    test(`${path} defines everything that it refers to`, () => {
      const document = client.call('GET', path);
      const defined = new Set([
        ...Object.keys(objectAt(document, 'definitions')).map(name => `#/definitions/${name}`),
        ...Object.keys(objectAt(document, 'components', 'schemas')).map(
          name => `#/components/schemas/${name}`,
        ),
      ]);
      const used = references(document);
      expect(used.length).toBeGreaterThan(0);
      expect(used.filter(reference => !defined.has(reference))).toEqual([]);
    });
  }

  test('has an operation for every verb that discovery names', () => {
    const { paths } = client.call('GET', '/openapi/v2') as { paths: JsonObject };
    expect(Object.keys(objectAt(paths, '/api/v1/namespaces/{namespace}/configmaps')).sort()).toEqual([
      'delete',
      'get',
      'parameters',
      'post',
    ]);
    expect(Object.keys(objectAt(paths, '/api/v1/namespaces'))).not.toContain('delete');
    expect(
      Object.keys(
        objectAt(paths, '/apis/example.com/v1/namespaces/{namespace}/widgets/{name}/status'),
      ).sort(),
    ).toEqual(['get', 'parameters', 'patch', 'put']);
    const ids = Object.values(paths).flatMap(item =>
      Object.values(item as JsonObject).map(operation => stringAt(operation, 'operationId')),
    );
    const named = ids.filter(id => id !== '');
    expect(named.length).toBeGreaterThan(30);
    expect(new Set(named).size).toBe(named.length);
  });

  test('offers fieldValidation from 1.25 on, so that kubectl leaves validation to the server', () => {
    const offers = (lineage: '1.24' | '1.25'): boolean => {
      const document = new Client({ lineage }).call('GET', '/openapi/v3/api/v1');
      const patch = objectAt(document, 'paths', '/api/v1/namespaces/{namespace}/pods/{name}', 'patch');
      return arrayAt(patch, 'parameters').some(
        parameter => stringAt(parameter, 'name') === 'fieldValidation',
      );
    };
    expect([offers('1.24'), offers('1.25')]).toEqual([false, true]);
  });

  test('tells clients how lists are merged', () => {
    const document = client.call('GET', '/openapi/v3/api/v1');
    const containers = objectAt(
      document,
      'components',
      'schemas',
      'io.k8s.api.core.v1.PodSpec',
      'properties',
      'containers',
    );
    expect(containers).toMatchObject({
      'x-kubernetes-patch-merge-key': 'name',
      'x-kubernetes-patch-strategy': 'merge',
    });
  });

  test('is not there before its time, and not in forms that it does not have', () => {
    expect(new Client({ lineage: '1.23' }).request('GET', '/openapi/v3', '').kind).toBe('unknown');
    expect(new Client({ lineage: '1.6' }).request('GET', '/openapi/v2', '').kind).toBe('unknown');
    const accept = 'application/com.github.proto-openapi.spec.v3@v1.0+protobuf';
    expect(client.failure('GET', '/openapi/v3/api/v1', undefined, { accept }).code).toBe(406);
    expect(client.request('GET', '/openapi/v3/apis/nothing.example.com/v1', '').kind).toBe('unknown');
  });
});

test('every lineage serves what it names, and a resource of a group belongs to one server', () => {
  for (const lineage of LINEAGES) {
    const registry = new Registry({ lineage, now: () => 0, random: () => 0.5 });
    const client = new Client({}, registry);
    for (const group of arrayAt(client.call('GET', '/apis'), 'groups')) {
      const version = stringAt(group, 'preferredVersion', 'groupVersion');
      for (const resource of arrayAt(client.call('GET', `/apis/${version}`), 'resources')) {
        const name = stringAt(resource, 'name');
        if (!name.includes('/')) expect(client.send('GET', `/apis/${version}/${name}`).status).toBe(200);
      }
    }
    expect(registry.serverOf('')).toBe('kube-apiserver');
    expect(registry.serverOf('nothing.example.com')).toBeNull();
  }
});
