/** (g) Recordings: what it costs to write one while it happens, and how fast one of any length is checked. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './median.mjs';
import { load, startServer } from './throughput.mjs';

const ROUNDS = 5;
const SMALL_MB = 20;
const LARGE_MB = 500;
/** Events of one take of the recorder. */
const EVENTS = 300_000;

const HEADER =
  '{"type":"recording","version":1,"source":"live","scenario":null,"lineage":"1.27","seed":1,"clock":"monotonic","startedAt":"2026-03-01T12:00:00.000Z","speed":1}\n';

/** The lines of one request. @param {number} index */
function request(index) {
  const seq = index * 6 + 1;
  const t = index / 2;
  const id = `"request":"r${index + 1}"`;
  const place = `${id},"connection":"c${(index % 20) + 1}","stream":${index * 2 + 1}`;
  return `{"seq":${seq},"t":${t},"type":"request.sent",${id},"name":null,"client":"app","method":"GET","path":"/api/v1/namespaces/web/configmaps/app?timeout=10s","kind":"short","newConnection":false}
{"seq":${seq + 1},"t":${t},"type":"request.arrived",${place}}
{"seq":${seq + 2},"t":${t},"type":"request.admitted",${place}}
{"seq":${seq + 3},"t":${t},"type":"request.responded",${place},"status":200,"headers":{"content-type":"application/json"}}
{"seq":${seq + 4},"t":${t},"type":"audit.logged",${id}}
{"seq":${seq + 5},"t":${t},"type":"request.settled",${id},"outcome":"ok","status":200}
`;
}

/** The end of the recording. @param {number} index */
function shutdown(index) {
  const signals = [
    'ShutdownInitiated',
    'PreShutdownHooksStopped',
    'AfterShutdownDelayDuration',
    'NotAcceptingNewRequest',
    'HTTPServerStoppedListening',
    'InFlightRequestsDrained',
  ];
  const place = `"t":${index / 2},"type":`;
  return [
    `${place}"process.signalled","signal":"SIGTERM"`,
    ...signals.map(name => `${place}"signal.fired","name":"${name}"`),
    `${place}"process.exited","code":0,"reason":"completed"`,
  ]
    .map((fields, offset) => `{"seq":${index * 6 + 1 + offset},${fields}}\n`)
    .join('');
}

/** Writes a recording of so many megabytes. @param {string} path @param {number} megabytes */
async function write(path, megabytes) {
  const file = createWriteStream(path);
  file.write(HEADER);
  let index = 0;
  for (let written = 0; written < megabytes * 1e6; ) {
    let block = '';
    while (block.length < 1e6) block += request(index++);
    written += block.length;
    if (!file.write(block)) await once(file, 'drain');
  }
  file.end(shutdown(index));
  await once(file, 'close');
}

/** Checks a recording in a process of its own. @param {string} path */
function check(path) {
  const began = performance.now();
  const child = spawnSync(
    process.execPath,
    [fileURLToPath(new URL('check-child.mjs', import.meta.url)), path],
    { encoding: 'utf8' },
  );
  if (child.status !== 0) throw new Error(child.stderr);
  const { peakMb } = /** @type {{ peakMb: number }} */ (JSON.parse(child.stdout));
  return { megabytesPerSecond: statSync(path).size / 1e6 / ((performance.now() - began) / 1000), peakMb };
}

/** Microseconds of one event that is written while it happens. @param {string} path */
async function recorderCost(path) {
  const { FileRecorder } = await import(
    new URL('../../build/src/cli/file-recorder.js', import.meta.url).href
  );
  const recorder = await FileRecorder.open(path);
  recorder.begin(JSON.parse(HEADER));
  const event = JSON.parse(request(1).split('\n')[3] ?? '');
  const began = performance.now();
  for (let index = 0; index < EVENTS; index++) recorder.take(event);
  recorder.close();
  return ((performance.now() - began) * 1000) / EVENTS;
}

/** Requests a second without and with a recorder, alternately. @param {string} path */
async function recordedRate(path) {
  const servers = [await startServer('sampled'), await startServer('recorded', path)];
  /** @type {number[][]} */
  const rates = [[], []];
  for (let round = -1; round < ROUNDS; round++) {
    for (const [index, server] of servers.entries()) {
      const rate = await load(server.port);
      // The first round warms up.
      if (round >= 0) rates[index]?.push(rate);
    }
  }
  for (const { child } of servers) child.kill();
  const [without = [], recorded = []] = rates;
  return {
    without: median(without),
    recorded: median(recorded),
    ratio: median(recorded.map((rate, round) => rate / (without[round] ?? rate))),
  };
}

export async function recordings() {
  const folder = mkdtempSync(join(tmpdir(), 'lastcall-bench-'));
  try {
    const rate = await recordedRate(join(folder, 'live.jsonl'));
    const cost = await recorderCost(join(folder, 'events.jsonl'));
    await write(join(folder, 'small.jsonl'), SMALL_MB);
    await write(join(folder, 'large.jsonl'), LARGE_MB);
    const small = check(join(folder, 'small.jsonl'));
    const large = check(join(folder, 'large.jsonl'));
    return [
      {
        name: 'watched live, recorded into a file',
        value: rate.recorded,
        unit: 'requests/s',
        baseline: rate.without,
        ratio: rate.ratio,
        goal: '≥ 0.95',
        ok: rate.ratio >= 0.95,
      },
      {
        name: 'recorder, one event',
        value: cost,
        unit: 'µs',
        baseline: null,
        ratio: null,
        goal: 'shown',
        ok: true,
      },
      {
        name: `check of a recording of ${LARGE_MB} MB`,
        value: large.megabytesPerSecond,
        unit: 'MB/s',
        baseline: null,
        ratio: null,
        goal: 'shown',
        ok: true,
      },
      {
        name: `peak memory of a check, ${LARGE_MB} MB against ${SMALL_MB} MB`,
        value: large.peakMb,
        unit: 'MB',
        baseline: small.peakMb,
        ratio: large.peakMb / small.peakMb,
        goal: '< 500 MB',
        ok: large.peakMb < 500,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
