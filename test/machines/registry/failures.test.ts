/** What is answered to requests that cannot be carried out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bodyTooLarge } from '../../../machines/registry/registry.ts';
import { Client, CONFIGMAPS, DEFINITIONS, widget, widgetDefinition } from './client.ts';

const cm = (extra = {}) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, ...extra });

describe('a failure is the Status object that Kubernetes sends', () => {
  test('404 for an object that does not exist', () => {
    expect(new Client().failure('GET', `${CONFIGMAPS}/nope`)).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'configmaps "nope" not found',
      reason: 'NotFound',
      details: { name: 'nope', kind: 'configmaps' },
      code: 404,
    });
  });

  test('404 with the group for a resource of a group', () => {
    const lease = '/apis/coordination.k8s.io/v1/namespaces/default/leases/nope';
    expect(new Client().failure('GET', lease)).toMatchObject({
      message: 'leases.coordination.k8s.io "nope" not found',
      details: { name: 'nope', group: 'coordination.k8s.io', kind: 'leases' },
    });
  });

  test('404 for a namespace that does not exist, when something is made in it', () => {
    expect(new Client().failure('POST', '/api/v1/namespaces/nope/configmaps', cm())).toMatchObject({
      code: 404,
      message: 'namespaces "nope" not found',
      details: { name: 'nope', kind: 'namespaces' },
    });
  });

  test('409 for a name that exists', () => {
    const client = new Client();
    client.makeConfigMap('a');
    expect(client.failure('POST', CONFIGMAPS, cm())).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'configmaps "a" already exists',
      reason: 'AlreadyExists',
      details: { name: 'a', kind: 'configmaps' },
      code: 409,
    });
  });

  test('422 with all causes for what is invalid', () => {
    const failure = new Client().failure(
      'POST',
      CONFIGMAPS,
      cm({ metadata: { name: 'A' }, data: { 'x y': '1' } }),
    );
    expect(failure).toMatchObject({ code: 422, reason: 'Invalid' });
    expect(failure.details).toMatchObject({
      name: 'A',
      kind: 'ConfigMap',
      causes: [
        { reason: 'FieldValueInvalid', field: 'metadata.name' },
        { reason: 'FieldValueInvalid', field: 'data[x y]' },
      ],
    });
    expect(failure.message).toContain(
      `ConfigMap "A" is invalid: [metadata.name: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'), data[x y]: `,
    );
  });

  test('422 for an object without a name', () => {
    expect(new Client().failure('POST', CONFIGMAPS, { metadata: {} }).message).toBe(
      'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
    );
  });

  test('500 for an object that has a resourceVersion before it exists', () => {
    expect(
      new Client().failure('POST', CONFIGMAPS, cm({ metadata: { name: 'a', resourceVersion: '5' } })),
    ).toMatchObject({
      code: 500,
      message: 'resourceVersion should not be set on objects to be created',
    });
  });

  test('413 for a body that the port found too large', () => {
    expect(bodyTooLarge(3_145_728).status).toMatchObject({
      code: 413,
      reason: 'RequestEntityTooLarge',
      message: 'Request entity too large: limit is 3145728',
    });
  });
});

describe('a body that cannot be read', () => {
  const cases: readonly (readonly [string, string, number, string])[] = [
    [
      'is empty',
      '',
      400,
      "couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)",
    ],
    ['is cut off', '{"a":', 400, '({"a":)'],
    ['is no JSON', 'hello', 400, '(68656c6c6f)'],
    ['is an array', '[]', 400, 'cannot unmarshal array'],
    [
      'is another kind',
      '{"kind":"Pod","apiVersion":"v1"}',
      400,
      'Pod in version "v1" cannot be handled as a ConfigMap',
    ],
    [
      'is another version',
      '{"kind":"ConfigMap","apiVersion":"v2"}',
      400,
      'the API version in the data (v2) does not match the expected API version (v1)',
    ],
    [
      'has a value of another type',
      '{"metadata":{"name":"a"},"data":{"x":1}}',
      400,
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
    ],
    ['nests too deep', `{"data":${'['.repeat(2_000)}${']'.repeat(2_000)}}`, 400, 'exceeded max depth'],
    [
      'is of another namespace',
      '{"metadata":{"name":"a","namespace":"kube-system"}}',
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
  ];
  for (const [what, body, code, message] of cases) {
    test(`that ${what} is answered with ${code}`, () => {
      const failure = new Client().failure('POST', CONFIGMAPS, body);
      expect(failure.code).toBe(code);
      expect(failure.reason).toBe('BadRequest');
      expect(failure.message).toContain(message);
    });
  }

  test('of a media type that is not read is answered with 415', () => {
    expect(new Client().failure('POST', CONFIGMAPS, 'x', { contentType: 'text/plain' })).toMatchObject({
      code: 415,
      reason: 'UnsupportedMediaType',
      message:
        'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml',
    });
  });

  test('is refused before anything else of a write, whatever the name', () => {
    const client = new Client();
    client.makeConfigMap('a');
    expect(client.failure('PUT', `${CONFIGMAPS}/a`, cm({ metadata: { name: 'b' } }))).toMatchObject({
      code: 400,
      message: 'the name of the object (b) does not match the name on the URL (a)',
    });
  });
});

describe('unknown fields', () => {
  test('are an error with fieldValidation=Strict, a warning by default, nothing with Ignore', () => {
    const client = new Client();
    const body = cm({ dta: 1 });
    expect(client.failure('POST', `${CONFIGMAPS}?fieldValidation=Strict`, body)).toMatchObject({
      code: 400,
      message:
        'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dta"',
    });
    const warned = client.send('POST', CONFIGMAPS, body);
    expect(warned.headers.warning).toBe('299 - "unknown field \\"dta\\""');
    expect(JSON.parse(warned.body).dta).toBeUndefined();
    const ignored = client.send('PUT', `${CONFIGMAPS}/a?fieldValidation=Ignore`, body);
    expect(ignored.headers.warning).toBeUndefined();
  });

  test('are dropped without a word by a server before 1.25', () => {
    const client = new Client({ lineage: '1.24' });
    const answer = client.send('POST', `${CONFIGMAPS}?fieldValidation=Strict`, cm({ dta: 1 }));
    expect(answer.status).toBe(201);
    expect(answer.headers.warning).toBeUndefined();
  });
});

describe('queries that cannot be read', () => {
  const cases: readonly (readonly [string, number, string])[] = [
    ['limit=abc', 400, 'strconv.ParseInt: parsing "abc": invalid syntax'],
    ['continue=!!', 400, 'continue key is not valid: illegal base64 data'],
    [
      'resourceVersion=abc',
      400,
      'resourceVersion: Invalid value: "abc": strconv.ParseUint: parsing "abc": invalid syntax',
    ],
    [
      'labelSelector=a%20b',
      400,
      "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt",
    ],
    ['labelSelector=a%20in%20(b', 400, "unable to parse requirement: found '', expected: ',' or ')'"],
    ['labelSelector=-', 400, 'unable to parse requirement: key: Invalid value: "-"'],
    [
      'fieldSelector=spec.x%3D1',
      400,
      '"spec.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
    ['fieldSelector=x', 400, "invalid selector: 'x'; can't understand 'x'"],
    [
      'resourceVersionMatch=Exact',
      422,
      'resourceVersionMatch is forbidden unless resourceVersion is provided',
    ],
    ['resourceVersion=1&resourceVersionMatch=Newest', 422, 'Unsupported value: "Newest"'],
    ['resourceVersion=99999', 504, 'Timeout: Too large resource version: 99999, current: '],
  ];
  for (const [query, code, message] of cases) {
    test(`${query} is answered with ${code}`, () => {
      const failure = new Client().failure('GET', `${CONFIGMAPS}?${query}`);
      expect(failure.code).toBe(code);
      expect(failure.message).toContain(message);
    });
  }

  test('a dry run of another kind is answered with 422', () => {
    expect(new Client().failure('POST', `${CONFIGMAPS}?dryRun=Some`, cm())).toMatchObject({
      code: 422,
      message:
        'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: "Some": supported values: "All"',
    });
  });
});

describe('paths and methods', () => {
  test('what is not served is left to the not-found handler', () => {
    const client = new Client();
    for (const path of [
      '/api/v1/secrets',
      '/api/v2/configmaps',
      '/apis/apps/v1/deployments',
      '/apis//v1/configmaps',
      '/api/v1/namespaces/default/configmaps/a/scale',
      '/api/v1/namespaces/default/configmaps/a/status',
      '/apis/apiregistration.k8s.io/v1/namespaces/default/apiservices',
      '/nothing',
    ])
      expect(client.request('GET', path, '').kind, path).toBe('unknown');
  });

  test('a method that a path does not have is answered with 405', () => {
    const client = new Client();
    for (const [method, path] of [
      ['POST', `${CONFIGMAPS}/a`],
      ['PUT', CONFIGMAPS],
      ['POST', '/api/v1/configmaps'],
      ['DELETE', '/api/v1/namespaces'],
      ['DELETE', '/api/v1/namespaces/default/pods/a/status'],
      ['POST', '/version'],
    ] as const)
      expect(client.failure(method, path), path).toMatchObject({ code: 405, reason: 'MethodNotAllowed' });
  });

  test('a representation that there is not is answered with 406', () => {
    const failure = new Client().failure('GET', CONFIGMAPS, undefined, {
      accept: 'application/vnd.kubernetes.protobuf',
    });
    expect(failure).toMatchObject({ code: 406, reason: 'NotAcceptable' });
  });
});

test('whatever is sent, there is an answer, and every failure is a Status with its own code', () => {
  const text = fc.string({ maxLength: 12 });
  const target = fc.tuple(
    fc.constantFrom(
      CONFIGMAPS,
      `${CONFIGMAPS}/a`,
      '/api/v1/namespaces',
      '/api/v1/namespaces/default',
      '/api/v1/namespaces/default/pods',
      DEFINITIONS,
      `${DEFINITIONS}/widgets.example.com`,
      '/apis/example.com/v1/namespaces/default/widgets',
      '/apis/example.com/v1/namespaces/default/widgets/w/status',
      '/openapi/v3/api/v1',
      '/apis',
    ),
    fc.array(
      fc.tuple(
        fc.constantFrom(
          'limit',
          'continue',
          'labelSelector',
          'fieldSelector',
          'resourceVersion',
          'watch',
          'dryRun',
        ),
        text,
      ),
      { maxLength: 2 },
    ),
  );
  const body = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.constantFrom(JSON.stringify(cm()), JSON.stringify(widgetDefinition()), JSON.stringify(widget('w'))),
    fc
      .jsonValue({ maxDepth: 3 })
      .map(value => JSON.stringify({ metadata: { name: 'a', labels: value }, spec: value, data: value })),
    text,
  );
  const contentType = fc.constantFrom(
    'application/json',
    'application/yaml',
    'application/vnd.kubernetes.protobuf',
    'application/merge-patch+json',
    'application/json-patch+json',
    'application/strategic-merge-patch+json',
  );
  const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE');
  const step = fc.tuple(method, target, body, contentType);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), steps => {
      const client = new Client();
      for (const [verb, [path, query], content, type] of steps) {
        const search = query.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
        const result = client.request(verb, search === '' ? path : `${path}?${search}`, content, {
          contentType: type,
        });
        if (result.kind !== 'answer' || result.status < 300) continue;
        expect(JSON.parse(result.body)).toMatchObject({
          kind: 'Status',
          status: 'Failure',
          code: result.status,
        });
      }
    }),
    { numRuns: 300 },
  );
});

test('warnings go into a header whatever the field is called, and have a bound', () => {
  const client = new Client();
  const header = (fields: readonly string[]): string =>
    client.send('POST', `${CONFIGMAPS}?dryRun=All`, cm(Object.fromEntries(fields.map(field => [field, 1]))))
      .headers.warning ?? '';
  expect(header(['ü"\n'])).toMatch(/^[ -~]+$/);
  const many = Array.from({ length: 500 }, (_, index) => `field${index}`);
  expect(header(many).length).toBeLessThan(5_000);
  expect(header(['x'.repeat(100_000)]).length).toBeLessThan(300);
});
