/** What the health endpoints said, check by check. */
import type { RequestFacts, RunFacts } from '../facts.ts';
import type { TraceOutcome } from '../trace.ts';
import type { Difference } from './times.ts';

/** Post-start hooks that the library brings along: they are not modelled. */
const LIBRARY_HOOKS = [
  'poststarthook/max-in-flight-filter',
  'poststarthook/storage-object-count-tracker-hook',
];

/**
 * The checks that a response lists and whether each failed. A body was kept up to 200 characters: a check beyond them
 * is not known. Our events have no bodies, but they say which checks of an endpoint fail.
 */
export function checksOf(body: string): ReadonlyMap<string, boolean> {
  const checks = new Map<string, boolean>();
  for (const [, sign, name] of body.matchAll(/^\[([+-])\](\S+) /gm)) {
    if (name !== undefined && !LIBRARY_HOOKS.includes(name)) checks.set(name, sign === '-');
  }
  return checks;
}

/** A difference unless the checks that failed when a health probe was answered are those of one of the responses. */
export function compareHealth(
  subject: string,
  kind: string,
  ours: RequestFacts,
  alike: readonly TraceOutcome[],
  found: RunFacts,
): Difference[] {
  const endpoint = /^(readyz|livez|healthz)(-verbose)?-/.exec(kind)?.[1];
  const answer = ours.headers;
  if (endpoint === undefined || answer === null) return [];
  const failing = found.health
    .filter(health => health.endpoint === `/${endpoint}` && health.t <= answer.t)
    .at(-1)?.failing;
  const ourFailing = failing ?? [];
  const agrees = alike.some(({ status, body }) =>
    status === 200
      ? ourFailing.length === 0
      : [...checksOf(body ?? '')].every(([name, failed]) => ourFailing.includes(name) === failed),
  );
  if (agrees) return [];
  const expected = alike.map(({ body }) =>
    [...checksOf(body ?? '')].filter(([, failed]) => failed).map(([name]) => name),
  );
  return [
    {
      subject,
      sentence: `expected failing checks ${[...new Set(expected.map(list))].join(' or ')}, found ${list(ourFailing)}`,
    },
  ];
}

function list(names: readonly string[]): string {
  return names.join(', ') || 'none';
}
