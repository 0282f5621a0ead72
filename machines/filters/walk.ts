/**
 * A request's walk through the handler chain, step by step: what each step did with it, in a sentence. The facts come
 * from a recording ({@link walkFactsOf}); nothing here runs a filter.
 */
import type { Lineage } from '../lineage.ts';
import { hasRetryAfter, hasWatchTermination } from '../lineage.ts';
import { parseDuration } from '../scenario/duration.ts';
import { english, type Translate } from '../words/translate.ts';
import { type ChainStep, chainOf } from './chains.ts';
import type { Port, StepName } from './order.ts';
import { type RequestInfo, requestInfo } from './request-info.ts';
import type { WalkFacts } from './walk-facts.ts';

/**
 * `passed`: it looked and let it go on. `acted`: it did something for it. `rejected`: it turned it away, here.
 * `notReached`: the request did not come so far. `skipped`: no flag asks for it, or it does not concern this request.
 */
export type Verdict = 'passed' | 'acted' | 'rejected' | 'notReached' | 'skipped';

/** One step of a walk. */
export interface WalkedStep {
  readonly step: ChainStep;
  readonly verdict: Verdict;
  /** What it did, in the reader's language. */
  readonly sentence: string;
}

/**
 * The walk of one request, outermost step first; behind the last one stands the chain of servers (`answeredBy` of
 * `request.admitted` says which of them answered).
 */
export function walkOf(
  lineage: Lineage,
  port: Port,
  facts: WalkFacts,
  tr: Translate = english,
): readonly WalkedStep[] {
  const chain = chainOf(lineage, port);
  const { end } = facts;
  const rejectedAt = end?.kind === 'rejected' ? chain.findIndex(({ name }) => name === end.filter) : -1;
  const info = requestInfo(facts.method, facts.target, facts.userAgent);
  return chain.map((step, index) => {
    const isRejected = index === rejectedAt;
    const isBehind = !facts.arrived || (rejectedAt >= 0 && index > rejectedAt);
    const isOff = !isRejected && isSwitchedOff(step.name, facts.flags, lineage);
    const [verdict, sentence] = isOff
      ? (['skipped', tr('No flag asks for it: it is not in the chain.')] as const)
      : isBehind
        ? (['notReached', tr('The request did not come so far.')] as const)
        : isRejected && end?.kind === 'rejected'
          ? (['rejected', rejection(end.status, end.headers['retry-after'], tr)] as const)
          : deed(step.name, facts, info, tr);
    return { step, verdict, sentence };
  });
}

function rejection(status: number, retryAfter: string | undefined, tr: Translate): string {
  return retryAfter === undefined
    ? tr('It turned the request away with {status}.', { status })
    : tr('It turned the request away with {status}, Retry-After: {seconds}.', {
        status,
        seconds: retryAfter,
      });
}

/** Whether the filter is left out of the chain because no flag asks for it. */
function isSwitchedOff(name: StepName, flags: WalkFacts['flags'], lineage: Lineage): boolean {
  switch (name) {
    case 'retry-after':
      return flags['shutdown-send-retry-after'] !== true || !hasRetryAfter(lineage);
    case 'watch-termination': {
      const grace = parseDuration(flags['shutdown-watch-termination-grace-period'] ?? '0s');
      return !(typeof grace === 'number' && grace > 0 && hasWatchTermination(lineage));
    }
    case 'goaway':
      return (flags['goaway-chance'] ?? 0) === 0;
    case 'hsts':
      return (flags['strict-transport-security-directives'] ?? []).length === 0;
    case 'cors':
      return (flags['cors-allowed-origins'] ?? []).length === 0;
    default:
      return false;
  }
}

type Deed = readonly [verdict: Verdict, sentence: string];

/** What a step did with a request that went on from it. */
function deed(name: StepName, facts: WalkFacts, info: RequestInfo, tr: Translate): Deed {
  const { end } = facts;
  const header = (key: string): string | undefined =>
    end === null || end.kind === 'aborted' ? undefined : end.headers[key];
  switch (name) {
    case 'audit-init':
      return ['acted', tr('It has an audit ID now.')];
    case 'panic-recovery':
      return end?.kind === 'responded' && end.panicked
        ? ['acted', tr('The handler panicked: it answered {status}, and the process lives on.', end)]
        : ['passed', tr('Nobody panicked.')];
    case 'mux-and-discovery':
      return facts.muxComplete
        ? ['passed', tr('All paths are registered: an unknown one gets 404.')]
        : ['acted', tr('It is marked: not all paths are registered, an unknown one gets 503.')];
    case 'received-timestamp':
      return ['acted', tr('The time of its arrival is remembered.')];
    case 'request-context':
      return ['acted', tr('It has a context now.')];
    case 'request-info':
      return ['acted', describeInfo(info, tr)];
    case 'latency-trackers':
      return ['acted', tr('The clocks of its layers run.')];
    case 'http-log':
      return end === null
        ? ['passed', tr('Its line is written when the response is over.')]
        : ['acted', tr('Its line is in the log.')];
    case 'retry-after':
      return info.isExempt
        ? ['passed', tr('Health, metrics and the loopback client are always let through.')]
        : ['passed', tr('New requests were still welcome.')];
    case 'hsts':
      return ['acted', tr('It added Strict-Transport-Security.')];
    case 'cache-control':
      return ['acted', tr('It added Cache-Control: no-cache, private.')];
    case 'goaway':
      if (facts.protocol !== 'h2') return ['skipped', tr('Only HTTP/2 has a GOAWAY.')];
      return facts.wentAway
        ? ['acted', tr('The dice fell: its connection was told to go away, the request is served.')]
        : ['passed', tr('The dice did not fall.')];
    case 'watch-termination':
      return info.verb === 'watch'
        ? [
            'acted',
            tr('It is counted: the shutdown waits for this watch, as long as its grace period lasts.'),
          ]
        : ['skipped', tr('It is no watch.')];
    case 'wait-group':
      if (info.isLongRunning) return ['skipped', tr('It is long-running: the wait group does not count it.')];
      return facts.uncounted
        ? ['passed', tr('The shutdown waits already: it is served, but not counted.')]
        : ['acted', tr('It is counted: the shutdown waits for it.')];
    case 'request-deadline':
      return info.isLongRunning
        ? ['skipped', tr('It is long-running: it has no deadline.')]
        : ['acted', tr('Its deadline is set.')];
    case 'timeout':
      return timeout(facts, info, tr);
    case 'warnings': {
      const warning = header('warning');
      return warning === undefined
        ? ['passed', tr('Nobody warned of anything.')]
        : ['acted', tr('It added Warning: {warning}', { warning })];
    }
    case 'cors': {
      const origin = header('access-control-allow-origin');
      return origin === undefined
        ? ['passed', tr('No page of an allowed origin asks.')]
        : ['acted', tr('The page of {origin} may read the answer.', { origin })];
    }
    case 'authentication':
      return [
        'acted',
        tr('The user is {user}.', { user: facts.impersonator ?? facts.user ?? ANONYMOUS_OF[facts.port] }),
      ];
    case 'audit':
      if (facts.audit === 'lost') return ['acted', tr('Its last audit event was lost.')];
      return facts.audit === 'logged'
        ? ['acted', tr('Its audit events are written.')]
        : ['acted', tr('The event of its arrival is written; the one of its end follows.')];
    case 'impersonation':
      return facts.impersonator === null
        ? ['passed', tr('It does not ask to act as somebody else.')]
        : ['acted', tr('From here on the user is {user}.', { user: facts.user ?? '' })];
    case 'max-in-flight':
      return info.isLongRunning
        ? ['skipped', tr('It is long-running: no limit counts it.')]
        : ['acted', tr('It takes a place among those in flight.')];
    case 'authorization':
      return ['passed', tr('The user may do this.')];
  }
}

const ANONYMOUS_OF: Readonly<Record<Port, string>> = {
  secure: 'system:anonymous',
  insecure: 'system:unsecured',
};

function timeout({ end }: WalkFacts, info: RequestInfo, tr: Translate): Deed {
  if (info.isLongRunning) return ['skipped', tr('It is long-running: no timeout ends it.')];
  if (end?.kind === 'responded' && end.status === 504)
    return ['acted', tr('Its time was over: it answered 504.')];
  if (end?.kind === 'aborted' && end.reason === 'timeout')
    return ['acted', tr('Its time was over, and the response had begun: it was cut.')];
  return end === null ? ['passed', tr('Its clock runs.')] : ['passed', tr('The response came in time.')];
}

function describeInfo(info: RequestInfo, tr: Translate): string {
  const { verb } = info;
  if (!info.isResourceRequest) return tr('{verb} of a path that is no resource.', { verb });
  const group = info.apiGroup === '' ? info.apiVersion : `${info.apiGroup}/${info.apiVersion}`;
  const resource = info.subresource === '' ? info.resource : `${info.resource}/${info.subresource}`;
  const what = [resource, ...(info.name === '' ? [] : [`"${info.name}"`])].join(' ');
  return info.namespace === ''
    ? tr('{verb} {what} of {group}.', { verb, what, group })
    : tr('{verb} {what} of {group} in {namespace}.', { verb, what, group, namespace: info.namespace });
}
