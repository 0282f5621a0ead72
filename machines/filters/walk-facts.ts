/** What a recording tells of one request's way through the handler chain. */
import type { Protocol, RecordingHeader, ResponseHeaders, RunEvent } from '../recording/events.ts';
import type { ScenarioSource } from '../scenario/schema.ts';
import type { Port } from './order.ts';

/** How the server was done with a request. */
export type WalkEnd =
  | {
      readonly kind: 'rejected';
      readonly filter: string;
      readonly status: number;
      readonly headers: ResponseHeaders;
    }
  | {
      readonly kind: 'responded';
      readonly status: number;
      readonly headers: ResponseHeaders;
      readonly panicked: boolean;
    }
  | { readonly kind: 'aborted'; readonly reason: string };

/** Everything that {@link walkOf} looks at. */
export interface WalkFacts {
  /** It has reached the server. */
  readonly arrived: boolean;
  /** It has passed the chain. */
  readonly admitted: boolean;
  /** How the server was done with it; null: it still works on it, or it has not arrived. */
  readonly end: WalkEnd | null;
  readonly port: Port;
  readonly protocol: Protocol;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly userAgent: string;
  /** Who asks, as the server found; null when it did not come so far, or when the recording does not say. */
  readonly user: string | null;
  /** Who acts as {@link user}; null: nobody does. */
  readonly impersonator: string | null;
  /** It made its connection go away by chance. */
  readonly wentAway: boolean;
  /** MuxAndDiscoveryComplete had fired when it came. */
  readonly muxComplete: boolean;
  /** The wait group of short requests was not counting any more when it came: who is exempt was served uncounted. */
  readonly uncounted: boolean;
  /** What became of its audit event. */
  readonly audit: 'logged' | 'lost' | null;
  /** The flags of the server, as the scenario writes them; empty where the recording has no scenario. */
  readonly flags: NonNullable<ScenarioSource['server']>;
}

const NOTHING: WalkFacts = {
  arrived: false,
  admitted: false,
  end: null,
  port: 'secure',
  protocol: 'h2',
  method: 'GET',
  target: '/',
  userAgent: '',
  user: null,
  impersonator: null,
  wentAway: false,
  muxComplete: false,
  uncounted: false,
  audit: null,
  flags: {},
};

/**
 * Gathers the facts of one request from a recording's events. Give the events up to the playhead, and the walk is as
 * far as the request is then.
 */
export function walkFactsOf(
  events: Iterable<RunEvent>,
  request: string,
  header: Pick<RecordingHeader, 'scenario'>,
): WalkFacts {
  let facts: Writable<WalkFacts> = { ...NOTHING, flags: header.scenario?.server ?? {} };
  const protocols = new Map<string, Protocol>();
  let arrivedSeq = -1;
  let muxComplete = false;
  for (const event of events) {
    if (event.type === 'connection.opened') protocols.set(event.connection, event.protocol);
    if (event.type === 'signal.fired' && event.name === 'MuxAndDiscoveryComplete') muxComplete = true;
    if (event.type === 'connection.goaway' && facts.end?.kind !== 'rejected')
      facts.wentAway ||= event.cause?.includes(arrivedSeq) ?? false;
    if (!('request' in event) || event.request !== request) continue;
    switch (event.type) {
      case 'request.sent':
        facts = { ...facts, method: event.method, target: event.path };
        break;
      case 'request.arrived':
        arrivedSeq = event.seq;
        facts = {
          ...facts,
          arrived: true,
          muxComplete,
          port: event.port ?? 'secure',
          protocol: protocols.get(event.connection) ?? (event.stream === null ? 'http/1.1' : 'h2'),
          method: event.method ?? facts.method,
          target: event.path ?? facts.target,
          userAgent: event.userAgent ?? '',
        };
        break;
      case 'request.admitted':
        facts.admitted = true;
        facts.uncounted = event.counted === false;
        facts.user = event.user ?? null;
        facts.impersonator = event.impersonator ?? null;
        break;
      case 'request.rejected':
        // The GOAWAY of a rejection that closes its connection is no chance.
        facts.wentAway = false;
        facts.user = event.user ?? null;
        facts.end = {
          kind: 'rejected',
          filter: event.filter,
          status: event.status,
          headers: event.headers,
        };
        break;
      case 'request.responded': {
        const { status, headers, panicked = false } = event;
        facts.end = { kind: 'responded', status, headers, panicked };
        break;
      }
      case 'request.aborted':
        facts.end = { kind: 'aborted', reason: event.reason };
        break;
      case 'audit.logged':
      case 'audit.lost':
        facts.audit = event.type === 'audit.logged' ? 'logged' : 'lost';
        break;
      default:
        break;
    }
  }
  return facts;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
