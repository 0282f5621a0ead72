/** Every recorded scenario, run with the real server and real clients (`npm run conformance`). */
import { describe, expect, test } from 'vitest';
import { compareTrace } from './compare.ts';
import { LIVE_TOLERANCE, runLive } from './live-run.ts';
import { readTrace, traceFiles } from './trace.ts';

describe.concurrent('the real server and every recorded server', () => {
  for (const trace of traceFiles().map(readTrace)) {
    test(`${trace.name} of v${trace.version} agrees`, { timeout: 240_000 }, async () => {
      const differences = compareTrace(trace, await runLive(trace), LIVE_TOLERANCE);
      expect(differences.map(({ subject, sentence }) => `${subject}: ${sentence}`)).toEqual([]);
    });
  }
});
