/** What a live run records holds together: the machines agree with it, and its requests move as their tables say. */
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { libraryScenario } from '../../../machines/scenario/library.ts';
import { startLiveRun } from '../../../src/live/run.ts';
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
];

describe.concurrent('a live run', () => {
  for (const name of SCENARIOS) {
    test(`of ${name}, fed back into the kernel, gives the same states and signals, and breaks no rule of the model`, {
      timeout: 60_000,
    }, async () => {
      const entry = libraryScenario(name);
      if (!entry) throw new Error(`the library has no ${name}`);
      const { scenario, source } = entry;
      const run = await startLiveRun({ scenario, source, speed: 4, port: 0, script: true });
      await run.done;
      const events: readonly RunEvent[] = run.events;
      expect(replayed(scenario, events).differences).toEqual([]);
      expect(brokenOrder(events)).toEqual([]);
      expect(brokenSignals(events, scenario.server['shutdown-send-retry-after'])).toEqual([]);
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
