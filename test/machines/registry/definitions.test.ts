/** CustomResourceDefinitions, and the resources that they define. */
import { describe, expect, test } from 'vitest';
import { arrayAt, type JsonObject, stringAt } from '../../../machines/registry/json.ts';
import {
  Client,
  DEFINITIONS,
  metadataOf,
  namesIn,
  START,
  WIDGETS,
  widget,
  widgetDefinition,
} from './client.ts';

function withWidgets(): Client {
  const client = new Client();
  client.call('POST', DEFINITIONS, widgetDefinition());
  return client;
}

function causesOf(failure: JsonObject): string[] {
  return arrayAt(failure, 'details', 'causes').map(
    cause => `${stringAt(cause, 'field')}: ${stringAt(cause, 'message')}`,
  );
}

describe('a definition', () => {
  test('is established after it is made, and its resource served from then on', () => {
    const client = new Client();
    expect(client.request('GET', WIDGETS, '').kind).toBe('unknown');
    expect(client.registry.serves('example.com', 'v1')).toBe(false);
    const watch = client.watch(`${DEFINITIONS}?watch=1`);
    client.call('POST', DEFINITIONS, widgetDefinition());
    expect(watch.summary).toEqual(['ADDED widgets.example.com', 'MODIFIED widgets.example.com']);
    expect(arrayAt(watch.events[0]?.object, 'status', 'conditions')).toEqual([]);
    expect(client.call('GET', `${DEFINITIONS}/widgets.example.com`)).toMatchObject({
      metadata: { finalizers: ['customresourcecleanup.apiextensions.k8s.io'], generation: 1 },
      spec: { names: { singular: 'widget', listKind: 'WidgetList' }, conversion: { strategy: 'None' } },
      status: {
        acceptedNames: { plural: 'widgets', kind: 'Widget' },
        storedVersions: ['v1'],
        conditions: [
          { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' },
          { type: 'Established', status: 'True', reason: 'InitialNamesAccepted' },
        ],
      },
    });
    expect(client.call('GET', WIDGETS)).toMatchObject({
      kind: 'WidgetList',
      apiVersion: 'example.com/v1',
      items: [],
    });
    expect(client.registry.serves('example.com', 'v1')).toBe(true);
    expect(client.registry.serverOf('example.com')).toBe('apiextensions');
  });

  test('has an APIService for its group version, as long as it is there', () => {
    const client = withWidgets();
    const path = '/apis/apiregistration.k8s.io/v1/apiservices';
    expect(namesIn(client.call('GET', path))).toContain('v1.example.com');
    client.call('DELETE', `${DEFINITIONS}/widgets.example.com`);
    expect(namesIn(client.call('GET', path))).not.toContain('v1.example.com');
  });

  test('whose names another one has is not served until that one goes', () => {
    const client = withWidgets();
    const rival = widgetDefinition();
    const names = { plural: 'gadgets', kind: 'Gadget', shortNames: ['wd'] };
    client.call('POST', DEFINITIONS, {
      ...rival,
      metadata: { name: 'gadgets.example.com' },
      spec: { ...(rival.spec as JsonObject), names },
    });
    const gadgets = '/apis/example.com/v1/gadgets';
    expect(client.request('GET', gadgets, '').kind).toBe('unknown');
    expect(client.call('GET', `${DEFINITIONS}/gadgets.example.com`)).toMatchObject({
      status: {
        conditions: [
          { type: 'NamesAccepted', status: 'False', message: '"wd" is already in use' },
          { type: 'Established', status: 'False', reason: 'NotAccepted' },
        ],
      },
    });
    client.call('DELETE', `${DEFINITIONS}/widgets.example.com`);
    expect(client.call('GET', gadgets)).toMatchObject({ kind: 'GadgetList' });
  });

  test('takes its objects along, and waits for those that have finalizers', () => {
    const client = withWidgets();
    client.call('POST', WIDGETS, widget('a'));
    client.call('POST', WIDGETS, { ...widget('b'), metadata: { name: 'b', finalizers: ['x/y'] } });
    const answer = client.call('DELETE', `${DEFINITIONS}/widgets.example.com`);
    expect(arrayAt(answer, 'status', 'conditions').map(entry => stringAt(entry, 'type'))).toContain(
      'Terminating',
    );
    expect(namesIn(client.call('GET', WIDGETS))).toEqual(['b']);
    expect(client.failure('POST', WIDGETS, widget('c'))).toMatchObject({
      code: 405,
      message: 'create not allowed while custom resource definition is terminating',
    });
    client.call('PATCH', `${WIDGETS}/b`, { metadata: { finalizers: null } });
    expect(client.send('GET', `${DEFINITIONS}/widgets.example.com`).status).toBe(404);
    expect(client.request('GET', WIDGETS, '').kind).toBe('unknown');
  });

  test('that comes again begins with nothing', () => {
    const client = withWidgets();
    client.call('POST', WIDGETS, widget('a'));
    client.call('DELETE', `${DEFINITIONS}/widgets.example.com`);
    client.call('POST', DEFINITIONS, widgetDefinition());
    expect(namesIn(client.call('GET', WIDGETS))).toEqual([]);
    expect(client.watch(`${WIDGETS}?watch=1&resourceVersion=1`).events[0]).toMatchObject({ type: 'ERROR' });
  });

  test('that is invalid is refused with all causes', () => {
    const client = new Client();
    const bad = widgetDefinition({
      schema: { openAPIV3Schema: { type: 'object', properties: { spec: {}, list: { type: 'array' } } } },
      storage: false,
    });
    expect(
      causesOf(client.failure('POST', DEFINITIONS, { ...bad, metadata: { name: 'x.example.com' } })),
    ).toEqual([
      'metadata.name: Invalid value: "x.example.com": must be spec.names.plural+"."+spec.group',
      'spec.versions[0].schema.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields',
      'spec.versions[0].schema.openAPIV3Schema.properties[list].items: Required value: must be specified',
      'spec.versions: Invalid value: null: must have exactly one version marked as storage version',
    ]);
    const { schema: _schema, ...version } = arrayAt(widgetDefinition(), 'spec', 'versions')[0] as JsonObject;
    const spec = { ...(widgetDefinition().spec as JsonObject), versions: [version] };
    expect(causesOf(client.failure('POST', DEFINITIONS, { ...widgetDefinition(), spec }))).toEqual([
      'spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required',
    ]);
  });

  test('keeps group, scope and names once it is established', () => {
    const client = withWidgets();
    const failure = client.failure('PATCH', `${DEFINITIONS}/widgets.example.com`, {
      spec: { scope: 'Cluster' },
    });
    expect(causesOf(failure)).toEqual(['spec.scope: Invalid value: "Cluster": field is immutable']);
  });

  test('of two versions serves the same objects in both, the preferred one first', () => {
    const client = new Client();
    const [v1] = arrayAt(widgetDefinition(), 'spec', 'versions') as readonly JsonObject[];
    const versions = [
      { ...v1, name: 'v1alpha1', storage: false },
      { ...v1, name: 'v1' },
      { ...v1, name: 'v2beta1', storage: false, served: false },
    ] as JsonObject[];
    const definition = widgetDefinition();
    client.call('POST', DEFINITIONS, {
      ...definition,
      spec: { ...(definition.spec as JsonObject), versions },
    });
    client.call('POST', WIDGETS, widget('w'));
    const alpha = '/apis/example.com/v1alpha1/namespaces/default/widgets/w';
    expect(client.call('GET', alpha)).toMatchObject({
      apiVersion: 'example.com/v1alpha1',
      spec: { size: 3 },
    });
    expect(client.call('GET', '/apis/example.com')).toMatchObject({
      versions: [{ version: 'v1' }, { version: 'v1alpha1' }],
      preferredVersion: { version: 'v1' },
    });
    expect(client.request('GET', '/apis/example.com/v2beta1/widgets', '').kind).toBe('unknown');
  });

  test('is not known to a server before 1.16', () => {
    expect(new Client({ lineage: '1.14' }).request('POST', DEFINITIONS, '{}').kind).toBe('unknown');
  });
});

describe('a custom resource', () => {
  test('is given the defaults of its schema and loses what the schema does not know', () => {
    const client = withWidgets();
    const answer = client.send('POST', WIDGETS, widget('w', { size: 1, extra: 2 }));
    expect(answer.status).toBe(201);
    expect(answer.headers.warning).toBe('299 - "unknown field \\"spec.extra\\""');
    expect(JSON.parse(answer.body)).toMatchObject({
      metadata: { generation: 1 },
      spec: { size: 1, color: 'red' },
    });
    expect(JSON.parse(answer.body).spec.extra).toBeUndefined();
    expect(
      client.failure('POST', `${WIDGETS}?fieldValidation=Strict`, widget('x', { size: 1, extra: 2 })).code,
    ).toBe(400);
  });

  test('that does not fit the schema is refused with a cause for each field', () => {
    const client = withWidgets();
    expect(causesOf(client.failure('POST', WIDGETS, widget('w', { color: 'green' })))).toEqual([
      'spec.size: Required value',
      'spec.color: Unsupported value: "green": supported values: "blue", "red"',
    ]);
    expect(client.failure('POST', WIDGETS, widget('w', { size: 'big' }))).toMatchObject({
      code: 422,
      message:
        'Widget.example.com "w" is invalid: spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"',
    });
    expect(causesOf(client.failure('POST', WIDGETS, widget('w', { size: 0 })))).toEqual([
      'spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1',
    ]);
  });

  test('needs its kind', () => {
    expect(
      withWidgets().failure('POST', WIDGETS, { metadata: { name: 'w' }, spec: { size: 1 } }),
    ).toMatchObject({
      code: 400,
      message: expect.stringContaining("Object 'Kind' is missing in"),
    });
  });

  test('has a generation that rises with its spec, and a status of its own', () => {
    const client = withWidgets();
    client.call('POST', WIDGETS, { ...widget('w'), status: { ready: true } });
    const generation = (object: JsonObject) => metadataOf(object).generation;
    expect(client.call('GET', `${WIDGETS}/w`).status).toBeUndefined();
    expect(generation(client.call('PATCH', `${WIDGETS}/w`, { metadata: { labels: { a: 'b' } } }))).toBe(1);
    expect(generation(client.call('PATCH', `${WIDGETS}/w`, { spec: { size: 4 } }))).toBe(2);
    const status = client.call('PATCH', `${WIDGETS}/w/status`, {
      spec: { size: 9 },
      status: { ready: true },
    });
    expect(status).toMatchObject({ metadata: { generation: 2 }, spec: { size: 4 }, status: { ready: true } });
    const put = client.call('PUT', `${WIDGETS}/w`, { ...status, spec: { size: 5 }, status: {} });
    expect(put).toMatchObject({ metadata: { generation: 3 }, status: { ready: true } });
  });

  test('is shown in the columns of its definition', () => {
    const client = new Client();
    const additionalPrinterColumns = [
      { name: 'Size', type: 'integer', jsonPath: '.spec.size' },
      { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' },
      { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
      { name: 'Odd', type: 'string', jsonPath: '.spec..size' },
    ];
    client.call('POST', DEFINITIONS, widgetDefinition({ additionalPrinterColumns }));
    client.call('POST', WIDGETS, widget('w'));
    const conditions = [
      { type: 'Other', status: 'False' },
      { type: 'Ready', status: 'True' },
    ];
    client.call('PATCH', `${WIDGETS}/w/status`, { status: { conditions } });
    client.clock = START + 5_000;
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const table = client.call('GET', WIDGETS, undefined, { accept });
    expect(arrayAt(table, 'columnDefinitions').map(column => stringAt(column, 'name'))).toEqual([
      'Name',
      'Size',
      'Ready',
      'Age',
      'Odd',
    ]);
    expect(arrayAt(table, 'rows')).toMatchObject([{ cells: ['w', 3, 'True', '5s', null] }]);
  });
});
