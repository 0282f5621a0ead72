/** Who sends requests in a scenario: its clients, and the script. */
import { z } from 'zod';
import { faultSchema } from '../traffic/fault-schema.ts';
import { port } from './chain-flags.ts';
import { sentBody } from './sent-body.ts';
import { apiServiceTurn } from './servers.ts';
import {
  custom,
  duration,
  durationRange,
  method,
  name,
  path,
  protocol,
  rate,
  SHORTEST_PERIOD,
  userAgent,
} from './values.ts';

const steadyClient = z.strictObject({
  name: name('Its name in the room, the timeline and the summary'),
  kind: z.literal('steady').meta({ description: 'Sends requests at a steady rate' }),
  rate: rate('How many requests it sends in a span of time'),
  takes: durationRange('How long the server works on each of its requests').prefault('0s'),
  path: path('What it asks for, instead of /sleep with the time that `takes` says').optional(),
  method: method.default('GET'),
  protocol: protocol.default('h2'),
  port,
  connection: z
    .enum(['reuse', 'new'])
    .default('reuse')
    .meta({ description: 'Keep a connection, or open one for each request' }),
  timeout: duration('When the client gives up waiting').optional(),
  userAgent: userAgent.default('lastcall-client/1'),
  behind: name(
    'The probe whose verdict routes this client: while it says unhealthy, its requests go to another server',
  ).optional(),
});

const probeClient = z.strictObject({
  name: name('Its name in the room, the timeline and the summary'),
  kind: z.literal('probe').meta({ description: 'Asks for health, as a load balancer or the kubelet does' }),
  path: path('What it asks for').default('/readyz'),
  period: duration('Time between two probes', SHORTEST_PERIOD).prefault('10s'),
  timeout: duration('A probe without an answer after this time has failed').prefault('1s'),
  failureThreshold: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .meta({ description: 'So many probes in a row must fail before its verdict is unhealthy' }),
  successThreshold: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .meta({ description: 'So many probes in a row must succeed before its verdict is healthy again' }),
  protocol: protocol.default('h2'),
  connection: z
    .enum(['reuse', 'new'])
    .default('new')
    .meta({ description: 'Keep a connection, or open one for each probe' }),
  userAgent: userAgent.default('kube-probe/1'),
});

const watchClient = z.strictObject({
  name: name('Its name in the room, the timeline and the summary'),
  kind: z.literal('watch').meta({ description: 'Watches: requests that stay, and get events on a stream' }),
  count: z.number().int().min(1).max(100_000).default(1).meta({ description: 'How many watches it opens' }),
  path: path('What it watches').default('/api/v1/configmaps?watch=true'),
  interval: duration('Time between two events on the stream', SHORTEST_PERIOD).prefault('1s'),
  ignoresShutdown: z
    .boolean()
    .default(false)
    .meta({ description: 'Its handler does not end when the server asks watches to' }),
  protocol: protocol.default('h2'),
  connection: z
    .enum(['reuse', 'new'])
    .default('reuse')
    .meta({ description: 'reuse: all on one connection; new: each on its own' }),
  userAgent: userAgent.default('lastcall-client/1'),
});

export const client = z.discriminatedUnion('kind', [steadyClient, probeClient, watchClient]);

export const namedConnection = z.strictObject({
  name: name('What the script calls it'),
  protocol: protocol.default('h2'),
  opensAt: duration('When it is opened, counted from the start of the process').prefault('0s'),
});

const scriptedRequest = z.strictObject({
  name: name('Its name in the summary').optional(),
  path: path(),
  method: method.default('GET'),
  ...sentBody,
  protocol: protocol.optional(),
  port,
  connection: name(
    'new: a connection of its own; reuse: the one kept for scripted requests of this protocol; else the NAME of one under `connections`',
  )
    .meta({ examples: ['new', 'reuse'] })
    .default('reuse'),
  afterGoaway: z.boolean().default(false).meta({
    description: 'Send it at once when the named connection has been told to go away, not at a time',
  }),
  keepAlive: z.boolean().default(true).meta({
    description: 'For a new connection: keep it open after the response; false: the client closes it',
  }),
  userAgent: userAgent.default('lastcall-client/1'),
  timeout: duration('When the client gives up waiting').optional(),
  interval: duration('For a watch: time between two events on the stream', SHORTEST_PERIOD).optional(),
  ignoresShutdown: z
    .boolean()
    .default(false)
    .meta({ description: 'For a watch: its handler does not end when the server asks watches to' }),
});

export const scriptEntry = z
  .strictObject({
    at: duration('When it happens, counted from the start of the process').optional(),
    signal: z
      .enum(['SIGTERM', 'SIGINT', 'SIGKILL'])
      .optional()
      .meta({ description: 'A signal to the process; it stops at the first SIGTERM or SIGINT' }),
    request: scriptedRequest.optional().meta({ description: 'A request that is sent once' }),
    fault: faultSchema.optional().meta({
      description:
        'What goes wrong; requests, connections, hooks and probes by the names that the scenario gives them',
    }),
    apiService: apiServiceTurn.optional(),
  })
  .check(context => {
    const entry = context.value;
    const acts = [entry.signal, entry.request, entry.fault, entry.apiService].filter(
      act => act !== undefined,
    );
    if (acts.length !== 1) {
      context.issues.push({
        ...custom(tr =>
          tr('an entry of the script has either `signal` or `request` or `fault` or `apiService`'),
        ),
        input: entry,
      });
    }
    if (entry.at === undefined && !entry.request?.afterGoaway) {
      context.issues.push({
        ...custom(tr => tr('an entry of the script says when: `at: 3s`')),
        input: entry,
      });
    }
  });
