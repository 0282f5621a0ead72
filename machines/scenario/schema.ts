/**
 * The scenario format: one zod schema validates what people write, gives it types and publishes a JSON Schema for
 * editors. Keys are the flags and fields of Kubernetes with their own names and defaults.
 */
import { z } from 'zod';
import { LINEAGES, type Lineage, lineageOf } from '../lineage.ts';
import { type Duration, micros, seconds } from '../time.ts';
import { faultSchema } from '../traffic/fault.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { missingThing } from './scripted-fault.ts';

/** The longest time any duration of a scenario may have. */
const LONGEST = seconds(7 * 24 * 3600);

/** What repeats does so no faster than this. */
const SHORTEST_PERIOD = micros(1000);

function duration(about: string, shortest = micros(0)) {
  return z
    .string({
      error: issue => `expected a duration such as 250ms, 5s or 1m30s, found ${JSON.stringify(issue.input)}`,
    })
    .meta({ description: about, examples: ['250ms', '5s', '1m30s'] })
    .transform((text, context): Duration => {
      const parsed = parseDuration(text.trim());
      if (typeof parsed !== 'number') {
        context.addIssue({ code: 'custom', message: parsed.error, input: text });
        return z.NEVER;
      }
      if (parsed > LONGEST) {
        context.addIssue({ code: 'custom', message: `"${text}" is longer than a week`, input: text });
        return z.NEVER;
      }
      if (parsed < shortest) {
        context.addIssue({
          code: 'custom',
          message: `"${text}" is shorter than ${formatDuration(shortest)}`,
          input: text,
        });
        return z.NEVER;
      }
      return parsed;
    });
}

/** From the shortest to the longest time something takes; both ends included. */
export interface DurationRange {
  readonly min: Duration;
  readonly max: Duration;
}

function durationRange(about: string) {
  return z
    .string({
      error: issue =>
        `expected a duration such as 250ms or a range such as 50ms..300ms, found ${JSON.stringify(issue.input)}`,
    })
    .meta({ description: about, examples: ['250ms', '50ms..300ms'] })
    .transform((text, context): DurationRange => {
      const ends = text.split('..').map(end => parseDuration(end.trim()));
      const [min, max = min] = ends;
      const wrong = ends.find(end => typeof end !== 'number');
      if (wrong !== undefined && typeof wrong !== 'number') {
        context.addIssue({ code: 'custom', message: wrong.error, input: text });
        return z.NEVER;
      }
      if (ends.length > 2 || typeof min !== 'number' || typeof max !== 'number') {
        context.addIssue({
          code: 'custom',
          message: `"${text}" is not a range; write it as 50ms..300ms`,
          input: text,
        });
        return z.NEVER;
      }
      if (min > max) {
        context.addIssue({
          code: 'custom',
          message: `the range "${text}" ends before it begins`,
          input: text,
        });
        return z.NEVER;
      }
      return { min, max };
    });
}

/** How often something happens: a count in a span of time. */
function rate(about: string) {
  return z
    .string({ error: issue => `expected a rate such as 20/s or 30/m, found ${JSON.stringify(issue.input)}` })
    .meta({ description: about, examples: ['20/s', '30/m'] })
    .transform((text, context): Duration => {
      const match = /^\s*(\d+(?:\.\d+)?)\s*\/\s*(ms|s|m|h)\s*$/.exec(text);
      const count = Number(match?.[1] ?? 0);
      if (!match || count <= 0) {
        context.addIssue({
          code: 'custom',
          message: `"${text}" is not a rate; write for example 20/s or 30/m`,
          input: text,
        });
        return z.NEVER;
      }
      const unit = { ms: 1_000, s: 1_000_000, m: 60_000_000, h: 3_600_000_000 }[
        match[2] as 'ms' | 's' | 'm' | 'h'
      ];
      const interval = micros(unit / count);
      if (interval < 10) {
        context.addIssue({ code: 'custom', message: `"${text}" is more than 100000 a second`, input: text });
        return z.NEVER;
      }
      return interval;
    });
}

const name = z
  .string()
  .min(1, 'a name must not be empty')
  .max(100, 'a name has at most 100 characters')
  .regex(/^[^\s/]+$/, 'a name has no spaces and no slashes');

const path = z
  .string()
  .max(8192, 'a path has at most 8192 characters')
  .regex(/^\/[^\s#]*$/, 'a path begins with a slash and has no spaces')
  .meta({
    description: 'Path and query of the request',
    examples: ['/echo?message=hello', '/sleep?duration=4s'],
  });

const protocol = z.enum(['h2', 'http/1.1']).meta({ description: 'What the client speaks over TLS' });
const method = z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const userAgent = z
  .string()
  .max(200)
  .regex(/^[\x20-\x7e]*$/, 'a user agent has printable ASCII only');

const hookCall = z.strictObject({
  at: duration("When the hook makes the call, counted from the hook's start"),
  path,
  method: method.default('GET'),
  name: name.optional().meta({ description: 'Name of the request in the summary' }),
});

const hookFails = z
  .union([z.literal(false), z.literal('panic'), z.string().min(1).max(500)])
  .meta({ description: 'false, the text of the error that the hook returns, or panic' });

const takes = z
  .union([z.literal('never'), duration('How long it takes')])
  .meta({ description: 'How long it takes, or never: it hangs' });

const postStartHook = z.strictObject({
  name,
  takes: takes.default(micros(0)),
  fails: hookFails.default(false),
});

const preShutdownHook = z.strictObject({
  name,
  takes: takes.default(micros(0)),
  calls: z.array(hookCall).max(100).default([]),
  fails: hookFails.default(false),
  userAgent: userAgent
    .default('lastcall-hook/1')
    .meta({ description: "User-Agent of the hook's own API calls" }),
});

/** The flags of kube-apiserver that matter here, with its names and defaults. */
const server = z
  .strictObject({
    'shutdown-delay-duration': duration(
      'How long the server keeps serving after /readyz has begun to fail, so that load balancers notice',
    ).default(micros(0)),
    'shutdown-send-retry-after': z.boolean().default(false).meta({
      description: 'Keep listening while requests drain, and answer new ones with 429 and Retry-After',
    }),
    'request-timeout': duration(
      'After this time a request that is not long-running is answered with 504',
    ).default(seconds(60)),
    'min-request-timeout': z
      .union([
        z
          .number()
          .int()
          .min(0)
          .max(604_800)
          .transform(value => seconds(value)),
        duration('A watch ends after a random time between this and twice this'),
      ])
      .default(seconds(1800))
      .meta({
        description: 'A watch ends after a random time between this and twice this; a number means seconds',
      }),
    'shutdown-watch-termination-grace-period': duration(
      'How long the drain waits for watches, which are told to end; 0s: nobody waits for them (1.27 and later)',
    ).default(micros(0)),
    'shutdown-timeout': duration(
      'How long the HTTP server waits for its connections; no flag but a field of the library, default: request-timeout',
    ).optional(),
    'goaway-chance': z
      .number()
      .min(0)
      .max(0.02)
      .default(0)
      .meta({ description: 'The chance that a request on HTTP/2 makes its connection go away' }),
    'max-requests-inflight': z
      .number()
      .int()
      .min(0)
      .max(1_000_000)
      .default(400)
      .meta({ description: 'More reads than this at once get 429; 0: no limit' }),
    'max-mutating-requests-inflight': z
      .number()
      .int()
      .min(0)
      .max(1_000_000)
      .default(200)
      .meta({ description: 'More writes than this at once get 429; 0: no limit' }),
    'http2-max-streams-per-connection': z.number().int().min(1).max(100_000).optional().meta({
      description: 'Streams that a client may have open on one connection; default 250, since 1.29 100',
    }),
    'livez-grace-period': duration('How long /livez ignores post-start hooks that have not finished').default(
      micros(0),
    ),
    'mux-delay': z
      .union([z.literal('never'), duration('When all HTTP paths have been registered')])
      .default(micros(0))
      .meta({
        description: 'When MuxAndDiscoveryComplete fires, counted from the start; never: not before the stop',
      }),
    'not-found-handler': z.boolean().default(true).meta({
      description:
        "kube-apiserver's not-found handler at the end of the chain (503 before MuxAndDiscoveryComplete); false: the library's plain 404",
    }),
  })
  .prefault({});

const steadyClient = z.strictObject({
  name,
  kind: z.literal('steady'),
  rate: rate('How many requests it sends in a span of time'),
  takes: durationRange('How long the server works on each of its requests').default({
    min: micros(0),
    max: micros(0),
  }),
  path: path
    .optional()
    .meta({ description: 'What it asks for, instead of /sleep with the time that `takes` says' }),
  method: method.default('GET'),
  protocol: protocol.default('h2'),
  connection: z
    .enum(['reuse', 'new'])
    .default('reuse')
    .meta({ description: 'Keep a connection, or open one for each request' }),
  timeout: duration('When the client gives up waiting').optional(),
  userAgent: userAgent.default('lastcall-client/1'),
  behind: name.optional().meta({
    description:
      'The probe whose verdict routes this client: while it says unhealthy, its requests go to another server',
  }),
});

const probeClient = z.strictObject({
  name,
  kind: z.literal('probe'),
  path: path.default('/readyz'),
  period: duration('Time between two probes', SHORTEST_PERIOD).default(seconds(10)),
  timeout: duration('A probe without an answer after this time has failed').default(seconds(1)),
  failureThreshold: z.number().int().min(1).max(1000).default(3),
  successThreshold: z.number().int().min(1).max(1000).default(1),
  protocol: protocol.default('h2'),
  connection: z.enum(['reuse', 'new']).default('new'),
  userAgent: userAgent.default('kube-probe/1'),
});

const watchClient = z.strictObject({
  name,
  kind: z.literal('watch'),
  count: z.number().int().min(1).max(100_000).default(1),
  path: path.default('/api/v1/configmaps?watch=true'),
  interval: duration('Time between two events on the stream', SHORTEST_PERIOD).default(seconds(1)),
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

const client = z.discriminatedUnion('kind', [steadyClient, probeClient, watchClient]);

const namedConnection = z.strictObject({
  name,
  protocol: protocol.default('h2'),
  opensAt: duration('When it is opened, counted from the start of the process').default(micros(0)),
});

const scriptedRequest = z.strictObject({
  name: name.optional().meta({ description: 'Its name in the summary' }),
  path,
  method: method.default('GET'),
  protocol: protocol.optional(),
  connection: name.default('reuse').meta({
    description:
      'new: a connection of its own; reuse: the one kept for scripted requests of this protocol; else the NAME of one under `connections`',
  }),
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

const scriptEntry = z
  .strictObject({
    at: duration('When it happens, counted from the start of the process').optional(),
    signal: z.enum(['SIGTERM', 'SIGINT', 'SIGKILL']).optional(),
    request: scriptedRequest.optional(),
    fault: faultSchema.optional().meta({
      description:
        'What goes wrong; requests, connections, hooks and probes by the names that the scenario gives them',
    }),
  })
  .check(context => {
    const entry = context.value;
    const acts = [entry.signal, entry.request, entry.fault].filter(act => act !== undefined);
    if (acts.length !== 1) {
      context.issues.push({
        code: 'custom',
        message: 'an entry of the script has either `signal` or `request` or `fault`',
        input: entry,
      });
    }
    if (entry.at === undefined && !entry.request?.afterGoaway) {
      context.issues.push({
        code: 'custom',
        message: 'an entry of the script says when: `at: 3s`',
        input: entry,
      });
    }
  });

/** Everything a person may write into a scenario file. */
export const scenarioSchema = z
  .strictObject({
    name,
    description: z.string().max(1000).default(''),
    lineage: z
      .union([z.string(), z.number()])
      .default('1.27')
      .meta({ description: `Which version's lifecycle: ${LINEAGES.join(', ')} or a version between them` })
      .transform((value, context): Lineage => {
        const lineage = lineageOf(String(value));
        if (lineage === null) {
          context.addIssue({
            code: 'custom',
            message: `"${value}" is not a lineage that is modelled; one of ${LINEAGES.join(', ')}, or a version from 1.25 to 1.36`,
            input: value,
          });
          return z.NEVER;
        }
        return lineage;
      }),
    seed: z.number().int().min(0).max(4_294_967_295).default(1),
    duration: duration('When the run ends if the process has not exited by then').optional(),
    server,
    hooks: z
      .strictObject({
        postStart: z.array(postStartHook).max(100).default([]),
        preShutdown: z.array(preShutdownHook).max(100).default([]),
      })
      .prefault({}),
    pod: z
      .strictObject({
        terminationGracePeriodSeconds: z
          .number()
          .min(0)
          .max(604_800)
          .optional()
          .meta({ description: 'When it is over the kubelet sends SIGKILL; leave out for never' }),
      })
      .prefault({}),
    process: z
      .strictObject({ linger: duration('Keeps the process alive after Run returned').default(micros(0)) })
      .prefault({}),
    clients: z.array(client).max(100).default([]),
    connections: z.array(namedConnection).max(10_000).default([]),
    script: z.array(scriptEntry).max(100_000).default([]),
  })
  .check(context => {
    const scenario = context.value;
    const report = (message: string, where: (string | number)[], input: unknown): void => {
      context.issues.push({ code: 'custom', message, path: where, input });
    };
    const unique = (
      names: readonly { readonly name: string }[],
      kind: string,
      where: (string | number)[],
    ): void => {
      const seen = new Set<string>();
      names.forEach((item, index) => {
        if (seen.has(item.name))
          report(`the ${kind} "${item.name}" is given twice`, [...where, index, 'name'], item.name);
        seen.add(item.name);
      });
    };
    unique(scenario.hooks.postStart, 'post-start hook', ['hooks', 'postStart']);
    unique(scenario.hooks.preShutdown, 'pre-shutdown hook', ['hooks', 'preShutdown']);
    unique(scenario.clients, 'client', ['clients']);
    unique(scenario.connections, 'connection', ['connections']);
    const probes = scenario.clients
      .filter(candidate => candidate.kind === 'probe')
      .map(candidate => candidate.name);
    scenario.clients.forEach((item, index) => {
      if (item.kind === 'steady' && item.behind !== undefined && !probes.includes(item.behind)) {
        const known = probes.length > 0 ? `the probes are ${probes.join(', ')}` : 'the scenario has no probe';
        report(`there is no probe "${item.behind}"; ${known}`, ['clients', index, 'behind'], item.behind);
      }
    });
    const connections = new Map(scenario.connections.map(item => [item.name, item]));
    const requestNames = new Set<string>();
    scenario.script.forEach((entry, index) => {
      const gap = entry.fault ? missingThing(scenario, entry.fault) : null;
      if (gap) report(gap.message, ['script', index, 'fault', gap.key], entry.fault);
      const request = entry.request;
      if (!request) return;
      const where = ['script', index, 'request'];
      const named = connections.get(request.connection);
      if (request.connection !== 'new' && request.connection !== 'reuse' && !named) {
        const known = [...connections.keys()];
        report(
          `there is no connection "${request.connection}"; new, reuse${known.length > 0 ? `, ${known.slice(0, 10).join(', ')}` : ' or one under `connections`'}`,
          [...where, 'connection'],
          request.connection,
        );
      }
      if (named && request.protocol !== undefined && request.protocol !== named.protocol) {
        report(
          `the connection "${named.name}" speaks ${named.protocol}`,
          [...where, 'protocol'],
          request.protocol,
        );
      }
      if (request.afterGoaway && !named) {
        report('afterGoaway needs the NAME of a connection', [...where, 'afterGoaway'], request.afterGoaway);
      }
      if (request.name !== undefined) {
        if (requestNames.has(request.name))
          report(`the request "${request.name}" is given twice`, [...where, 'name'], request.name);
        requestNames.add(request.name);
      }
    });
    if (scenario.server['shutdown-watch-termination-grace-period'] > 0 && scenario.lineage === '1.25') {
      report(
        'lineage 1.25 has no shutdown-watch-termination-grace-period; it came with 1.27',
        ['server', 'shutdown-watch-termination-grace-period'],
        undefined,
      );
    }
  });

/** A scenario as it is written: JSON or YAML with the names of the format. */
export type ScenarioSource = z.input<typeof scenarioSchema>;

/** A validated scenario with all defaults filled in; durations are {@link Duration} values, in microseconds. */
export type Scenario = z.output<typeof scenarioSchema>;

export type Client = Scenario['clients'][number];
export type SteadyClient = Extract<Client, { kind: 'steady' }>;
export type ProbeClient = Extract<Client, { kind: 'probe' }>;
export type WatchClient = Extract<Client, { kind: 'watch' }>;
export type ScriptedRequest = NonNullable<Scenario['script'][number]['request']>;
export type PreShutdownHook = Scenario['hooks']['preShutdown'][number];
export type PostStartHook = Scenario['hooks']['postStart'][number];

/** `--shutdown-timeout` as it is in force: the library's field, else `--request-timeout`; with retry-after always 2 s. */
export function shutdownTimeout(flags: Scenario['server']): Duration {
  if (flags['shutdown-send-retry-after']) return seconds(2);
  return flags['shutdown-timeout'] ?? flags['request-timeout'];
}

/** The JSON Schema of the format, for editors. */
export function scenarioJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { io: 'input', unrepresentable: 'any' });
}
