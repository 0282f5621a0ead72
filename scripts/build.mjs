/**
 * Builds the program: the page into `dist/` (vite), the Node code into `build/` (tsc).
 *
 *   node scripts/build.mjs              build
 *   node scripts/build.mjs --if-stale   build only if a source has changed; do nothing where the tools are not installed
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const ifStale = process.argv.includes('--if-stale');

/** Everything that a build is made from. */
const SOURCES = [
  'machines',
  'src',
  'ui',
  'scripts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.node.json',
  'vite.config.ts',
];
const STAMP = join(root, 'build', '.stamp');
const hasPage = existsSync(join(root, 'ui', 'index.html')) && existsSync(join(root, 'vite.config.ts'));

const typescript = toolPath('typescript/package.json', 'bin/tsc');
const vite = hasPage ? toolPath('vite/package.json', 'bin/vite.js') : null;

if (typescript === null || (hasPage && vite === null)) {
  const missing = 'the build tools are not installed (npm ci without --omit=dev installs them)';
  if (ifStale) process.stderr.write(`lastcall: not built: ${missing}\n`);
  else fail(missing);
} else if (!ifStale || isStale()) {
  await build(typescript, vite);
}

/**
 * @param {string} tsc
 * @param {string | null} viteBin
 */
async function build(tsc, viteBin) {
  const began = performance.now();
  const stamp = fingerprint();
  // A folder of its own, put in place when it is complete: a command that runs meanwhile does not see half of it.
  const draft = join(root, `build.${process.pid}.part`);
  const steps = [run('tsc', [tsc, '-p', 'tsconfig.node.json', '--outDir', draft])];
  if (viteBin !== null) steps.push(run('vite', [viteBin, 'build', '--logLevel', 'error']));
  const failed = (await Promise.all(steps)).filter(name => name !== null);
  if (failed.includes('tsc')) {
    rmSync(draft, { recursive: true, force: true });
  } else {
    rmSync(join(root, 'build'), { recursive: true, force: true });
    renameSync(draft, join(root, 'build'));
  }
  if (failed.length > 0) {
    fail(`the build failed: see what ${failed.join(' and ')} said above`);
    return;
  }
  writeFileSync(STAMP, stamp);
  process.stderr.write(`lastcall: built in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}

/**
 * Runs a tool; resolves with its name if it failed.
 * @param {string} name
 * @param {string[]} args
 * @returns {Promise<string | null>}
 */
function run(name, args) {
  return new Promise(resolve => {
    // Standard output belongs to whoever started this: what tools say goes to standard error.
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 2, 2],
      // Whoever starts this may be a test: what is built is what people get.
      env: { ...process.env, NODE_ENV: 'production' },
    });
    child.on('error', () => resolve(name));
    child.on('close', code => resolve(code === 0 ? null : name));
  });
}

function isStale() {
  if (!existsSync(join(root, 'machines'))) return false;
  if (hasPage && !existsSync(join(root, 'dist', 'index.html'))) return true;
  return !existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== fingerprint();
}

/** Changes whenever a source is edited, added, removed or put back to an older version. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true }).map(String).sort()
      : [''];
    for (const file of files) {
      const stats = statSync(join(path, file));
      if (stats.isFile()) hash.update(`${source}/${file} ${stats.size} ${stats.mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} manifest
 * @param {string} file
 * @returns {string | null} null where the package is not installed
 */
function toolPath(manifest, file) {
  try {
    return join(createRequire(import.meta.url).resolve(manifest), '..', file);
  } catch {
    return null;
  }
}

/** @param {string} message */
function fail(message) {
  process.stderr.write(`lastcall: ${message}\n`);
  process.exitCode = 1;
}
