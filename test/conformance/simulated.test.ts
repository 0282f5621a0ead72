/** Every recorded scenario, simulated, agrees with what the real server did. */
import { describe, expect, test } from 'vitest';
import { defaultMaxStreams } from '../../machines/lineage.ts';
import { simulate } from '../../machines/simulation/simulation.ts';
import { compareTrace } from './compare.ts';
import { readTrace, scenarioOf, traceFiles } from './trace.ts';

const TOLERANCE = { absoluteMs: 50, relative: 0.05 };

const traces = traceFiles().map(readTrace);

describe('the simulation and the recorded servers', () => {
  test('there are recorded servers of every lineage from 1.16 on whose termination differs', () => {
    expect(new Set(traces.map(trace => scenarioOf(trace).lineage))).toEqual(
      new Set(['1.16', '1.20', '1.22', '1.23', '1.24', '1.25', '1.27', '1.33']),
    );
  });

  for (const trace of traces) {
    test(`${trace.name} of v${trace.version} agrees`, () => {
      const recording = simulate(scenarioOf(trace), trace.scenario);
      const differences = compareTrace(trace, recording.events, TOLERANCE);
      expect(differences.map(({ subject, sentence }) => `${subject}: ${sentence}`)).toEqual([]);
    });
  }

  test('the stream limit of a lineage is the one that its servers announced', () => {
    for (const trace of traces) {
      const announced = trace.settings?.MAX_CONCURRENT_STREAMS;
      if (announced !== undefined)
        expect(defaultMaxStreams(scenarioOf(trace).lineage), trace.version).toBe(announced);
    }
  });
});
