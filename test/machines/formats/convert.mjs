/**
 * Recorded runs of real servers → the log lines in them, compactly: `node convert.mjs FOLDER-OF-TRACES`. One file a
 * version: first every different line (severity and text), then each run as `milliseconds line` pairs.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('which folder has the traces?');

/** @param {{ kind: string, name: string, sev: string, text: string }} event */
function lineOf(event) {
  if (event.kind === 'log') return `${event.sev} ${event.text}`;
  const text = event.name === 'PreShutdownHooksStopped' ? 'pre-shutdown hooks completed' : 'shutdown event';
  return `I "[graceful-termination] ${text}" name="${event.name}"`;
}

/** @type {Map<string, { texts: Map<string, number>, runs: string[] }>} */
const versions = new Map();
for (const file of readdirSync(folder).sort()) {
  const trace = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  /** @type {{ texts: Map<string, number>, runs: string[] }} */
  const version = versions.get(trace.version) ?? { texts: new Map(), runs: [] };
  versions.set(trace.version, version);
  for (const { events } of trace.runs) {
    /** @type {[number, number][]} */
    const pairs = [];
    for (const event of events) {
      if (event.kind !== 'log' && event.kind !== 'signal') continue;
      const line = lineOf(event);
      const index = version.texts.get(line) ?? version.texts.size;
      version.texts.set(line, index);
      pairs.push([event.t, index]);
      // A line that was written again and again is kept as its first and its last time.
      if (event.lastAt !== undefined) pairs.push([event.lastAt, index]);
    }
    pairs.sort((a, b) => a[0] - b[0]);
    version.runs.push(`${trace.scenario.name}\t${pairs.map(pair => pair.join(' ')).join(',')}`);
  }
}
for (const [version, { texts, runs }] of versions) {
  const lines = [...[...texts.keys()].map(text => JSON.stringify(text)), '', ...runs, ''];
  writeFileSync(new URL(`data/${version}.txt`, import.meta.url), lines.join('\n'));
}
