/**
 * One writer, many readers: a thousand watches of the configmaps of one namespace, a thousand updates of one of them,
 * until every watch has seen every update. The server is a process of its own, the watches are another.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startServer } from './throughput.mjs';

const WATCHERS = 1_000;
const EVENTS = 1_000;
/** The most that may be taken from a machine for it. */
const TIMEOUT_MS = 120_000;

/** @param {number} pid what the process holds in memory, and its peak, in MB */
function memoryOf(pid) {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    /** @param {string} key */
    const mb = key => Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
    return { now: mb('VmRSS'), peak: mb('VmHWM') };
  } catch {
    return null;
  }
}

/** @returns {Promise<import('./main.mjs').Benchmark[]>} */
export async function fanOut() {
  const server = await startServer('none');
  const before = memoryOf(server.child.pid ?? 0);
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('fan-out-child.mjs', import.meta.url)),
      String(server.port),
      String(WATCHERS),
      String(EVENTS),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], timeout: TIMEOUT_MS },
  );
  let output = '';
  child.stdout.on('data', chunk => {
    output += chunk;
  });
  await once(child, 'close');
  const after = memoryOf(server.child.pid ?? 0);
  server.child.kill();
  if (output === '') throw new Error('the watches did not see all events in time');
  const { seconds, delivered, lost } = JSON.parse(output);
  /** @param {string} name @param {number} value @param {string} unit @param {boolean} ok @param {string} goal */
  const row = (name, value, unit, ok, goal) => ({ name, value, unit, baseline: null, ratio: null, goal, ok });
  return [
    row(`${WATCHERS} watches see ${EVENTS} events`, seconds, 's', lost === 0, 'all of them'),
    row('events delivered to watches', delivered / seconds, 'events/s', true, 'shown'),
    ...(before && after
      ? [row('memory of the server for it, at its peak', after.peak - before.now, 'MB', true, 'shown')]
      : []),
  ];
}
