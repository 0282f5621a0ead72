/**
 * `npm run bench`: figures, as ratios of pairs that are measured alternately in one run. `--json` prints them for
 * programs. Nothing here passes or fails a test: machines differ.
 */
import { delays } from './delays.mjs';
import { fanOut } from './fan-out.mjs';
import { imports } from './import.mjs';
import { page } from './page.mjs';
import { recordings } from './recordings.mjs';
import { simulation } from './simulation.mjs';
import { throughput } from './throughput.mjs';
import { workshop } from './workshop.mjs';

const asJson = process.argv.includes('--json');

/** @typedef {{ name: string, value: number, unit: string, baseline: number | null, ratio: number | null, goal: string, ok: boolean }} Benchmark */

/** @type {Benchmark[]} */
const benchmarks = [];
for (const [title, measure] of /** @type {const} */ ([
  ['throughput', throughput],
  ['fan-out', fanOut],
  ['workshop', workshop],
  ['simulation', simulation],
  ['delays', delays],
  ['import', imports],
  ['recordings', recordings],
  ['page', page],
])) {
  if (!asJson) process.stderr.write(`measuring ${title} …\n`);
  benchmarks.push(...(await measure()));
}

if (asJson) {
  process.stdout.write(`${JSON.stringify({ benchmarks })}\n`);
} else {
  const rows = benchmarks.map(({ name, value, unit, baseline, ratio, goal, ok }) => [
    name,
    `${round(value)} ${unit}`,
    baseline === null ? '' : `${round(baseline)} ${unit}`,
    ratio === null ? '' : ratio.toFixed(2),
    goal,
    ok ? 'met' : 'not met',
  ]);
  const table = [['', 'value', 'baseline', 'ratio', 'goal', ''], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map(row => (row[column] ?? '').length))) ?? [];
  for (const row of table)
    process.stdout.write(
      `${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
}

/** @param {number} value */
function round(value) {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2);
}
