/** A run as plain text for people: signals, outcomes, named requests, verdicts. */

import { hasGate } from '../lifecycle/lineage-facts.ts';
import { lineageOf } from '../lineage.ts';
import { checkFacts } from './checks.ts';
import { OUTCOMES, type Outcome, type Recording } from './events.ts';
import { eventsOf, factsOf, type RunFacts, sinceStop } from './facts.ts';
import { type Moment, momentsOf } from './moments.ts';
import { outcomesByClient } from './outcomes.ts';
import { type RunSummary, summarizeFacts } from './summary.ts';
import { textTable } from './text-table.ts';

/** More named requests than this are only counted. */
const MOST_REQUESTS = 40;

const SOURCES = { simulated: 'simulated', live: 'live server', imported: 'imported log' } as const;

type Row = readonly string[];

/** The table of a recording, several lines with an end each. */
export function formatTable(recording: Recording): string {
  const facts = factsOf(recording);
  const summary = summarizeFacts(facts);
  const sections = [
    heading(facts, summary),
    signals(facts, summary),
    outcomes(facts, summary),
    namedRequests(summary),
    rules(facts),
    ending(facts, summary),
  ];
  return `${sections
    .filter(section => section.length > 0)
    .map(section => section.join('\n'))
    .join('\n\n')}\n`;
}

function heading({ header }: RunFacts, summary: RunSummary): string[] {
  const title = [
    summary.scenario ?? 'a run without a scenario',
    SOURCES[header.source],
    ...(header.lineage === null ? [] : [`lineage ${header.lineage}`]),
    ...(header.seed === null ? [] : [`seed ${header.seed}`]),
    ...(header.speed === 1 ? [] : [`speed ${header.speed}`]),
  ].join(' · ');
  const description = header.scenario?.description ?? '';
  return description === '' ? [title] : [title, description];
}

/** Squares are events of the process, discs are lifecycle signals, circles are moments that the version has no name for. */
function signals(facts: RunFacts, summary: RunSummary): string[] {
  const rows = [...facts.signals.values()].map(event => ({
    seq: event.seq,
    t: event.t,
    text: `● ${event.name}`,
  }));
  const unnamed = namelessMoments(facts);
  // In the order of the moments, which is not always that of their events.
  let place = 0;
  for (const { seq, t, label } of unnamed) {
    place = Math.max(place, seq);
    rows.push({ seq: place, t, text: `○ ${label}` });
  }
  for (const event of eventsOf(facts.events, 'process.signalled')) {
    rows.push({ seq: event.seq, t: event.t, text: `■ ${event.signal}` });
  }
  if (facts.exit !== null) rows.push({ seq: facts.exit.seq, t: facts.exit.t, text: '■ exit' });
  rows.sort((a, b) => a.seq - b.seq);
  const title = `since ${facts.stop?.signal ?? 'the start'}`;
  if (rows.length === 0) return ['Signals', '  none'];
  return textTable(
    [unnamed.length > 0 ? 'Moments' : 'Signals', title],
    rows.map(row => [row.text, clock(sinceStop(facts, row.t), summary.origin)]),
    'lr',
  );
}

/** What happened between the stop and the exit that a version before 1.25 has no signal for. */
function namelessMoments({ header, events }: RunFacts): readonly Moment[] {
  const lineage = header.lineage === null ? null : lineageOf(header.lineage);
  if (header.source === 'imported' || lineage === null || hasGate(lineage)) return [];
  // The stop itself is among the events of the process.
  return momentsOf(events, header).filter(({ signal, key }) => signal === null && key !== 'stopRequested');
}

function outcomes(facts: RunFacts, summary: RunSummary): string[] {
  const clients = [...outcomesByClient(facts.fates, facts.counted, facts.omitted)];
  if (clients.length === 0) return [];
  const used = OUTCOMES.filter(outcome => clients.some(([, counts]) => counts.has(outcome)));
  const open = new Map<string, number>();
  for (const fate of facts.fates) {
    if (fate.fate === 'open') open.set(fate.client, (open.get(fate.client) ?? 0) + 1);
  }
  const cell = (number: number | undefined): string => (number === undefined ? '·' : String(number));
  const rows = clients.map(
    ([client, counts]): Row => [
      client,
      ...used.map((outcome: Outcome) => cell(counts.get(outcome))),
      ...(open.size === 0 ? [] : [cell(open.get(client))]),
    ],
  );
  const titles = ['Requests', ...used, ...(open.size === 0 ? [] : ['open'])];
  return [
    ...textTable(titles, rows, `l${'r'.repeat(titles.length - 1)}`),
    `  ${summary.dropped} dropped · ${summary.turnedAway} turned away · ${summary.watchesCut} ${summary.watchesCut === 1 ? 'watch' : 'watches'} cut off${auditWords(summary)}`,
  ];
}

function auditWords({ auditLost }: RunSummary): string {
  return auditLost === 0 ? '' : ` · ${auditLost} audit ${auditLost === 1 ? 'event' : 'events'} lost`;
}

function namedRequests({ requests, origin }: RunSummary): string[] {
  if (requests.length === 0) return [];
  const rows = requests
    .slice(0, MOST_REQUESTS)
    .map(
      (request): Row => [
        request.name,
        clock(request.t, origin),
        request.end === null ? '·' : clock(request.end, origin),
        request.outcome ?? 'open',
        String(request.status ?? '·'),
        request.retryAfter === null ? '·' : `${request.retryAfter} s`,
      ],
    );
  const lines = textTable(
    ['Named requests', 'sent', 'ended', 'outcome', 'status', 'Retry-After'],
    rows,
    'lrrlrr',
  );
  const hidden = requests.length - rows.length;
  return hidden > 0 ? [...lines, `  and ${hidden} more`] : lines;
}

function rules(facts: RunFacts): string[] {
  const rows = checkFacts(facts).map(({ rule, ok, detail }): Row => {
    if (ok === null) return [`? ${rule}`, `not decidable: ${detail}`];
    return ok ? [`✓ ${rule}`, detail] : [`✗ ${rule}`, `broken: ${detail}`];
  });
  return textTable(['Rules', ''], rows, 'll');
}

function ending(facts: RunFacts, summary: RunSummary): string[] {
  if (summary.exit === null) return ['The recording ends before the process does.'];
  const { code, reason, t } = summary.exit;
  return [`Exit code ${code} (${reason}), ${seconds(t)} after ${facts.stop?.signal ?? 'the start'}.`];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}

/** A time relative to the origin; before and after a stop signal it has a sign. */
function clock(ms: number, origin: 'start' | undefined): string {
  return ms > 0 && origin === undefined ? `+${seconds(ms)}` : seconds(ms);
}
