/** What a fault must be that comes from outside: a script, the control API. Apart, because few who act on faults read any. */
import { z } from 'zod';
import { FAULT_KINDS, type Fault, PROBES_LOST } from './fault.ts';

const identity = z.string().min(1).max(100);

/** What people and scripts may write. */
export const faultSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.enum(['request.abort', 'request.stall']).meta({
        description: 'abort: its client gives up; stall: its handler does not end by itself any more',
      }),
      request: identity.meta({ description: 'The request: its name in a script, its identity in a run' }),
    }),
    z.strictObject({
      kind: z.literal('connection.reset').meta({ description: 'The connection is cut off under both ends' }),
      connection: identity.meta({
        description: 'The connection: its name in a script, its identity in a run',
      }),
    }),
    z.strictObject({
      kind: z.enum(['hook.hang', 'hook.fail', 'hook.finish']).meta({
        description: 'hang: it never returns; fail: it returns an error now; finish: it returns now',
      }),
      phase: z
        .enum(['postStart', 'preShutdown'])
        .default('preShutdown')
        .meta({ description: 'Before the stop, or after the start' }),
      name: identity.meta({ description: 'Name of the hook' }),
    }),
    z.strictObject({
      kind: z.literal('probe.lose').meta({ description: 'The next probes of a client get no answer' }),
      client: identity.meta({ description: 'Name of the probe' }),
      count: z.number().int().min(1).max(1000).default(PROBES_LOST).meta({ description: 'How many probes' }),
    }),
  ],
  {
    error: issue => (issue.code === 'invalid_union' ? `must be one of ${FAULT_KINDS.join(', ')}` : undefined),
  },
) satisfies z.ZodType<Fault>;
