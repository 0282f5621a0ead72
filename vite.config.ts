import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { chunkNames } from './scripts/page-chunks.mjs';
import { serviceWorker } from './scripts/service-worker-plugin.mjs';
import { parsedLibrary } from './ui/build/parsed-library.ts';
import { scenarioSchemaFile } from './ui/build/scenario-schema.ts';

export default defineConfig({
  root: 'ui',
  base: './',
  plugins: [parsedLibrary(), react(), scenarioSchemaFile(), serviceWorker()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: ['ui/index.html', 'ui/inspect.html'],
      output: {
        codeSplitting: {
          groups: [{ debugName: 'chunks', includeDependenciesRecursively: false, name: chunkNames() }],
        },
      },
    },
  },
  server: { host: '127.0.0.1' },
});
