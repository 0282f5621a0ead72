/** How many cases a property of whole runs is tried with: few in every run of the tests, more on demand. */

/** `PROPERTY_RUNS=5000` looks harder. */
const NUM_RUNS = Number(process.env.PROPERTY_RUNS ?? 60);

export const RUNS = { numRuns: NUM_RUNS };

/** For a busy machine; a case takes some milliseconds. */
export const TIMEOUT_MS = 20_000 + NUM_RUNS * 100;
