/**
 * One request's walk through the handler chain, as far as it has come at the playhead: a request in flight stands at
 * its handler, one that a filter turned away stands there.
 */
import type { Port } from '../filters/order.ts';
import { type WalkedStep, walkOf } from '../filters/walk.ts';
import { type WalkEnd, type WalkFacts, walkFactsOf } from '../filters/walk-facts.ts';
import { type Lineage, lineageOf } from '../lineage.ts';
import type { RecordingHeader, RunEvent } from '../recording/events.ts';
import type { Answerer } from '../servers/chain.ts';
import { english, type Translate } from '../words/translate.ts';
import { LogLines } from './log-lines.ts';
import type { RecordingIndex } from './recording-index.ts';

/**
 * Where a request is. `outside`: it has not arrived. `entering`: it has, and the chain has not decided. `inside`: its
 * handler works. `turnedAway`: a filter did, or the not-found handler before all paths were known.
 */
export type WalkPlace = 'outside' | 'entering' | 'inside' | 'turnedAway' | 'answered' | 'cut';

/** What became of a step up to now; `here`: the request stands at it. */
export type WalkState = WalkedStep['verdict'] | 'here';

export interface RequestWalk {
  readonly lineage: Lineage;
  readonly port: Port;
  readonly method: string;
  readonly target: string;
  readonly steps: readonly (Omit<WalkedStep, 'verdict'> & { readonly verdict: WalkState })[];
  readonly place: WalkPlace;
  readonly end: WalkEnd | null;
  /** The event with which the server was done with it, or let it in. */
  readonly last: RunEvent | null;
  readonly arrivedAt: number | null;
  /** Who answers it behind the chain; null: it did not come so far, or the recording does not say. */
  readonly answeredBy: Answerer | null;
  readonly facts: WalkFacts;
}

/** As much of a header as says how the server was set up. */
type HeaderPart = Pick<RecordingHeader, 'lineage' | 'scenario'>;

/** The walks of one request at any position of its run. */
export class RequestWalks {
  readonly request: string;
  private readonly index: RecordingIndex;
  private readonly own: LogLines;
  /** What happened to its connection; it is known when the request has arrived. */
  private wire: { readonly connection: string; readonly lines: LogLines } | null = null;

  constructor(request: string, index: RecordingIndex) {
    this.request = request;
    this.index = index;
    this.own = new LogLines(
      index,
      event =>
        ('request' in event && event.request === request) ||
        (event.type === 'signal.fired' && event.name === 'MuxAndDiscoveryComplete'),
    );
  }

  /** After the first `count` events; null: the recording names no version that is known. */
  at(count: number, header: HeaderPart, tr: Translate = english): RequestWalk | null {
    const lineage = header.lineage === null ? null : lineageOf(header.lineage);
    return lineage === null ? null : walkAt(lineage, this.eventsUpTo(count), this.request, header, tr);
  }

  private eventsUpTo(count: number): readonly RunEvent[] {
    const own = linesBefore(this.own, count);
    const connection = own.find(event => event.type === 'request.arrived')?.connection;
    if (connection === undefined) return own;
    if (this.wire?.connection !== connection) {
      const lines = new LogLines(
        this.index,
        event =>
          (event.type === 'connection.opened' || event.type === 'connection.goaway') &&
          event.connection === connection,
      );
      this.wire = { connection, lines };
    }
    return [...own, ...linesBefore(this.wire.lines, count)].sort((a, b) => a.seq - b.seq);
  }
}

function linesBefore(lines: LogLines, count: number): readonly RunEvent[] {
  lines.update();
  return Array.from({ length: lines.before(count) }, (_, number) => lines.line(number)).filter(
    event => event !== undefined,
  );
}

function walkAt(
  lineage: Lineage,
  events: readonly RunEvent[],
  request: string,
  header: HeaderPart,
  tr: Translate,
): RequestWalk {
  const facts = walkFactsOf(events, request, header);
  const { port, method, target, end } = facts;
  const place = placeOf(facts);
  const steps = walkOf(lineage, port, place === 'entering' ? { ...facts, arrived: false } : facts, tr);
  const first = steps.findIndex(({ verdict }) => verdict !== 'skipped');
  const admitted = events.findLast(event => event.type === 'request.admitted');
  const arrived = events.find(event => event.type === 'request.arrived');
  return {
    lineage,
    port,
    method,
    target,
    steps:
      place === 'entering'
        ? steps.map((step, at) => (at === first ? { ...step, verdict: 'here' } : step))
        : steps,
    place,
    end,
    last: events.findLast(isDecision) ?? null,
    arrivedAt: arrived?.t ?? null,
    answeredBy:
      end?.kind === 'rejected' && end.filter === 'not-found' ? 'not-found' : (admitted?.answeredBy ?? null),
    facts,
  };
}

function placeOf({ arrived, admitted, end }: WalkFacts): WalkPlace {
  if (end?.kind === 'rejected') return 'turnedAway';
  if (end?.kind === 'responded') return 'answered';
  if (end?.kind === 'aborted') return 'cut';
  if (admitted) return 'inside';
  return arrived ? 'entering' : 'outside';
}

const DECISIONS: ReadonlySet<RunEvent['type']> = new Set([
  'request.admitted',
  'request.rejected',
  'request.responded',
  'request.aborted',
]);

function isDecision(event: RunEvent): boolean {
  return DECISIONS.has(event.type);
}
