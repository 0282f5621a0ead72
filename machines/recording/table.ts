/** A run as plain text for people: signals, outcomes, named requests, verdicts. */

import { checkFacts } from './checks.ts';
import { OUTCOMES, type Outcome, type Recording } from './events.ts';
import { eventsOf, factsOf, type RunFacts, sinceStop } from './facts.ts';
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

/** Squares are events of the process, discs are lifecycle signals. */
function signals(facts: RunFacts, summary: RunSummary): string[] {
  const rows = [...facts.signals.values()].map(event => ({
    seq: event.seq,
    t: event.t,
    text: `● ${event.name}`,
  }));
  for (const event of eventsOf(facts.events, 'process.signalled')) {
    rows.push({ seq: event.seq, t: event.t, text: `■ ${event.signal}` });
  }
  if (facts.exit !== null) rows.push({ seq: facts.exit.seq, t: facts.exit.t, text: '■ exit' });
  rows.sort((a, b) => a.seq - b.seq);
  const title = `since ${facts.stop?.signal ?? 'the start'}`;
  if (rows.length === 0) return ['Signals', '  none'];
  return textTable(
    ['Signals', title],
    rows.map(row => [row.text, clock(sinceStop(facts, row.t), summary.origin)]),
    'lr',
  );
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
    `  ${summary.dropped} dropped · ${summary.turnedAway} turned away · ${summary.watchesCut} ${summary.watchesCut === 1 ? 'watch' : 'watches'} cut off`,
  ];
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
