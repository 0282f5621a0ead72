import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { parsedLibrary } from './ui/build/parsed-library.ts';

export default defineConfig({
  root: 'ui',
  base: './',
  plugins: [parsedLibrary(), react()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 700,
  },
  server: { host: '127.0.0.1' },
});
