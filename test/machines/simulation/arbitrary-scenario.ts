/** Random scenarios for the property tests, as people could write them. */
import fc from 'fast-check';
import { LINEAGES } from '../../../machines/lineage.ts';
import { missingFlags } from '../../../machines/scenario/flag-since.ts';
import { validateScenario } from '../../../machines/scenario/parse.ts';
import type { Scenario, ScenarioSource } from '../../../machines/scenario/schema.ts';

/** A random scenario with what came of validating it. */
export interface RandomScenario {
  readonly scenario: Scenario;
  readonly source: ScenarioSource;
}

type Source = ScenarioSource;
type Entry = NonNullable<Source['script']>[number];
type ClientSource = NonNullable<Source['clients']>[number];

/** Whole milliseconds, often the same ones, so that things happen in the same instant. */
const ms = (max: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.integer({ min: 0, max }).map(n => `${n}ms`),
    fc.integer({ min: 0, max: Math.floor(max / 500) }).map(n => `${n * 500}ms`),
  );

const protocol = fc.constantFrom('h2' as const, 'http/1.1' as const);
const connection = fc.constantFrom('reuse' as const, 'new' as const);
const userAgent = fc.constantFrom('lastcall-client/1', 'lastcall-client/1', 'kube-apiserver/v1.27.2');

const path = fc.oneof(
  fc.constantFrom(
    '/echo',
    '/echo?message=a',
    '/nowhere',
    '/readyz',
    '/livez?verbose',
    '/healthz',
    '/metrics',
    '/api/v1/namespaces',
    '/api/v1/namespaces/default/configmaps',
    '/apis/metrics.example.com/v1/namespaces/default/samples',
    '/',
  ),
  fc.constantFrom(
    '/watch',
    '/api/v1/pods?watch=true',
    '/apis/example.dev/v1/widgets',
    '/echo?timeout=soon',
    '/echo?timeout=-1s',
  ),
  ms(6000).map(duration => `/sleep?duration=${duration}`),
  fc
    .tuple(ms(6000), ms(2000), fc.constantFrom('', '&early=1', '&ignore-deadline=1'))
    .map(([duration, timeout, more]) => `/sleep?duration=${duration}&timeout=${timeout}${more}`),
);

const fails = fc.oneof(
  { weight: 20, arbitrary: fc.constant<false | string>(false) },
  { weight: 1, arbitrary: fc.constantFrom('panic', 'no lease') },
);

const steady: fc.Arbitrary<ClientSource> = fc.record(
  {
    kind: fc.constant('steady' as const),
    name: fc.constant(''),
    rate: fc.integer({ min: 1, max: 12 }).map(n => `${n}/s`),
    takes: fc
      .tuple(ms(400), ms(800))
      .map(([a, b]) => `${a}..${Number.parseInt(a, 10) + Number.parseInt(b, 10)}ms`),
    path,
    method: fc.constantFrom('GET' as const, 'POST' as const),
    protocol,
    connection,
    timeout: ms(1500),
    userAgent,
  },
  { requiredKeys: ['kind', 'name', 'rate'] },
);

const probe: fc.Arbitrary<ClientSource> = fc.record(
  {
    kind: fc.constant('probe' as const),
    name: fc.constant(''),
    path: fc.constantFrom('/readyz', '/livez'),
    period: fc.constantFrom('300ms', '500ms', '1s'),
    timeout: fc.constantFrom('200ms', '1s'),
    failureThreshold: fc.integer({ min: 1, max: 3 }),
    protocol,
    connection,
  },
  { requiredKeys: ['kind', 'name', 'period'] },
);

const watch: fc.Arbitrary<ClientSource> = fc.record(
  {
    kind: fc.constant('watch' as const),
    name: fc.constant(''),
    count: fc.integer({ min: 1, max: 6 }),
    protocol,
    connection,
    ignoresShutdown: fc.boolean(),
  },
  { requiredKeys: ['kind', 'name', 'count'] },
);

const server = fc.record(
  {
    'shutdown-delay-duration': ms(2500),
    'shutdown-send-retry-after': fc.boolean(),
    'request-timeout': fc.integer({ min: 200, max: 4000 }).map(n => `${n}ms`),
    'shutdown-timeout': ms(4000),
    'shutdown-watch-termination-grace-period': ms(2000),
    'goaway-chance': fc.constantFrom(0, 0.02),
    'max-requests-inflight': fc.constantFrom(0, 2, 5, 50),
    'mux-delay': fc.oneof(ms(2000), fc.constant('never')),
    'livez-grace-period': ms(1000),
    'min-request-timeout': fc.constantFrom('1s', '1800s'),
    'http2-max-streams-per-connection': fc.integer({ min: 1, max: 4 }),
    'not-found-handler': fc.boolean(),
  },
  { requiredKeys: ['shutdown-delay-duration', 'shutdown-send-retry-after', 'request-timeout'] },
);

const SERVICE = 'v1.metrics.example.com';

const muxDelay = fc.record({ 'mux-delay': ms(2000) }, { requiredKeys: [] });
const servers = fc.record({ aggregator: muxDelay, apiextensions: muxDelay }, { requiredKeys: [] });

/** What a request sends: a good object, one that does not fit where it goes, or no JSON. */
const body = fc.constantFrom<Record<string, unknown> | string>(
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'b-' } },
  { apiVersion: 'metrics.example.com/v1', kind: 'Sample', metadata: { name: 'a' } },
  '{',
);

const turn: fc.Arbitrary<Entry> = fc.record({
  at: ms(6000),
  apiService: fc.record({ name: fc.constant(SERVICE), available: fc.boolean() }),
});

const hookCalls = fc.array(
  fc.record({ at: ms(900), path: fc.constantFrom('/echo', '/api/v1/namespaces', '/sleep?duration=300ms') }),
  { maxLength: 2 },
);

function request(names: readonly string[]): fc.Arbitrary<Entry> {
  const places = fc.constantFrom('new', 'reuse', ...names);
  return fc
    .record(
      {
        at: ms(8000),
        path,
        method: fc.constantFrom('GET' as const, 'GET' as const, 'POST' as const, 'DELETE' as const),
        body,
        connection: places,
        keepAlive: fc.boolean(),
        userAgent,
        timeout: ms(1500),
        afterGoaway: fc.constantFrom(false, false, false, true),
      },
      { requiredKeys: ['at', 'path', 'connection', 'afterGoaway'] },
    )
    .map(({ at, afterGoaway, ...rest }) => ({
      at,
      request: { ...rest, afterGoaway: afterGoaway && names.includes(rest.connection) },
    }));
}

function signalEntry(signals: readonly ('SIGTERM' | 'SIGINT' | 'SIGKILL')[]): fc.Arbitrary<Entry> {
  return fc.record({ at: ms(5000), signal: fc.constantFrom(...signals) });
}

/**
 * A random scenario in which everything ends by itself: hooks return, and somebody asks the process to stop.
 * Names are counted, so that they are given once.
 */
export const scenarios: fc.Arbitrary<RandomScenario> = fc
  .record({
    lineage: fc.constantFrom(...LINEAGES),
    seed: fc.integer({ min: 0, max: 4_294_967_295 }),
    server,
    postStart: fc.array(fc.record({ takes: ms(1500), fails }), { maxLength: 2 }),
    preShutdown: fc.array(fc.record({ takes: ms(1500), fails, calls: hookCalls }), { maxLength: 3 }),
    grace: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 8 }) },
    ),
    linger: fc.constantFrom('0s', '0s', '1500ms'),
    servers,
    turns: fc.option(fc.array(turn, { maxLength: 3 }), { nil: null }),
    clients: fc.array(fc.oneof(steady, probe, watch), { maxLength: 4 }),
    behind: fc.boolean(),
    connections: fc.array(fc.record({ protocol, opensAt: ms(4000) }), { maxLength: 3 }),
    signals: fc.tuple(
      signalEntry(['SIGTERM', 'SIGTERM', 'SIGINT']),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant<Entry[]>([]) },
        { weight: 2, arbitrary: fc.array(signalEntry(['SIGTERM', 'SIGINT', 'SIGKILL']), { maxLength: 2 }) },
      ),
    ),
  })
  .chain(parts =>
    fc.array(request(parts.connections.map((_, index) => `conn${index}`)), { maxLength: 8 }).map(requests => {
      const clients = parts.clients.map((client, index) => ({ ...client, name: `client${index}` }));
      const lb = clients.find(client => client.kind === 'probe');
      const flags: Record<string, unknown> = { ...parts.server };
      for (const { flag } of missingFlags(flags, parts.lineage)) delete flags[flag];
      const source = {
        name: 'random',
        lineage: parts.lineage,
        seed: parts.seed,
        server: flags,
        hooks: {
          postStart: parts.postStart.map((hook, index) => ({ ...hook, name: `start${index}` })),
          preShutdown: parts.preShutdown.map((hook, index) => ({ ...hook, name: `stop${index}` })),
        },
        pod: parts.grace === undefined ? {} : { terminationGracePeriodSeconds: parts.grace },
        process: { linger: parts.linger },
        servers: parts.servers,
        apiServices:
          parts.turns === null
            ? []
            : [
                {
                  name: SERVICE,
                  group: 'metrics.example.com',
                  version: 'v1',
                  'shutdown-delay-duration': '300ms',
                },
              ],
        clients: clients.map(client =>
          client.kind === 'steady' && lb && parts.behind ? { ...client, behind: lb.name } : client,
        ),
        connections: parts.connections.map((item, index) => ({ ...item, name: `conn${index}` })),
        script: [
          ...requests.map((entry, index) => ({
            ...entry,
            request: { ...entry.request, name: `request${index}` },
          })),
          ...(parts.turns ?? []),
          parts.signals[0],
          ...parts.signals[1],
        ],
      } as ScenarioSource;
      const result = validateScenario(source);
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      return { scenario: result.scenario, source };
    }),
  );
