/**
 * Holds one of our recordings against what a real server did with the same scenario. Where the three recorded runs
 * differ, agreement with any of them is enough; a time agrees when it lies within what they span, widened by the
 * tolerance.
 *
 * Not compared, because our events do not say it: bodies of responses, the events of a watch and when its headers are
 * sent, HTTP/2 settings, when a post-start hook's context ends, and log lines.
 */
import type { RunEvent } from '../../machines/recording/events.ts';
import { compareConnections } from './compare/connections.ts';
import { compareProbes } from './compare/probes.ts';
import { compareProcess } from './compare/process.ts';
import { compareRequests } from './compare/requests.ts';
import type { Difference, Tolerance } from './compare/times.ts';
import { factsOf } from './facts.ts';
import { withRaces } from './races.ts';
import type { Trace } from './trace.ts';

export type { Difference, Tolerance } from './compare/times.ts';

/**
 * Everything in a recording that none of the trace's runs has; empty when they agree. Throws when the recording has
 * no SIGTERM.
 */
export function compareTrace(trace: Trace, events: readonly RunEvent[], tolerance: Tolerance): Difference[] {
  const found = factsOf(
    events,
    (trace.scenario.connections ?? []).map(connection => connection.name),
  );
  const possible = withRaces(trace);
  return [
    ...compareProcess(possible, found, tolerance),
    ...compareConnections(possible, found, tolerance),
    ...compareRequests(possible, found, tolerance),
    ...compareProbes(possible, found, tolerance),
  ];
}
