/** What is particular about namespaces, pods, leases, events and APIServices. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../machines/registry/json.ts';
import { arrayAt, stringAt } from '../../../machines/registry/json.ts';
import { Client, CONFIGMAPS, metadataOf, namesIn, pod, START } from './client.ts';

const PODS = '/api/v1/namespaces/default/pods';
const NAMESPACES = '/api/v1/namespaces';

describe('namespaces', () => {
  test('of a fresh server are those that kube-apiserver makes itself', () => {
    const client = new Client();
    expect(namesIn(client.call('GET', NAMESPACES))).toEqual([
      'default',
      'kube-node-lease',
      'kube-public',
      'kube-system',
    ]);
    expect(namesIn(client.call('GET', '/api/v1/configmaps'))).toEqual([]);
  });

  test('have their name as a label since 1.21', () => {
    const label = (lineage: '1.20' | '1.22'): string =>
      stringAt(
        new Client({ lineage }).call('GET', `${NAMESPACES}/default`),
        'metadata',
        'labels',
        'kubernetes.io/metadata.name',
      );
    expect([label('1.20'), label('1.22')]).toEqual(['', 'default']);
  });

  test('are active, and take all that is in them along', () => {
    const client = new Client();
    expect(client.call('POST', NAMESPACES, { metadata: { name: 'n' } })).toMatchObject({
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
    client.makeConfigMap('a', {}, 'n');
    const watch = client.watch(`${NAMESPACES}?watch=1&resourceVersion=99`);
    const contents = client.watch('/api/v1/configmaps?watch=1&resourceVersion=99');
    const answer = client.call('DELETE', `${NAMESPACES}/n`);
    expect(answer).toMatchObject({
      kind: 'Namespace',
      metadata: { deletionTimestamp: '2026-11-21T08:00:00Z' },
    });
    expect(contents.summary).toEqual(['DELETED a']);
    expect(watch.summary).toEqual(['MODIFIED n', 'MODIFIED n', 'DELETED n']);
    expect(client.send('GET', `${NAMESPACES}/n`).status).toBe(404);
  });

  test('that are going away take nothing new, and go when the last thing in them goes', () => {
    const client = new Client();
    client.call('POST', NAMESPACES, { metadata: { name: 'n' } });
    const path = `${NAMESPACES}/n/configmaps`;
    client.call('POST', path, { metadata: { name: 'a', finalizers: ['x/y'] } });
    expect(client.call('DELETE', `${NAMESPACES}/n`)).toMatchObject({ status: { phase: 'Terminating' } });
    expect(client.failure('POST', path, { metadata: { name: 'b' } })).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        'configmaps "b" is forbidden: unable to create new content in namespace n because it is being terminated',
      reason: 'Forbidden',
      details: {
        name: 'b',
        kind: 'configmaps',
        causes: [
          {
            reason: 'NamespaceTerminating',
            message: 'namespace n is being terminated',
            field: 'metadata.namespace',
          },
        ],
      },
      code: 403,
    });
    client.call('PATCH', `${path}/a`, { metadata: { finalizers: null } });
    expect(client.send('GET', `${NAMESPACES}/n`).status).toBe(404);
  });

  test('of the system cannot be deleted', () => {
    expect(new Client().failure('DELETE', `${NAMESPACES}/default`)).toMatchObject({
      code: 403,
      message: 'namespaces "default" is forbidden: this namespace may not be deleted',
    });
  });
});

describe('pods', () => {
  test('are given the defaults and the phase Pending', () => {
    const made = new Client().call('POST', PODS, pod('p'));
    expect(made.spec).toMatchObject({
      restartPolicy: 'Always',
      dnsPolicy: 'ClusterFirst',
      terminationGracePeriodSeconds: 30,
      containers: [{ imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log' }],
    });
    expect(made.status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
  });

  test('that are invalid are refused with the cause of each field', () => {
    const client = new Client();
    const causes = (spec: JsonObject): string[] =>
      arrayAt(client.failure('POST', PODS, pod('p', spec)), 'details', 'causes').map(
        cause => `${stringAt(cause, 'field')}: ${stringAt(cause, 'message')}`,
      );
    expect(causes({ containers: [] })).toEqual(['spec.containers: Required value']);
    expect(causes({ restartPolicy: 'Maybe' })).toEqual([
      'spec.restartPolicy: Unsupported value: "Maybe": supported values: "Always", "Never", "OnFailure"',
    ]);
    expect(
      causes({
        containers: [
          { name: 'a', image: 'i', ports: [{ containerPort: 70_000 }] },
          { name: 'a', volumeMounts: [{ name: 'v', mountPath: '/' }] },
        ],
      }),
    ).toEqual([
      'spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive',
      'spec.containers[1].name: Duplicate value: "a"',
      'spec.containers[1].image: Required value',
      'spec.containers[1].volumeMounts[0].name: Not found: "v"',
    ]);
  });

  test('can change their image, and not their command', () => {
    const client = new Client();
    client.call('POST', PODS, pod('p'));
    const strategic = { contentType: 'application/strategic-merge-patch+json' };
    const image = { spec: { containers: [{ name: 'app', image: 'example.com/app:v2' }] } };
    expect(client.call('PATCH', `${PODS}/p`, image, strategic)).toMatchObject(image);
    const command = { spec: { containers: [{ name: 'app', command: ['x'] }] } };
    expect(client.failure('PATCH', `${PODS}/p`, command, strategic)).toMatchObject({
      code: 422,
      details: { causes: [{ field: 'spec', reason: 'FieldValueForbidden' }] },
    });
  });

  test('have a status that is written through its subresource alone', () => {
    const client = new Client();
    client.call('POST', PODS, { ...pod('p'), status: { phase: 'Running' } });
    client.call('PATCH', `${PODS}/p`, { status: { phase: 'Running' } });
    expect(client.call('GET', `${PODS}/p`)).toMatchObject({ status: { phase: 'Pending' } });
    const status = { status: { phase: 'Running' }, spec: { nodeName: 'other' } };
    const patched = client.call('PATCH', `${PODS}/p/status`, status);
    expect(patched).toMatchObject({ status: { phase: 'Running', qosClass: 'BestEffort' } });
    expect(stringAt(patched, 'spec', 'nodeName')).toBe('');
  });

  test('without a node go at once, with one after their grace period', () => {
    const client = new Client();
    client.call('POST', PODS, pod('here'));
    expect(client.call('DELETE', `${PODS}/here`)).toMatchObject({ kind: 'Pod', metadata: { name: 'here' } });
    expect(client.send('GET', `${PODS}/here`).status).toBe(404);

    client.call('POST', PODS, pod('there', { nodeName: 'n1' }));
    const marked = client.call('DELETE', `${PODS}/there`);
    expect(metadataOf(marked)).toMatchObject({
      deletionTimestamp: '2026-11-21T08:00:30Z',
      deletionGracePeriodSeconds: 30,
    });
    const shorter = client.call('DELETE', `${PODS}/there`, { gracePeriodSeconds: 10 });
    expect(metadataOf(shorter)).toMatchObject({
      deletionTimestamp: '2026-11-21T08:00:10Z',
      deletionGracePeriodSeconds: 10,
    });
    client.call('DELETE', `${PODS}/there?gracePeriodSeconds=0`);
    expect(client.send('GET', `${PODS}/there`).status).toBe(404);
  });
});

describe('leases', () => {
  test('are renewed with the resourceVersion that was read', () => {
    const client = new Client();
    const path = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';
    const made = client.call('POST', path, {
      metadata: { name: 'l' },
      spec: { holderIdentity: 'a', leaseDurationSeconds: 15, renewTime: '2026-11-21T08:00:00.000000Z' },
    });
    const renewed = client.call('PUT', `${path}/l`, { ...made, spec: { holderIdentity: 'b' } });
    expect(renewed.spec).toEqual({ holderIdentity: 'b' });
    expect(client.failure('PUT', `${path}/l`, made).code).toBe(409);
    expect(
      client.failure('PUT', `${path}/m`, { metadata: { name: 'm' }, spec: { leaseDurationSeconds: 0 } }),
    ).toMatchObject({ code: 422 });
    expect(
      client.failure('PUT', `${path}/m`, { metadata: { name: 'm' }, spec: { renewTime: 'soon' } }),
    ).toMatchObject({
      code: 400,
      message: expect.stringContaining('parsing time "soon"'),
    });
  });
});

describe('events', () => {
  test('belong to the namespace of what they are about', () => {
    const failure = new Client().failure('POST', '/api/v1/namespaces/default/events', {
      metadata: { name: 'e' },
      involvedObject: { namespace: 'kube-public' },
    });
    expect(failure).toMatchObject({
      code: 422,
      message:
        'Event "e" is invalid: involvedObject.namespace: Invalid value: "kube-public": does not match event.namespace',
    });
  });
});

describe('APIServices', () => {
  const PATH = '/apis/apiregistration.k8s.io/v1/apiservices';

  test('are there for each group of a fresh server, and local', () => {
    const list = new Client().call('GET', PATH);
    expect(namesIn(list)).toEqual(['v1.', 'v1.apiextensions.k8s.io', 'v1.coordination.k8s.io']);
    expect((list.items as JsonObject[])[0]).toMatchObject({
      metadata: { labels: { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' } },
      spec: { version: 'v1', groupPriorityMinimum: 18_000, versionPriority: 1 },
      status: { conditions: [{ type: 'Available', status: 'True', reason: 'Local' }] },
    });
  });

  test('of another server are listed for whoever passes requests on, with what was said of them', () => {
    const client = new Client();
    const service = {
      metadata: { name: 'v1beta1.metrics.example.com' },
      spec: {
        group: 'metrics.example.com',
        version: 'v1beta1',
        groupPriorityMinimum: 100,
        versionPriority: 15,
        service: { namespace: 'kube-system', name: 'metrics' },
      },
    };
    client.call('POST', PATH, service);
    const facts = {
      name: 'v1beta1.metrics.example.com',
      group: 'metrics.example.com',
      version: 'v1beta1',
      service: 'kube-system/metrics',
      groupPriority: 100,
      versionPriority: 15,
    };
    expect(client.registry.apiServices()).toEqual([{ ...facts, isAvailable: false }]);
    const conditions = [
      { type: 'Available', status: 'True', reason: 'Passed', message: 'all checks passed' },
    ];
    client.call('PATCH', `${PATH}/v1beta1.metrics.example.com/status`, { status: { conditions } });
    expect(client.registry.apiServices()).toEqual([{ ...facts, isAvailable: true }]);
    expect(client.call('GET', '/apis/metrics.example.com')).toMatchObject({
      kind: 'APIGroup',
      preferredVersion: { groupVersion: 'metrics.example.com/v1beta1' },
    });
    expect(client.request('GET', '/apis/metrics.example.com/v1beta1', '').kind).toBe('unknown');
  });

  test('must be named by what they serve', () => {
    expect(
      new Client().failure('POST', PATH, {
        metadata: { name: 'x' },
        spec: { group: 'g.com', version: 'v1', groupPriorityMinimum: 1, versionPriority: 1 },
      }),
    ).toMatchObject({ code: 422, details: { group: 'apiregistration.k8s.io', kind: 'APIService' } });
  });
});

test('the table that kubectl prints has the columns of each kind', () => {
  const client = new Client();
  client.makeConfigMap('a', { data: { x: '1', y: '2' } });
  client.call('POST', PODS, pod('p'));
  client.call('PATCH', `${PODS}/p/status`, {
    status: {
      phase: 'Running',
      containerStatuses: [
        { name: 'app', image: 'i', imageID: 'x', ready: true, restartCount: 3, state: { running: {} } },
      ],
    },
  });
  client.call('POST', '/apis/coordination.k8s.io/v1/namespaces/default/leases', {
    metadata: { name: 'l' },
    spec: { holderIdentity: 'me' },
  });
  client.clock = START + 125_000;
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
  const table = (path: string): readonly unknown[] => {
    const found = client.call('GET', path, undefined, { accept });
    expect(found).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' });
    const columns = arrayAt(found, 'columnDefinitions') as readonly JsonObject[];
    const shown = columns.flatMap(({ name, priority }, index) =>
      priority === 0 ? [[name, index] as const] : [],
    );
    return arrayAt(found, 'rows').map(row =>
      shown.map(([name, index]) => `${name}=${arrayAt(row, 'cells')[index]}`).join(' '),
    );
  };
  expect(table(CONFIGMAPS)).toEqual(['Name=a Data=2 Age=2m5s']);
  expect(table(`${CONFIGMAPS}/a`)).toEqual(['Name=a Data=2 Age=2m5s']);
  expect(table(PODS)).toEqual(['Name=p Ready=1/1 Status=Running Restarts=3 Age=2m5s']);
  expect(table('/apis/coordination.k8s.io/v1/leases')).toEqual(['Name=l Holder=me Age=2m5s']);
  expect(table(`${NAMESPACES}/default`)).toEqual(['Name=default Status=Active Age=2m5s']);
  expect(table('/apis/apiregistration.k8s.io/v1/apiservices/v1.')).toEqual([
    'Name=v1. Service=Local Available=True Age=2m5s',
  ]);
});

test('rows carry as much of the object as is asked for', () => {
  const client = new Client();
  client.makeConfigMap('a', { data: { x: '1' } });
  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
  const row = (query: string) =>
    arrayAt(client.call('GET', `${CONFIGMAPS}${query}`, undefined, { accept }), 'rows')[0];
  expect(row('')).toMatchObject({ object: { kind: 'PartialObjectMetadata', metadata: { name: 'a' } } });
  expect(row('?includeObject=Object')).toMatchObject({ object: { kind: 'ConfigMap', data: { x: '1' } } });
  expect(Object.keys(row('?includeObject=None') as JsonObject)).toEqual(['cells']);
});

test('a client that wants metadata alone gets it', () => {
  const client = new Client();
  client.makeConfigMap('a', { data: { x: '1' } });
  const accept = 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io';
  const list = client.call('GET', CONFIGMAPS, undefined, { accept });
  expect(list).toMatchObject({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' });
  expect((list.items as JsonObject[])[0]?.data).toBeUndefined();
});
