/** A run in one object: what `--json` prints. Names and shape are part of the command line. */

import type { SignalName } from '../signals.ts';
import type { RuleName } from './checks/rule.ts';
import { checkFacts } from './checks.ts';
import type { ExitReason, Outcome, Recording } from './events.ts';
import { eventsOf, factsOf, type RunFacts, sinceStop } from './facts.ts';
import type { Fate } from './fate.ts';
import { fateOfCounted, outcomesByClient, type RequestFate } from './outcomes.ts';

/** Times (`t`, `end`) are milliseconds since the first SIGTERM or SIGINT; since the start where there was none. */
export interface RunSummary {
  /** The scenario's name; null where the recording has no scenario. */
  readonly scenario: string | null;
  readonly mode: 'simulate' | 'live' | 'import';
  readonly lineage: string | null;
  /** Present where nobody asked the process to stop: times count from the start. */
  readonly origin?: 'start';
  readonly signals: readonly { readonly name: SignalName; readonly t: number }[];
  readonly outcomes: Readonly<Record<string, Readonly<Partial<Record<Outcome, number>>>>>;
  /** Requests that have a name in the scenario. */
  readonly requests: readonly NamedRequest[];
  readonly dropped: number;
  readonly turnedAway: number;
  readonly watchesCut: number;
  /** Audit events that the audit backend did not take or did not write. */
  readonly auditLost: number;
  /** Null where the recording ends before the process does. */
  readonly exit: { readonly code: number; readonly reason: ExitReason; readonly t: number } | null;
  /** `ok` is null where the recording cannot decide the rule. */
  readonly checks: readonly {
    readonly rule: RuleName;
    readonly ok: boolean | null;
    readonly detail: string;
  }[];
}

/** A request that has a name; `end`, `outcome` and `status` are null as long as it is open. */
export interface NamedRequest {
  readonly name: string;
  readonly t: number;
  readonly end: number | null;
  readonly outcome: Outcome | null;
  readonly status: number | null;
  /** Seconds, from the header of the response. */
  readonly retryAfter: number | null;
}

const MODES = { simulated: 'simulate', live: 'live', imported: 'import' } as const;

/** Sums up a recording, finished or not. */
export function summarize(recording: Recording): RunSummary {
  return summarizeFacts(factsOf(recording));
}

/** As {@link summarize}, for callers who have the facts already. */
export function summarizeFacts(facts: RunFacts): RunSummary {
  const { header, fates, counted, omitted, exit } = facts;
  const named = fates.filter((fate): fate is RequestFate & { readonly name: string } => fate.name !== null);
  const fateCount = (fate: Fate): number => {
    let total = fates.filter(candidate => candidate.fate === fate).length + (omitted?.fates.get(fate) ?? 0);
    for (const [outcome, number] of counted) if (fateOfCounted(outcome) === fate) total += number;
    return total;
  };
  return {
    scenario: header.scenario?.name ?? null,
    mode: MODES[header.source],
    lineage: header.lineage,
    ...(facts.stop === null ? { origin: 'start' as const } : {}),
    signals: [...facts.signals.values()].map(({ name, t }) => ({ name, t: sinceStop(facts, t) })),
    outcomes: Object.fromEntries(
      [...outcomesByClient(fates, counted, omitted)].map(([client, counts]) => [
        client,
        Object.fromEntries(counts),
      ]),
    ),
    requests: named.map(fate => ({
      name: fate.name,
      t: sinceStop(facts, fate.sentT),
      end: fate.endT === null ? null : sinceStop(facts, fate.endT),
      outcome: fate.outcome,
      status: fate.status,
      retryAfter: fate.retryAfter,
    })),
    dropped: fateCount('dropped'),
    turnedAway: fateCount('turnedAway'),
    watchesCut: fateCount('cut'),
    auditLost: eventsOf(facts.events, 'audit.lost').length,
    exit: exit === null ? null : { code: exit.code, reason: exit.reason, t: sinceStop(facts, exit.t) },
    checks: checkFacts(facts).map(({ rule, ok, detail }) => ({ rule, ok, detail })),
  };
}
