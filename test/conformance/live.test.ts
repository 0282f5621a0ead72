/** Some of the recorded scenarios, run with the real server and real clients; `npm run conformance` runs them all. */
import { describe, expect, test } from 'vitest';
import { compareTrace } from './compare.ts';
import { LIVE_TOLERANCE, runLive } from './live-run.ts';
import { readTrace } from './trace.ts';

/**
 * One of each kind: both modes, watches with and without grace, hooks that fail and panic, frames, HTTP/1.1, start-up;
 * and one of each lineage.
 */
const SOME = [
  'A.retryafter-off.v1.17.3',
  'D-error-linger.retryafter-off.v1.20.1',
  'A2-nowatch.retryafter-off.v1.22.2',
  'D-two-ok-hooks.retryafter-on.v1.23.1',
  'B.retryafter-on.v1.24.0',
  'A.retryafter-off.v1.25.2',
  'B2-nowatch.retryafter-on.v1.34.1',
  'D-error-linger.retryafter-on.v1.27.2',
  'D-error.retryafter-off.v1.25.2',
  'D-panic.retryafter-on.v1.34.1',
  'D-two-ok-hooks.retryafter-off.v1.27.2',
  'E2-idle-conns.retryafter-on.v1.25.2',
  'G1-watch-grace3s.retryafter-off.v1.34.1',
  'G4-watch-ignores-signal.retryafter-on.v1.27.2',
  'I2-mux-complete.v1.27.2',
  'J.retryafter-on.v1.25.2',
  'J4-http1.retryafter-off.v1.34.1',
];

describe.concurrent('the real server and the recorded servers', () => {
  for (const name of SOME) {
    test(`${name} agrees`, { timeout: 120_000 }, async () => {
      const trace = readTrace(`${name}.json`);
      const differences = compareTrace(trace, await runLive(trace), LIVE_TOLERANCE);
      expect(differences.map(({ subject, sentence }) => `${subject}: ${sentence}`)).toEqual([]);
    });
  }
});
