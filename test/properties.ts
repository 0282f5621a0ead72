/**
 * Which cases the properties are tried with: the same ones in every run of the tests, so that a commit gets the same
 * answer each time. `PROPERTY_RUNS=5000` looks at as many new ones; fast-check prints the seed of what it finds.
 */
import fc from 'fast-check';

const wanted = process.env.PROPERTY_RUNS;
fc.configureGlobal(wanted === undefined ? { seed: 1 } : { numRuns: Number(wanted) });
