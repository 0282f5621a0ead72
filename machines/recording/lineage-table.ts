/**
 * One run as one row of the table that sets lineages side by side: what happened between the stop and the exit, and what
 * became of the requests. Everything comes from the recording; nothing is written down about how a version behaves.
 */
import type { SignalName } from '../signals.ts';
import { toMs } from '../time.ts';
import type { ExitReason, Recording } from './events.ts';
import { eventsOf, factsOf, type RunFacts, sinceStop } from './facts.ts';
import { fateCounts } from './fate-counts.ts';
import { type MomentKey, momentsOf } from './moments.ts';

/**
 * What lasts for a while, in the order in which it is drawn. `listening`: new connections are accepted; `rejecting`: new
 * requests are turned away; between the two, requests on connections that are kept are still taken.
 */
export const ROW_PARTS = [
  'unready',
  'delay',
  'hooks',
  'listening',
  'rejecting',
  'draining',
  'serverShutdown',
] as const;
export type RowPart = (typeof ROW_PARTS)[number];

/** A part of the shutdown, in milliseconds since the stop; `to` is null where it had not ended when the recording did. */
export interface RowSpan {
  readonly part: RowPart;
  readonly from: number;
  readonly to: number | null;
}

/** Something that happened at one time, in milliseconds since the stop. */
export interface RowMoment {
  readonly key: MomentKey;
  /** What happened, in English. */
  readonly label: string;
  /** How that version calls it; null: it had no name for it. */
  readonly signal: SignalName | null;
  readonly t: number;
}

/** Times are milliseconds since the first SIGTERM or SIGINT; since the start where there was none. */
export interface LineageRow {
  readonly lineage: string | null;
  readonly isStopped: boolean;
  readonly spans: readonly RowSpan[];
  readonly moments: readonly RowMoment[];
  /** Requests that got their response, whatever it was. */
  readonly ok: number;
  readonly turnedAway: number;
  readonly dropped: number;
  /** Neither taken nor turned away: the connection broke before. */
  readonly lostOnTheWay: number;
  readonly watchesCut: number;
  readonly auditLost: number;
  /** Null where the recording ends before the process does. */
  readonly exit: { readonly code: number; readonly reason: ExitReason; readonly t: number } | null;
  /** When the recording ends. */
  readonly end: number;
}

/** The parts that any of the rows has, in the order in which they are drawn. */
export function partsOf(rows: readonly LineageRow[]): readonly RowPart[] {
  return ROW_PARTS.filter(part => rows.some(({ spans }) => spans.some(span => span.part === part)));
}

/** The row of a recording, finished or not. */
export function lineageRow(recording: Recording): LineageRow {
  return lineageRowOf(factsOf(recording));
}

/** The row of a recording of which the facts are there. */
export function lineageRowOf(facts: RunFacts): LineageRow {
  const { header, events, exit, stop } = facts;
  const counts = fateCounts(facts);
  const moments = momentsOf(events, header).map(({ key, label, signal, t }) => ({
    key,
    label,
    signal,
    t: sinceStop(facts, t),
  }));
  return {
    lineage: header.lineage,
    isStopped: stop !== null,
    spans: stop === null ? [] : spansOf(facts, moments),
    moments: stop === null ? [] : moments,
    ok: counts.get('answered') ?? 0,
    turnedAway: counts.get('turnedAway') ?? 0,
    dropped: counts.get('dropped') ?? 0,
    lostOnTheWay: counts.get('lost') ?? 0,
    watchesCut: counts.get('cut') ?? 0,
    auditLost: eventsOf(events, 'audit.lost').length,
    exit: exit === null ? null : { code: exit.code, reason: exit.reason, t: sinceStop(facts, exit.t) },
    end: sinceStop(facts, facts.endT),
  };
}

function spansOf(facts: RunFacts, moments: readonly RowMoment[]): readonly RowSpan[] {
  const exit = facts.exit === null ? null : sinceStop(facts, facts.exit.t);
  const at = (key: MomentKey): number | null => moments.find(moment => moment.key === key)?.t ?? null;
  /** What begins and does not end before the process does ends with it; what takes no time is not drawn. */
  const span = (part: RowPart, from: number | null, to: number | null): readonly RowSpan[] => {
    if (from === null || (exit !== null && from >= exit)) return [];
    const end = to === null || (exit !== null && to > exit) ? exit : to;
    return end !== null && end <= from ? [] : [{ part, from, to: end }];
  };
  const red = eventsOf(facts.events, 'health.changed').find(
    ({ endpoint, ok, seq }) => endpoint === '/readyz' && !ok && seq > (facts.stop?.seq ?? 0),
  );
  const isDelayed = at('delayOver') !== null || delayMs(facts) > 0;
  return [
    ...span('unready', red ? sinceStop(facts, red.t) : null, null),
    ...(isDelayed ? span('delay', at('stopRequested'), at('delayOver')) : []),
    ...hooksSpan(facts, span),
    ...span('listening', 0, at('listenerClosed')),
    ...span('rejecting', at('notAccepting'), null),
    ...span('draining', at('notAccepting'), at('drained')),
    ...span('serverShutdown', at('listenerClosed'), shutdownReturned(facts)),
  ];
}

function delayMs({ scenario }: RunFacts): number {
  return scenario === null ? 0 : toMs(scenario.server['shutdown-delay-duration']);
}

/** From the first pre-shutdown hook to the last, if all that began have ended. */
function hooksSpan(
  facts: RunFacts,
  span: (part: RowPart, from: number | null, to: number | null) => readonly RowSpan[],
): readonly RowSpan[] {
  const { events } = facts;
  const started = eventsOf(events, 'hook.started').filter(({ phase }) => phase === 'preShutdown');
  const finished = eventsOf(events, 'hook.finished').filter(({ phase }) => phase === 'preShutdown');
  const [first] = started;
  const last = finished.at(-1);
  const isOver = last !== undefined && finished.length >= started.length;
  return span('hooks', first ? sinceStop(facts, first.t) : null, isOver ? sinceStop(facts, last.t) : null);
}

/** When Go's `Server.Shutdown` came back to who had called it, with all connections closed or its time over. */
function shutdownReturned(facts: RunFacts): number | null {
  const event = eventsOf(facts.events, 'state.changed').find(
    ({ machine, region, to }) =>
      machine === 'lifecycle' && region === 'httpServer' && (to === 'closed' || to === 'gaveUp'),
  );
  return event === undefined ? null : sinceStop(facts, event.t);
}
