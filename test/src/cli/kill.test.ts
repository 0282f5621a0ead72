import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRecording } from '../../../machines/recording/reader.ts';
import { CliFixture } from './fixture.ts';

/** `KILLS=50` looks harder. */
const KILLS = Number(process.env.KILLS ?? 6);
const SPEED = 20;
/** What may be missing of the time before the end, in real milliseconds. */
const UNFLUSHED_MS = 100;

/** Something happens every few hundred microseconds. */
const SCENARIO = `
name: busy
clients:
  - { name: app, kind: steady, rate: 40/s, takes: 1ms..20ms }
  - { name: new, kind: steady, rate: 5/s, takes: 1ms, connection: new }
  - { name: lb, kind: probe, path: /readyz, period: 1s }
script:
  - { at: 10s, signal: SIGTERM }
`;

let cli: CliFixture;
beforeEach(async () => {
  cli = await CliFixture.create();
  await writeFile(cli.path('busy.yaml'), SCENARIO);
});
afterEach(() => cli.remove());

const program = fileURLToPath(new URL('killed-run.mjs', import.meta.url));

/** An event, and when it was handed to the command, in real milliseconds of that process. */
interface Told {
  readonly seq: number;
  readonly t: number;
  readonly before: number;
  readonly after: number;
}

/** A live run in a process of its own, and everything that it has told. */
function start(out: string): { child: ChildProcess; told: Told[]; lines: Readable } {
  const args = [program, 'live', cli.path('busy.yaml'), '--speed', String(SPEED), '--out', out];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  const told: Told[] = [];
  const lines = child.stdio[3] as Readable;
  createInterface({ input: lines }).on('line', line => {
    const [seq = 0, t = 0, before = 0, after = 0] = line.split(' ').map(Number);
    told.push({ seq, t, before, after });
  });
  return { child, told, lines };
}

test(`a live run that is killed has all but its last ${UNFLUSHED_MS} ms in its file`, {
  timeout: 30_000 + KILLS * 5000,
}, async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    const out = cli.path(`run-${kill}.jsonl`);
    const { child, told, lines } = start(out);
    // Some are killed as soon as they have begun, some in the middle, some while they shut down.
    const enough = 1 + Math.floor((kill / KILLS) * 1200);
    const early = once(child, 'close').then(([code]) =>
      Promise.reject(new Error(`it ended early, with ${code}`)),
    );
    while (told.length < enough) await Promise.race([once(lines, 'data'), early]);
    early.catch(() => {});
    child.kill('SIGKILL');
    await once(child, 'close');

    const text = await readFile(out, 'utf8');
    const read = readRecording(text);
    // A program that is killed in the moment of its start has written nothing yet.
    if (!read.ok && text !== '')
      throw new Error(`kill ${kill}, line ${read.problem.line}: ${read.problem.message}`);
    const events = read.ok ? read.recording.events : [];
    const has = new Set(events.map(({ seq }) => seq));
    const until = (told.at(-1)?.before ?? 0) - UNFLUSHED_MS;
    const missing = told.filter(({ seq, after }) => after <= until && !has.has(seq));
    expect([kill, missing]).toEqual([kill, []]);
    // Nothing in it is made up, and nothing is left out in between.
    expect(events.map(({ seq, t }) => ({ seq, t }))).toEqual(
      told.slice(0, has.size).map(({ seq, t }) => ({ seq, t })),
    );
  }
});
