import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkRecording } from '../../../machines/recording/checks.ts';
import { compareRuns } from '../../../machines/recording/compare.ts';
import { Condenser, condense } from '../../../machines/recording/condense.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import { summarize } from '../../../machines/recording/summary.ts';
import { formatTable } from '../../../machines/recording/table.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { LIBRARY_RUNS } from '../formats/recordings.ts';
import { scenarios } from '../simulation/arbitrary-scenario.ts';
import { RUNS, TIMEOUT_MS } from '../simulation/property-runs.ts';

/** As short as it gets: one example. */
const SHORT = { whole: 0, examples: 1, kept: 1e6 };

function expectSameStory(recording: Recording): void {
  const short = condense(recording, SHORT);
  expect(summarize(short)).toEqual(summarize(recording));
  expect(checkRecording(short)).toEqual(checkRecording(recording));
}

describe('a recording in short', () => {
  test.each(LIBRARY_RUNS)('%s: has the same summary and the same verdicts', (_, recording) => {
    expectSameStory(recording);
    expect(condense(recording, SHORT).events.length).toBeLessThan(recording.events.length);
  });

  test.each(LIBRARY_RUNS)('%s: has the same table', (_, recording) => {
    expect(formatTable(condense(recording, SHORT))).toBe(formatTable(recording));
  });

  test('of any scenario says the same', { timeout: TIMEOUT_MS }, () => {
    fc.assert(
      fc.property(scenarios, ({ scenario, source }) => expectSameStory(simulate(scenario, source))),
      RUNS,
    );
  });

  test('compares with another one as the whole does, but for where events first differ', () => {
    const [[, one], [, other]] = LIBRARY_RUNS as unknown as [
      (typeof LIBRARY_RUNS)[0],
      (typeof LIBRARY_RUNS)[0],
    ];
    expect(compareRuns(condense(one, SHORT), condense(other, SHORT))).toEqual(compareRuns(one, other));
  });

  test('is the recording itself where that is short', () => {
    const [, recording] = LIBRARY_RUNS[0] as (typeof LIBRARY_RUNS)[number];
    expect(condense(recording)).toEqual(recording);
  });

  test('does not grow with requests that are answered', () => {
    const [, { header }] = LIBRARY_RUNS[0] as (typeof LIBRARY_RUNS)[number];
    const kept = (requests: number): number => {
      const condenser = new Condenser(header, { ...SHORT, examples: 10 });
      for (let index = 0; index < requests; index++) {
        const [request, t, seq] = [`r${index + 1}`, index, index * 4 + 1];
        const place = { t, request, connection: 'c1', stream: index * 2 + 1 };
        condenser.take({ seq, type: 'request.arrived', method: 'GET', path: '/echo', ...place });
        condenser.take({ seq: seq + 1, type: 'request.admitted', ...place });
        condenser.take({ seq: seq + 2, type: 'request.responded', status: 200, headers: {}, ...place });
        condenser.take({ seq: seq + 3, t, type: 'audit.logged', request });
      }
      const recording = condenser.finish();
      expect(summarize(recording).outcomes).toEqual({ external: { ok: requests } });
      return recording.events.length;
    };
    expect(kept(2000)).toBe(kept(100));
  });

  test('says when there is too much to keep', () => {
    const [, recording] = LIBRARY_RUNS[0] as (typeof LIBRARY_RUNS)[number];
    const condenser = new Condenser(recording.header, { ...SHORT, kept: 10 });
    for (const event of recording.events) condenser.take(event);
    expect(condenser.isFull).toBe(true);
  });
});
