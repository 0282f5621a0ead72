/** How many cases a property of whole runs is tried with: few in every run of the tests, more on demand. */

import fc from 'fast-check';

/** `PROPERTY_RUNS=5000` looks harder (test/properties.ts). */
const NUM_RUNS = fc.readConfigureGlobal().numRuns ?? 60;

export const RUNS = { numRuns: NUM_RUNS };

/** For a busy machine; a case takes some milliseconds. */
export const TIMEOUT_MS = 20_000 + NUM_RUNS * 100;
