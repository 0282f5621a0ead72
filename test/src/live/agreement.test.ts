/** What a live run records holds together: the machines agree with it, and its requests move as their tables say. */
import { describe, expect, test } from 'vitest';
import type { Lineage } from '../../../machines/lineage.ts';
import type { Recording, RunEvent } from '../../../machines/recording/events.ts';
import { summarize } from '../../../machines/recording/summary.ts';
import { libraryScenario } from '../../../machines/scenario/library.ts';
import { onLineage } from '../../../machines/scenario/on-lineage.ts';
import { validateScenario } from '../../../machines/scenario/parse.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { startLiveRun } from '../../../src/live/run.ts';
import type { ValidScenario } from '../../../src/scenario-input.ts';
import {
  brokenAudit,
  brokenConnections,
  brokenCounts,
  brokenDrain,
  brokenOrder,
  brokenRequests,
  brokenSignals,
  signsOfLifeAfterExit,
  unsettled,
} from '../../machines/simulation/invariants.ts';
import { replayed } from '../../machines/simulation/replayed.ts';

/** Requests of strangers have the server's events only; all of ours have both ends. */
const SCENARIOS = [
  'graceful',
  'retry-after',
  'watches',
  'stuck-request',
  'failing-hook',
  'http1-keepalive',
  'second-sigterm',
  'server-chain',
];

/** Each with something that its version does otherwise than the one after it. */
const OLD: readonly (readonly [name: string, lineage: Lineage])[] = [
  ['nothing-graceful', '1.6'],
  ['nobody-waits', '1.10'],
  ['slow-hook', '1.14'],
  ['readyz-too-late', '1.16'],
  ['graceful', '1.20'],
  ['slow-hook', '1.22'],
  ['retry-after', '1.23'],
  ['hook-api-rejected', '1.24'],
  ['post-start-deadlock', '1.24'],
  ['audit-deadlock', '1.24'],
];

function onItsLineage(name: string, lineage: Lineage | null): ValidScenario {
  const entry = libraryScenario(name);
  if (!entry) throw new Error(`the library has no ${name}`);
  if (lineage === null) return entry;
  const { source } = onLineage(entry.source, lineage);
  const result = validateScenario(source);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { scenario: result.scenario, source };
}

describe.concurrent('a live run', () => {
  for (const [name, lineage] of [...SCENARIOS.map(scenario => [scenario, null] as const), ...OLD]) {
    const on = lineage === null ? '' : ` on ${lineage}`;
    test(`of ${name}${on}, fed back into the kernel, gives the same states and signals, and breaks no rule of the model`, {
      timeout: 60_000,
    }, async () => {
      const { scenario, source } = onItsLineage(name, lineage);
      const run = await startLiveRun({ scenario, source, speed: 4, port: 0, script: true });
      await run.done;
      const events: readonly RunEvent[] = run.events;
      expect(replayed(scenario, events).differences).toEqual([]);
      expect(brokenOrder(events)).toEqual([]);
      expect(brokenSignals(events, scenario)).toEqual([]);
      expect(brokenDrain(scenario, events)).toEqual([]);
      expect(brokenCounts(events)).toEqual([]);
      expect(brokenRequests(events)).toEqual([]);
      expect(brokenConnections(events)).toEqual([]);
      expect(brokenAudit(events)).toEqual([]);
      expect(signsOfLifeAfterExit(events)).toEqual([]);
      expect(unsettled(events)).toEqual([]);
    });
  }
});

test('the chain of servers answers live as it does in the simulation', { timeout: 60_000 }, async () => {
  const entry = libraryScenario('server-chain');
  if (!entry) throw new Error('the library has no server-chain');
  const { scenario, source } = entry;
  const run = await startLiveRun({ scenario, source, speed: 2, port: 0, script: true });
  await run.done;
  const answers = (recording: Recording) =>
    summarize(recording).requests.map(({ name, outcome, status }) => [name, outcome, status]);
  const servers = (events: readonly RunEvent[]) =>
    events.flatMap(event => {
      if (event.type !== 'request.sent' || event.name === null) return [];
      const { request, name } = event;
      const admitted = events.find(other => other.type === 'request.admitted' && other.request === request);
      return [[name, admitted?.type === 'request.admitted' ? admitted.answeredBy : null]];
    });
  const simulated = simulate(scenario, source);
  expect(answers(run)).toEqual(answers(simulated));
  expect(servers(run.events)).toEqual(servers(simulated.events));
});
