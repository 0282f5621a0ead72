/** (b) How fast the simulation is, and how that grows with the number of requests. Each size in a process of its own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './median.mjs';

const ROUNDS = 3;
const SIZES = [1_000, 10_000, 100_000];

/** @param {number} requests */
function measure(requests) {
  const child = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('simulate.mjs', import.meta.url)), String(requests)],
    { encoding: 'utf8' },
  );
  if (child.status !== 0) throw new Error(child.stderr);
  return /** @type {{ requests: number, events: number, seconds: number, peakMb: number }} */ (
    JSON.parse(child.stdout)
  );
}

export async function simulation() {
  /** @type {Map<number, ReturnType<typeof measure>[]>} */
  const results = new Map(SIZES.map(size => [size, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const size of SIZES) results.get(size)?.push(measure(size));
  }
  /** @param {number} size @param {(result: ReturnType<typeof measure>) => number} of */
  const figure = (size, of) => median((results.get(size) ?? []).map(of));
  const large = figure(100_000, result => result.seconds);
  const middle = figure(10_000, result => result.seconds);
  const peak = figure(100_000, result => result.peakMb);
  const perRequest = large / 100_000 / (middle / 10_000);
  return [
    {
      name: 'simulated events, 100,000 requests',
      value: figure(100_000, result => result.events / result.seconds),
      unit: 'events/s',
      baseline: null,
      ratio: null,
      goal: 'shown',
      ok: true,
    },
    {
      name: 'time for 100,000 simulated requests',
      value: large,
      unit: 's',
      baseline: null,
      ratio: null,
      goal: '< 10 s',
      ok: large < 10,
    },
    {
      name: 'time per request, 100,000 against 10,000',
      value: large * 10,
      unit: 'µs',
      baseline: middle * 100,
      ratio: perRequest,
      goal: '≤ 1.5 (linear)',
      ok: perRequest <= 1.5,
    },
    {
      name: 'peak memory for 100,000 requests',
      value: peak,
      unit: 'MB',
      baseline: null,
      ratio: null,
      goal: '< 500 MB',
      ok: peak < 500,
    },
  ];
}
