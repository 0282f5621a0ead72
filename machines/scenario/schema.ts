/**
 * The scenario format: one zod schema validates what people write, gives it types, a form to edit it in and a JSON
 * Schema for editors. Keys are the flags and fields of Kubernetes with their own names and defaults.
 */
import { z } from 'zod';
import { LINEAGES, type Lineage, lineageOf } from '../lineage.ts';
import type { Duration } from '../time.ts';
import { checkApiServices } from './api-service-check.ts';
import { authentication, authorization, warnings } from './chain-flags.ts';
import { client, namedConnection, scriptEntry } from './clients.ts';
import { crossCheck, type Report } from './cross-check.ts';
import { hooks } from './hooks.ts';
import { serverFlags } from './server-flags.ts';
import { apiService, servers } from './servers.ts';
import { custom, duration, name } from './values.ts';

/** Everything a person may write into a scenario file. */
export const scenarioSchema = z
  .strictObject({
    name: name('What the scenario is called'),
    description: z
      .string()
      .max(1000)
      .default('')
      .meta({ description: 'What it shows, in a sentence or two' }),
    lineage: z
      .union([z.string(), z.number()])
      .default('1.27')
      .meta({
        description: `Which version's lifecycle: ${LINEAGES.join(', ')} or a version between them`,
        examples: LINEAGES,
      })
      .transform((value, context): Lineage => {
        const lineage = lineageOf(String(value));
        if (lineage === null) {
          context.addIssue({
            ...custom(tr =>
              tr(
                '"{value}" is not a lineage that is modelled; one of {known}, or a version from 1.6 to 1.36',
                { value, known: LINEAGES.join(', ') },
              ),
            ),
            input: value,
          });
          return z.NEVER;
        }
        return lineage;
      }),
    seed: z
      .number()
      .int()
      .min(0)
      .max(4_294_967_295)
      .default(1)
      .meta({ description: 'Where chance starts from: the same seed makes the same run' }),
    note: z
      .string()
      .max(5000)
      .default('')
      .meta({ description: 'What is to be known of the run; each line is said at its start' }),
    duration: duration('When the run ends if the process has not exited by then').optional(),
    server: serverFlags,
    servers,
    apiServices: z.array(apiService).max(10).default([]).meta({
      description: 'API groups that servers of their own serve; the aggregator hands their requests on',
    }),
    authentication,
    authorization,
    warnings,
    hooks,
    pod: z
      .strictObject({
        terminationGracePeriodSeconds: z
          .number()
          .min(0)
          .max(604_800)
          .optional()
          .meta({ description: 'When it is over the kubelet sends SIGKILL; leave out for never' }),
      })
      .meta({ description: 'What the pod of the server says' })
      .prefault({}),
    process: z
      .strictObject({ linger: duration('Keeps the process alive after Run returned').prefault('0s') })
      .meta({ description: 'What the process does besides serving' })
      .prefault({}),
    clients: z
      .array(client)
      .max(100)
      .default([])
      .meta({ description: 'Who sends requests all the time: steady clients, probes, watches' }),
    connections: z
      .array(namedConnection)
      .max(10_000)
      .default([])
      .meta({ description: 'Connections with a name, for requests of the script' }),
    script: z
      .array(scriptEntry)
      .max(100_000)
      .default([])
      .meta({ description: 'What happens once, and when: signals, requests, faults' }),
  })
  .check(context => {
    const report: Report = (say, path, input) => {
      context.issues.push({ ...custom(say), path: [...path], input });
    };
    crossCheck(context.value, report);
    checkApiServices(context.value, report);
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
/** A script or a person has the server of an APIService go down or come up. */
export type ApiServiceTurn = NonNullable<Scenario['script'][number]['apiService']>;
export type ApiService = Scenario['apiServices'][number];
export type PostStartHook = Scenario['hooks']['postStart'][number];
