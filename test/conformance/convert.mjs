/**
 * Makes the data files of the conformance tests out of recorded runs of real servers:
 *
 *     node test/conformance/convert.mjs FOLDER
 *
 * FOLDER holds files `SCENARIO.vX.Y.Z.json`. They are written to `data/`, without what is no fact (logs, handlers'
 * notes) and with the scenario in this program's own format.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leftOut } from './convert/left-out.mjs';
import { runFacts, settingsOf } from './convert/run.mjs';
import { probeTimes, scenarioOf, stopOffset } from './convert/scenario.mjs';

const target = fileURLToPath(new URL('./data/', import.meta.url));

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: node test/conformance/convert.mjs FOLDER');
  process.exit(2);
}
mkdirSync(target, { recursive: true });
for (const file of readdirSync(folder).sort()) {
  const match = /^.+\.v(1\.\d+\.\d+)\.json$/.exec(file);
  if (!match) continue;
  /** @type {import('./convert/source.mjs').SourceTrace} */
  const source = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  writeFileSync(join(target, file), text(convert(source, match[1] ?? '')));
}

/**
 * @param {import('./convert/source.mjs').SourceTrace} source
 * @param {string} version
 * @returns {import('./trace.ts').Trace}
 */
function convert(source, version) {
  const stopAtMs = stopOffset(source);
  /** @type {import('./trace.ts').TraceOutcome[]} */
  const outcomes = [];
  const indexes = new Map();
  /** @param {import('./trace.ts').TraceOutcome} outcome */
  const indexOf = outcome => {
    const key = JSON.stringify(outcome);
    if (!indexes.has(key)) indexes.set(key, outcomes.push(outcome) - 1);
    return indexes.get(key);
  };
  const counts = probeTimes(source).map(times => times.length);
  return {
    name: source.scenario.name,
    version,
    about: source.scenario.about,
    stopAtMs,
    settings: settingsOf(source),
    ...leftOut(version),
    scenario: scenarioOf(source, version, stopAtMs),
    probeKinds: source.runs[0]?.probes?.kinds ?? [],
    runs: source.runs.map(run => runFacts(source, version, run, counts, indexOf)),
    outcomes,
  };
}

/**
 * JSON with a line for each request, connection and row, so that a change of the data can be reviewed.
 * @param {import('./trace.ts').Trace} trace
 */
function text(trace) {
  const { runs, scenario, ...head } = trace;
  const part = (/** @type {object} */ value) =>
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => {
        const json =
          Array.isArray(item) && item.length > 0
            ? `[\n${item.map(each => JSON.stringify(each)).join(',\n')}\n]`
            : JSON.stringify(item);
        return `${JSON.stringify(key)}:${json}`;
      })
      .join(',\n');
  return `{${part(head)},\n"scenario":{${part(scenario)}},\n"runs":[\n${runs.map(run => `{${part(run)}}`).join(',\n')}\n]}\n`;
}
