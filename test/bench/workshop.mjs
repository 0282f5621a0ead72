/**
 * A presenter's steps in front of a room: how long until the followers see them, and what that costs the program. The
 * program is a process of its own, the room is another; each follower answers a question at each step.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const FOLLOWERS = 200;
const STEPS = 50;
const GOAL_MS = 200;
/** The most that may be taken from a machine for it. */
const TIMEOUT_MS = 120_000;

/** @param {string} name @param {readonly unknown[]} args */
function start(name, ...args) {
  return spawn(process.execPath, [fileURLToPath(new URL(name, import.meta.url)), ...args.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: TIMEOUT_MS,
  });
}

/** @param {import('node:stream').Readable} stream @returns {AsyncGenerator<string, void>} */
async function* linesOf(stream) {
  let text = '';
  for await (const chunk of stream) {
    const lines = `${text}${chunk}`.split('\n');
    text = lines.pop() ?? '';
    yield* lines;
  }
}

/** @returns {Promise<import('./main.mjs').Benchmark[]>} */
export async function workshop() {
  const server = start('workshop-server.mjs');
  const said = linesOf(server.stdout);
  /** @returns {Promise<{ port: number, secret: string, cpuMs: number, rssMb: number }>} */
  const next = async () => JSON.parse((await said.next()).value ?? 'null');
  const used = () => {
    server.stdin.write('used?\n');
    return next();
  };
  const { port, secret } = await next();
  const empty = await used();
  const room = start('workshop-child.mjs', port, FOLLOWERS, STEPS, secret);
  const told = linesOf(room.stdout);
  await told.next();
  const before = await used();
  room.stdin.write('go\n');
  const { value } = await told.next();
  const after = await used();
  server.stdin.end();
  await once(server, 'close');
  if (!value) throw new Error('the room did not see all steps in time');
  /** @type {number[]} */
  const times = JSON.parse(value).sort((/** @type {number} */ a, /** @type {number} */ b) => a - b);
  /** @param {number} share */
  const at = share => times[Math.ceil(times.length * share) - 1] ?? Number.NaN;
  /** @param {string} name @param {number} amount @param {string} unit @param {number | null} goal */
  const row = (name, amount, unit, goal = null) => ({
    name,
    value: amount,
    unit,
    baseline: null,
    ratio: null,
    goal: goal === null ? 'shown' : `≤ ${goal} ${unit}`,
    ok: goal === null || amount <= goal,
  });
  return [
    row(`a presenter's step reaches half of ${FOLLOWERS} followers`, at(0.5), 'ms'),
    row(`a presenter's step reaches 99 % of ${FOLLOWERS} followers`, at(0.99), 'ms', GOAL_MS),
    row(
      'processor time of a step, with an answer from everybody',
      (after.cpuMs - before.cpuMs) / STEPS,
      'ms',
    ),
    row(`memory of the program for ${FOLLOWERS} followers`, after.rssMb - empty.rssMb, 'MB'),
  ];
}
