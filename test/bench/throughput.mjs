/**
 * (a) Requests a second of `/echo` over TLS HTTP/2: a bare `node:http2` server; ours without recording, with the filters
 * that decide a request's fate; with all of its filters at work, audit log and HTTP log included; with every request
 * recorded; as it is watched (sampled). Each server is a process of its own; they take turns.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { median } from './median.mjs';

const ROUNDS = 10;
const REQUESTS = 60_000;
const CONNECTIONS = 10;
const STREAMS = 20;

/** @param {string} name */
const file = name => fileURLToPath(new URL(name, import.meta.url));

/**
 * @param {string} kind
 * @param {string[]} args
 */
export async function startServer(kind, ...args) {
  const child = spawn(process.execPath, [file('server.mjs'), kind, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { child, port: Number(String(line).trim()) };
}

const hasH2load = spawnSync('h2load', ['--version']).status === 0;

/**
 * One round of load; requests a second.
 * @param {number} port
 */
export async function load(port) {
  const url = `https://127.0.0.1:${port}/echo?message=hi`;
  const [program, args] = hasH2load
    ? ['h2load', ['-n', String(REQUESTS), '-c', String(CONNECTIONS), '-m', String(STREAMS), url]]
    : [process.execPath, [file('load.mjs'), String(REQUESTS), String(CONNECTIONS), String(STREAMS), url]];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', chunk => {
    output += chunk;
  });
  await once(child, 'close');
  const rate = Number(/([\d.]+) req\/s/.exec(output)?.[1]);
  if (!rate || !output.includes(`${REQUESTS} succeeded`))
    throw new Error(`the load generator failed:\n${output}`);
  return rate;
}

export async function throughput() {
  const kinds = ['bare', 'none', 'full', 'all', 'sampled'];
  const servers = await Promise.all(kinds.map(kind => startServer(kind)));
  /** @type {number[][]} */
  const rates = kinds.map(() => []);
  for (let round = -1; round < ROUNDS; round++) {
    // Who comes first in a round comes later in the next one: the machine is another one after a load.
    for (let turn = 0; turn < servers.length; turn++) {
      const index = (turn + round + 1) % servers.length;
      const rate = await load(servers[index]?.port ?? 0);
      // The first round warms up.
      if (round >= 0) rates[index]?.push(rate);
    }
  }
  let sampledShare = 0;
  for (const [index, { child }] of servers.entries()) {
    child.stdin.end();
    if (kinds[index] === 'sampled')
      sampledShare = Number(String((await once(child.stdout, 'data'))[0]).trim());
    child.kill();
  }
  const [bare = [], none = [], full = [], all = [], sampled = []] = rates;
  /** @param {string} name @param {number[]} ours @param {number | null} goal @param {number[]} than */
  const row = (name, ours, goal, than = bare) => {
    const ratio = median(ours.map((rate, round) => rate / (than[round] ?? rate)));
    return {
      name,
      value: median(ours),
      unit: 'requests/s',
      baseline: median(than),
      ratio,
      goal: goal === null ? 'shown' : `≥ ${goal}`,
      ok: goal === null || ratio >= goal,
    };
  };
  return [
    row('the filters that decide, no recording', none, 0.95),
    row('all filters at work, audit and HTTP log', full, null),
    row('all filters at work, against those that decide', full, null, none),
    row('every request recorded', all, 0.85),
    row('watched live (sampled)', sampled, 0.85),
    {
      name: 'share of requests only counted when watched',
      value: sampledShare * 100,
      unit: '%',
      baseline: null,
      ratio: null,
      goal: 'shown',
      ok: true,
    },
  ];
}
