/**
 * A Chromium to test with: the one that the environment names, the system's, Playwright's, or, where there is none, one
 * that is fetched into the cache directory of this machine. Tests are never skipped for want of a browser.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** A Chromium for Linux on x64 that comes as an npm package. */
const FETCHED_PACKAGE = '@sparticuz/chromium';
const FETCHED_VERSION = '147.0.0';

const ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a browser without a window. Throws an Error that says what to do when there is none to be had. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = installed() ?? (await fetched());
  // Chromium refuses to be root in its sandbox.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args: [...sandbox, ...ARGS] });
}

function installed(): string | null {
  for (const name of ['LASTCALL_CHROMIUM', 'CHROMIUM_PATH']) {
    const path = process.env[name];
    if (!path) continue;
    if (!isExecutable(path)) throw new Error(`${name} is ${path}, and that cannot be executed`);
    return path;
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'].filter(Boolean);
  const found = folders.flatMap(folder => SYSTEM_NAMES.map(name => join(folder, name))).find(isExecutable);
  if (found) return found;
  const playwrights = chromium.executablePath();
  return isExecutable(playwrights) ? playwrights : null;
}

async function fetched(): Promise<string> {
  try {
    if (process.platform === 'linux' && process.arch === 'x64') return await fetchedPackage();
    npm('npx', ['--yes', 'playwright-core', 'install', 'chromium']);
    const path = chromium.executablePath();
    if (isExecutable(path)) return path;
    throw new Error(`${path} is not there after its installation`);
  } catch (error) {
    throw new Error(
      `The browser tests need a Chromium, and none could be found or fetched (${error instanceof Error ? error.message : error}). Install one, or name one in LASTCALL_CHROMIUM.`,
    );
  }
}

interface Fetched {
  executablePath(): Promise<string>;
}

async function fetchedPackage(): Promise<string> {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'lastcall-chromium');
  const anchor = createRequire(join(folder, 'anchor.js'));
  if (!existsSync(join(folder, 'node_modules', FETCHED_PACKAGE))) {
    mkdirSync(folder, { recursive: true });
    npm('npm', [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--prefix',
      folder,
      `${FETCHED_PACKAGE}@${FETCHED_VERSION}`,
    ]);
  }
  const loaded = anchor(FETCHED_PACKAGE) as Fetched & { readonly default?: Fetched };
  return (loaded.default ?? loaded).executablePath();
}

function npm(command: string, args: readonly string[]): void {
  const shell = process.platform === 'win32';
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], shell });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
