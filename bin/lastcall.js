#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../build/src/cli/main.js', import.meta.url);

if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write(
    'lastcall: it has not been built yet; run "npm ci" (or "npm run build") in its folder first\n',
  );
  process.exitCode = 1;
}
