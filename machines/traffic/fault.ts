/** What can go wrong with a thing of a run, because a person or the script wants it to: the network, a client, a hook. */
import { z } from 'zod';
import type { HookPhase } from '../recording/events.ts';
import { EXTERNAL_CLIENT } from '../recording/outcomes.ts';
import type { RunView } from '../view/run-view.ts';

/**
 * Something that is made to go wrong. While a run goes on, requests and connections are named by their identity (`r12`,
 * `c3`); in a script by the name that the scenario gives them.
 */
export type Fault =
  /** Its client does not want the response any more: it resets the stream, or closes the HTTP/1.1 connection. */
  | { readonly kind: 'request.abort'; readonly request: string }
  /** Its handler does not end by itself any more; only the request's own timeout, or its client, ends it. */
  | { readonly kind: 'request.stall'; readonly request: string }
  /** The connection is cut off under both of its ends: what is on it is lost. */
  | { readonly kind: 'connection.reset'; readonly connection: string }
  /** `hang`: it never returns. `fail`: it returns an error at once. `finish`: it returns at once, without an error. */
  | {
      readonly kind: 'hook.hang' | 'hook.fail' | 'hook.finish';
      readonly phase: HookPhase;
      readonly name: string;
    }
  /** The next `count` probes of a client are lost on their way: nobody answers them. */
  | { readonly kind: 'probe.lose'; readonly client: string; readonly count: number };

/** What came of making something go wrong: done, or why it could not be, in words that a person can act on. */
export type FaultResult = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** The error that a hook returns when it is made to fail. */
export const HOOK_FAULT = 'it was made to fail';

/** So many probes are lost at once when nobody says how many: what takes a server out of Kubernetes' rotation by default. */
export const PROBES_LOST = 3;

const identity = z.string().min(1).max(100);

/** All kinds of faults. */
export const FAULT_KINDS: readonly Fault['kind'][] = [
  'request.abort',
  'request.stall',
  'connection.reset',
  'hook.hang',
  'hook.fail',
  'hook.finish',
  'probe.lose',
];

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
      phase: z.enum(['postStart', 'preShutdown']).default('preShutdown'),
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

/** What a fault does, in words. A kind that this program does not know gives its name. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'request.abort':
      return `the client of ${fault.request} gives up`;
    case 'request.stall':
      return `the handler of ${fault.request} does not end by itself any more`;
    case 'connection.reset':
      return `${fault.connection} is cut off`;
    case 'hook.hang':
      return `hook ${fault.name} hangs`;
    case 'hook.fail':
      return `hook ${fault.name} is made to fail`;
    case 'hook.finish':
      return `hook ${fault.name} is made to return`;
    case 'probe.lose':
      return `the next ${fault.count === 1 ? 'probe' : `${fault.count} probes`} of ${fault.client} ${fault.count === 1 ? 'is' : 'are'} lost`;
    default:
      return String((fault as { kind: unknown }).kind);
  }
}

/** A thing of a run that a person can point at. */
export type FaultyThing =
  | { readonly kind: 'request'; readonly id: string }
  | { readonly kind: 'connection'; readonly id: string }
  | { readonly kind: 'hook'; readonly phase: HookPhase; readonly name: string }
  /** The load balancer or kubelet behind a probe of the scenario. */
  | { readonly kind: 'probe'; readonly client: string };

/**
 * What can go wrong with a thing now, the likeliest first; nothing with a thing that has ended. A simulated run carries
 * out all of it; a live one may find that the thing has ended meanwhile.
 */
export function possibleFaults(view: RunView, thing: FaultyThing): readonly Fault[] {
  if (view.process.exit !== null || view.process.startedAt === null) return [];
  switch (thing.kind) {
    case 'request':
      return requestFaults(view, thing.id);
    case 'connection':
      return view.connections.has(thing.id) ? [{ kind: 'connection.reset', connection: thing.id }] : [];
    case 'hook':
      return hookFaults(view, thing.phase, thing.name);
    case 'probe':
      return view.pipeKinds.get(thing.client) === 'none'
        ? [{ kind: 'probe.lose', client: thing.client, count: PROBES_LOST }]
        : [];
  }
}

function requestFaults(view: RunView, id: string): Fault[] {
  const request = view.requests.get(id);
  // The server is done with one that is no longer inside: its answer is on the way.
  if (!request || (request.arrivedAt !== null && !request.inside)) return [];
  const faults: Fault[] = [];
  if (request.admitted && !request.stalled) faults.push({ kind: 'request.stall', request: id });
  // A client that is not ours cannot be told to give up.
  if (request.client !== EXTERNAL_CLIENT) faults.unshift({ kind: 'request.abort', request: id });
  return faults;
}

function hookFaults(view: RunView, phase: HookPhase, name: string): Fault[] {
  const hook = view.hooks.find(candidate => candidate.phase === phase && candidate.name === name);
  if (!hook || hook.endedAt !== null) return [];
  const kinds = ['hook.finish', 'hook.fail', ...(hook.hangs ? [] : (['hook.hang'] as const))] as const;
  return kinds.map(kind => ({ kind, phase, name }));
}
