/**
 * The handler chain at work: of the steps that a version has, those that can do something under the flags of this run,
 * in their order. Built once; what no flag asks for costs a request nothing.
 */
import type { ResponseHeaders } from '../recording/events.ts';
import type { Duration } from '../time.ts';
import { authentication } from './authentication.ts';
import { authorization } from './authorization.ts';
import { cors, corsHeaders } from './cors.ts';
import { CACHE_CONTROL, type Filter, type FilterConfig, type FilterInput, type Rejection } from './filter.ts';
import { impersonation } from './impersonation.ts';
import { isMutating, maxInFlight } from './max-in-flight.ts';
import { chainOrder, type Port, type StepName } from './order.ts';
import { requestDeadline, requestTimeout } from './request-deadline.ts';
import type { RequestInfo } from './request-info.ts';
import { requestInfoFilter } from './request-info-filter.ts';
import { retryAfter } from './retry-after.ts';
import { isCounted, waitGroup } from './wait-group.ts';
import { warningHeaders } from './warnings.ts';
import { isCountedWatch, watchTermination } from './watch-termination.ts';

/** A request has passed the chain; what the server must remember until it ends. */
export interface Admission {
  /** The wait group of short requests counts it. */
  readonly counted: boolean;
  /** The wait group of watches counts it. */
  readonly countedWatch: boolean;
  /** Which limit of max-in-flight it takes a place of; null: none. */
  readonly slot: 'read' | 'write' | null;
  /** Its time, from its arrival; null: no limit. */
  readonly timeout: Duration | null;
}

/** What a step adds to every response that has passed it; null: nothing. */
type Dresser = (input: FilterInput) => ResponseHeaders | null;

/** The chain of one port. */
export class HandlerChain {
  /** The names of all its steps, also of those that have nothing to do. */
  readonly steps: readonly StepName[];
  private readonly config: FilterConfig;
  private readonly filters: readonly { readonly name: StepName; readonly filter: Filter }[];
  private readonly dressers: readonly { readonly name: StepName; readonly dress: Dresser }[];
  /** Handlers say Cache-Control themselves, as nearly all versions do: only an older one has to take it away. */
  private readonly hasCacheControl: boolean;
  private readonly counts: boolean;
  /** The place of the step that sends Audit-ID; -1: none does. */
  private readonly auditIdFrom: number;
  private readonly goawayChance: number;
  private readonly countsWatches: boolean;
  private readonly undressed = new WeakMap<ResponseHeaders, ResponseHeaders>();

  constructor(config: FilterConfig, port: Port) {
    this.config = config;
    this.steps = chainOrder(config.lineage, port);
    this.filters = this.steps.flatMap(name => {
      const filter = filterOf(name, config, port);
      return filter === null ? [] : [{ name, filter }];
    });
    this.dressers = this.steps.flatMap(name => {
      const dress = dresserOf(name, config);
      return dress === null ? [] : [{ name, dress }];
    });
    this.hasCacheControl = this.steps.includes('cache-control');
    this.goawayChance = this.steps.includes('goaway') ? config.goawayChance : 0;
    const sender = this.steps.includes('audit-init') ? 'audit-init' : 'audit';
    this.auditIdFrom = config.lineage === '1.6' ? -1 : this.steps.indexOf(sender);
    this.counts = this.steps.includes('wait-group');
    this.countsWatches = this.steps.includes('watch-termination');
  }

  /** The first step that turns the request away, or answers it itself; null: it passes. */
  reject(input: FilterInput): Rejection | null {
    for (const { name, filter } of this.filters) {
      const rejection = filter(input);
      if (rejection) return { ...rejection, headers: this.headersAt(name, rejection.headers, input) };
    }
    return null;
  }

  /** What the server remembers of a request that {@link reject} let pass. */
  admit(input: FilterInput): Admission {
    const { request } = input;
    return {
      counted: this.counts && isCounted(input),
      countedWatch: this.countsWatches && isCountedWatch(input),
      slot: request.isLongRunning ? null : isMutating(request) ? 'write' : 'read',
      timeout: requestTimeout(request, this.config),
    };
  }

  /** Whether the wait group counts requests like this one, but not this one any more. */
  isUncounted(request: RequestInfo, admission: Admission): boolean {
    return this.counts && !admission.counted && !request.isLongRunning;
  }

  /**
   * Whether its connection is to go away by chance (pkg/server/filters/goaway.go): HTTP/2 only; `roll` draws a random
   * number from 0 to 1, and only where there is a chance. The request itself is served.
   */
  sendsAway(protocol: 'h2' | 'http/1.1', roll: () => number): boolean {
    return this.goawayChance > 0 && rollsGoaway(protocol, this.goawayChance, roll());
  }

  /** Whether a handler's constant headers are the same for every request behind the chain. */
  get dressesAllAlike(): boolean {
    return this.dressers.length === 0;
  }

  /** The headers of a handler's response as the chain sends them on; the same object where it adds nothing. */
  dress(headers: ResponseHeaders, input: FilterInput): ResponseHeaders {
    const own = this.hasCacheControl ? headers : this.withoutCacheControl(headers);
    if (this.dressers.length === 0) return own;
    let dressed = own;
    for (const { dress } of this.dressers) {
      const more = dress(input);
      if (more) dressed = joined(dressed, more);
    }
    return dressed;
  }

  /** Whether a response that came from the step, or from behind it, carries Audit-ID. */
  sendsAuditId(from: StepName | 'handler'): boolean {
    if (from === 'handler') return this.auditIdFrom >= 0;
    return this.auditIdFrom >= 0 && this.steps.indexOf(from) >= this.auditIdFrom;
  }

  /** Whether the audit filter saw a request that the step turned away: its event is in the audit log. */
  isAudited(by: string): boolean {
    const at = (this.steps as readonly string[]).indexOf(by);
    // The not-found handler stands behind the chain. A failed authentication and a bad deadline are logged by themselves.
    if (at < 0 || by === 'authentication') return true;
    return at > this.steps.indexOf('audit') || by === 'request-deadline';
  }

  /** Whether the HTTP log has a line for a request that the step turned away. */
  isLogged(by: string): boolean {
    const at = (this.steps as readonly string[]).indexOf(by);
    return at < 0 || at > this.steps.indexOf('http-log');
  }

  private headersAt(name: StepName, own: ResponseHeaders, input: FilterInput): ResponseHeaders {
    const at = this.steps.indexOf(name);
    let headers: ResponseHeaders =
      this.hasCacheControl && this.steps.indexOf('cache-control') < at ? { ...CACHE_CONTROL, ...own } : own;
    for (const { name: step, dress } of this.dressers) {
      // A filter that answers itself has added its own headers.
      const more = this.steps.indexOf(step) <= at ? dress(input) : null;
      if (more) headers = { ...headers, ...more };
    }
    return headers;
  }

  private withoutCacheControl(headers: ResponseHeaders): ResponseHeaders {
    const known = this.undressed.get(headers);
    if (known) return known;
    const { 'cache-control': _, ...rest } = headers;
    this.undressed.set(headers, rest);
    return rest;
  }
}

/** The filter of a step, if it can ever turn somebody away under these flags. */
function filterOf(name: StepName, config: FilterConfig, port: Port): Filter | null {
  switch (name) {
    case 'request-info':
      return requestInfoFilter;
    case 'retry-after':
      return config.sendRetryAfter ? retryAfter : null;
    case 'watch-termination':
      return config.watchTermination ? watchTermination : null;
    case 'wait-group':
      return waitGroup;
    case 'request-deadline':
      return requestDeadline;
    case 'cors':
      return config.corsAllowedOrigins.length > 0 ? cors : null;
    case 'authentication':
      return port === 'secure' ? authentication : null;
    case 'impersonation':
      return impersonation;
    case 'max-in-flight':
      return config.maxRequestsInflight > 0 || config.maxMutatingRequestsInflight > 0 ? maxInFlight : null;
    case 'authorization':
      return config.rules === null ? null : authorization;
    default:
      return null;
  }
}

function dresserOf(name: StepName, config: FilterConfig): Dresser | null {
  switch (name) {
    case 'hsts': {
      if (config.strictTransportSecurity === '') return null;
      const headers = { 'strict-transport-security': config.strictTransportSecurity };
      return () => headers;
    }
    case 'warnings':
      return config.warnings.length > 0 ? warningHeaders : null;
    case 'cors':
      return config.corsAllowedOrigins.length > 0 ? corsHeaders : null;
    default:
      return null;
  }
}

/** Both together; what the handler warns of stands before what the chain does. */
function joined(own: ResponseHeaders, more: ResponseHeaders): ResponseHeaders {
  return own.warning !== undefined && more.warning !== undefined
    ? { ...own, ...more, warning: `${own.warning}, ${more.warning}` }
    : { ...own, ...more };
}

/** Whether the dice fall: `roll` is a random number from 0 to 1 that the caller drew. */
export function rollsGoaway(protocol: 'h2' | 'http/1.1', chance: number, roll: number): boolean {
  return protocol === 'h2' && roll < chance;
}

/** The chains of a run, by port; a port that nothing listens on has one without steps. */
export type HandlerChains = Readonly<Record<Port, HandlerChain>>;

export function handlerChains(config: FilterConfig): HandlerChains {
  return { secure: new HandlerChain(config, 'secure'), insecure: new HandlerChain(config, 'insecure') };
}
