import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { configDefaults, defineConfig } from 'vitest/config';
import { parsedLibrary } from './ui/build/parsed-library.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const browserTests = 'test/browser/**/*.test.ts';
const conformanceTests = 'test/conformance/live-all.test.ts';

export default defineConfig(({ mode }) => ({
  root: mode === 'test' ? here : 'ui',
  base: './',
  plugins: mode === 'test' ? [] : [parsedLibrary(), react()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 700,
  },
  server: { host: '127.0.0.1' },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, browserTests, conformanceTests],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: [browserTests],
          globalSetup: ['test/browser/build-page.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'conformance',
          include: [conformanceTests],
          fileParallelism: false,
          testTimeout: 120_000,
        },
      },
    ],
  },
}));
