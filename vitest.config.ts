import { defineConfig } from 'vitest/config';

/** Set before any test runs, so that no test depends on the machine's time zone or language. */
const env = { TZ: 'UTC', LANG: 'en_US.UTF-8' };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          env,
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/conformance/live-all.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          env,
          include: ['test/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'conformance',
          env,
          include: ['test/conformance/live-all.test.ts'],
          maxConcurrency: 6,
        },
      },
    ],
  },
});
