/** Measures one run. What a request came to is sorted by the rules of the tables, the summary and the pictures. */
import { checkFacts } from '../recording/checks.ts';
import type { RunEvent } from '../recording/events.ts';
import { eventsOf, type RunFacts } from '../recording/facts.ts';
import type { Fate } from '../recording/fate.ts';
import { EXTERNAL_CLIENT, fateOfCounted, type RequestFate } from '../recording/outcomes.ts';
import { compareMoments, type FoundMoment, findMoment } from './find-moment.ts';
import type { CountOf, MeasureOf } from './measure.ts';
import type { MomentRef } from './moment-ref.ts';

type Count = Extract<MeasureOf, { readonly kind: 'count' }>;

/** What is measured in a run: a word, or a number (durations in milliseconds). `none` where a moment does not come, or nobody knows. */
export function measureFacts(facts: RunFacts, of: MeasureOf): string | number {
  switch (of.kind) {
    case 'outcome':
      return outcomeOf(facts.fates.find(({ name }) => name === of.request));
    case 'count':
      return countOf(facts, of);
    case 'first':
      return extreme(facts, of.moments, -1);
    case 'last':
      return extreme(facts, of.moments, 1);
    case 'happens':
      return happens(facts, of.moment, of.before) ? 'yes' : 'no';
    case 'health':
      return atMoment(facts, of.at, beforeAll(facts, 'failing'), event =>
        event.type === 'health.changed' && event.endpoint === of.endpoint
          ? event.ok
            ? 'ok'
            : 'failing'
          : null,
      );
    case 'verdict':
      return atMoment(facts, of.at, 'none', event =>
        event.type === 'probe.changed' && event.client === of.client
          ? event.healthy
            ? 'healthy'
            : 'unhealthy'
          : null,
      );
    case 'listener':
      return atMoment(facts, of.at, beforeAll(facts, 'closed'), event =>
        event.type === 'listener.opened' ? 'open' : event.type === 'listener.closed' ? 'closed' : null,
      );
    case 'time': {
      const from = findMoment(facts, of.from);
      const to = findMoment(facts, of.to);
      return from === null || to === null ? 'never' : Math.round((to.t - from.t) * 1000) / 1000;
    }
    case 'exit':
      return facts.exit?.[of.of] ?? 'none';
    case 'rule': {
      const ok = checkFacts(facts).find(({ rule }) => rule === of.rule)?.ok ?? null;
      return ok === null ? 'undecidable' : ok ? 'ok' : 'broken';
    }
  }
}

/** In a word what a request's client got. A complete response that says it failed is named by its status. */
function outcomeOf(request: RequestFate | undefined): string {
  if (request === undefined) return 'none';
  const { outcome, status, fate } = request;
  switch (outcome) {
    case null:
      return 'open';
    case 'ok':
      return status !== null && status >= 400 ? String(status) : 'answered';
    case 'rejected':
      return String(status);
    case 'refused':
      return 'refused';
    case 'goaway':
      return fate === 'turnedAway' ? 'goaway' : 'cut';
    case 'timeout':
      return fate === 'answered' && status !== null && status >= 400 ? String(status) : 'timeout';
    case 'reset':
    case 'failed':
      return 'cut';
  }
}

const FATES = {
  answered: 'answered',
  dropped: 'dropped',
  turnedAway: 'turnedAway',
  watchesCut: 'cut',
} as const satisfies Partial<Record<CountOf, Fate>>;

function countOf(facts: RunFacts, of: Count): number {
  const from = of.from === null ? Number.NEGATIVE_INFINITY : (findMoment(facts, of.from)?.t ?? null);
  // From a moment on that never comes there is nothing; until one that never comes there is everything.
  if (from === null) return 0;
  const to =
    of.to === null ? Number.POSITIVE_INFINITY : (findMoment(facts, of.to)?.t ?? Number.POSITIVE_INFINITY);
  const isWithin = (t: number): boolean => t >= from && t < to;
  if (of.of === 'auditLost' || of.of === 'goaways') return countEvents(facts, of.of, of.client, isWithin);
  const { of: what } = of;
  const isCounted = ({ outcome, fate }: Pick<RequestFate, 'outcome' | 'fate'>): boolean => {
    if (what === 'requests') return true;
    if (what === 'refused' || what === 'rejected') return outcome === what;
    return what in FATES && fate === FATES[what as keyof typeof FATES];
  };
  const single = facts.fates.filter(
    request => isOf(request, of.client) && isWithin(request.sentT) && isCounted(request),
  ).length;
  // Strangers of whom only a number is recorded were sent at no known time.
  const isWhole = of.from === null && of.to === null && (of.client === null || of.client === EXTERNAL_CLIENT);
  let numbered = 0;
  for (const [outcome, number] of isWhole ? facts.counted : [])
    if (isCounted({ outcome, fate: fateOfCounted(outcome) })) numbered += number;
  return single + numbered;
}

/** Probes and hooks are no traffic that anybody would miss, unless they are asked for by name. */
function isOf({ client, kind }: RequestFate, wanted: string | null): boolean {
  return wanted === null ? kind !== 'probe' && kind !== 'hook' : client === wanted;
}

function countEvents(
  facts: RunFacts,
  of: 'auditLost' | 'goaways',
  client: string | null,
  isWithin: (t: number) => boolean,
): number {
  const { events, fates } = facts;
  if (of === 'auditLost') {
    const clients = new Map(fates.map(fate => [fate.request, fate.client]));
    return eventsOf(events, 'audit.lost').filter(
      ({ t, request }) => isWithin(t) && (client === null || clients.get(request) === client),
    ).length;
  }
  const clients = new Map(
    eventsOf(events, 'connection.opened').map(opened => [opened.connection, opened.client]),
  );
  return eventsOf(events, 'connection.goaway').filter(
    ({ t, connection }) => isWithin(t) && (client === null || clients.get(connection) === client),
  ).length;
}

/** The first (-1) or the last (1) of the moments that come. */
function extreme(facts: RunFacts, moments: readonly MomentRef[], which: -1 | 1): string {
  const found = moments.flatMap(ref => {
    const moment = findMoment(facts, ref);
    return moment === null ? [] : [{ ref, moment }];
  });
  if (found.length === 0) return 'none';
  const winner = found.find(({ moment }) =>
    found.every(other => other.moment === moment || compareMoments(facts, moment, other.moment) === which),
  );
  return winner?.ref.text ?? 'together';
}

function happens(facts: RunFacts, moment: MomentRef, before: MomentRef | null): boolean {
  const found = findMoment(facts, moment);
  if (found === null) return false;
  const limit: FoundMoment | null = before === null ? null : findMoment(facts, before);
  return limit === null || compareMoments(facts, found, limit) === -1;
}

/** What is so before anything is said of it: a log may begin in the middle, and then nobody knows. */
function beforeAll({ header }: RunFacts, atStart: string): string {
  return header.source === 'imported' ? 'none' : atStart;
}

/** What the last event up to a moment says that says anything. */
function atMoment(
  facts: RunFacts,
  ref: MomentRef,
  atFirst: string,
  say: (event: RunEvent) => string | null,
): string {
  const moment = findMoment(facts, ref);
  if (moment === null) return 'none';
  let said = atFirst;
  for (const event of facts.events) {
    if (event.t > moment.t) break;
    said = say(event) ?? said;
  }
  return said;
}
