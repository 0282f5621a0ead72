import { defineConfig } from 'vitest/config';

/** Set before any test runs, so that no test depends on the machine's time zone or language. */
const env = { TZ: 'UTC', LANG: 'en_US.UTF-8' };

/** Which cases the properties are tried with. */
const setupFiles = ['test/properties.ts'];

/** Tests on the real clock, with real sockets. */
const LIVE = [
  'test/conformance/live*.test.ts',
  'test/conformance/upstream/**/*.test.ts',
  'test/src/live/**/*.test.ts',
  'test/src/cli/**/*.test.ts',
  'test/src/api/**/*.test.ts',
  'test/src/workshop/**/*.test.ts',
];

/**
 * What is waited for comes when the machine has time for it: how long that takes is no result. (Vitest alone waits one
 * second, which a busy machine may need for a frame.)
 */
const expect = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          env,
          setupFiles,
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/ui/**', ...LIVE, 'test/conformance/live-all.test.ts'],
          // The model is pure: its modules remember nothing, and need not be loaded anew for each file.
          isolate: false,
          maxWorkers: '100%',
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'ui',
          env,
          setupFiles,
          // The page's stores are modules: each file has its own.
          include: ['test/ui/**/*.test.ts'],
          maxWorkers: '100%',
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'live',
          env,
          setupFiles,
          expect,
          include: LIVE,
          exclude: ['test/conformance/live-all.test.ts'],
          fileParallelism: false,
          isolate: false,
          testTimeout: 60_000,
          // After the unit tests: what runs on the real clock shares the machine with nothing.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          env,
          expect,
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/build-page.ts'],
          // Two pages at a time: a run that is watched waits for its clock more than for the machine.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'conformance',
          env,
          include: ['test/conformance/live-all.test.ts'],
          maxConcurrency: 4,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
