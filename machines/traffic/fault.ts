/** What can go wrong with a thing of a run, because a person or the script wants it to: the network, a client, a hook. */
import { AUDIT_HOOK } from '../lineage.ts';
import type { HookPhase } from '../recording/events.ts';
import { EXTERNAL_CLIENT } from '../recording/outcomes.ts';
import type { RunView } from '../view/run-view.ts';
import { english, type Translate } from '../words/translate.ts';

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

/** What a fault does, in words. A kind that this program does not know gives its name. */
export function describeFault(fault: Fault, tr: Translate = english): string {
  switch (fault.kind) {
    case 'request.abort':
      return tr('the client of {request} gives up', { request: fault.request });
    case 'request.stall':
      return tr('the handler of {request} does not end by itself any more', { request: fault.request });
    case 'connection.reset':
      return tr('{connection} is cut off', { connection: fault.connection });
    case 'hook.hang':
      return tr('hook {name} hangs', { name: fault.name });
    case 'hook.fail':
      return tr('hook {name} is made to fail', { name: fault.name });
    case 'hook.finish':
      return tr('hook {name} is made to return', { name: fault.name });
    case 'probe.lose':
      return fault.count === 1
        ? tr('the next probe of {client} is lost', { client: fault.client })
        : tr('the next {n} probes of {client} are lost', { n: fault.count, client: fault.client });
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
  // Up to 1.24 the audit backend has a hook of its own, and only its stop channel lets that return.
  if (name === AUDIT_HOOK && view.states.get('lifecycle/audit')?.state === 'flushing') return [];
  const kinds = ['hook.finish', 'hook.fail', ...(hook.hangs ? [] : (['hook.hang'] as const))] as const;
  return kinds.map(kind => ({ kind, phase, name }));
}
