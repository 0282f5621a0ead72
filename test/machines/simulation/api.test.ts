/** The API behind the simulated server: the answers of the real one, and copies that share nothing. */
import { expect, test } from 'vitest';
import { summarize } from '../../../machines/recording/summary.ts';
import { recordingLines } from '../../../machines/recording/writer.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { Simulation, simulate } from '../../../machines/simulation/simulation.ts';
import { type Instant, millis } from '../../../machines/time.ts';

function load(yaml: string) {
  const result = parseScenario(`name: api\nlineage: "1.33"\n${yaml}`);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

/** Name and status of each request of the script. */
function answers(yaml: string) {
  const { scenario, source } = load(yaml);
  return summarize(simulate(scenario, source)).requests.map(({ name, status }) => [name, status]);
}

function post(name: string, object: string): string {
  return `{ name: ${name}, method: POST, path: /api/v1/namespaces/default/configmaps, body: { apiVersion: v1, kind: ConfigMap, metadata: { name: ${object} } } }`;
}

function read(name: string, object: string): string {
  return `{ name: ${name}, path: /api/v1/namespaces/default/configmaps/${object} }`;
}

const STORY = `script:
  - { at: 100ms, request: ${read('before', 'a')} }
  - { at: 200ms, request: ${post('make', 'a')} }
  - { at: 300ms, request: ${post('again', 'a')} }
  - { at: 400ms, request: ${read('after', 'a')} }
  - { at: 500ms, request: { name: bad, method: POST, path: /api/v1/namespaces/default/configmaps, body: '{' } }
  - { at: 600ms, request: { name: take, method: DELETE, path: /api/v1/namespaces/default/configmaps/a } }
  - { at: 700ms, request: ${read('gone', 'a')} }
  - { at: 800ms, request: { name: unread, method: POST, path: /api/v1/namespaces/default/configmaps, contentType: text/csv, body: x } }
  - { at: 1s, signal: SIGTERM }`;

test('objects come, stay and go', () => {
  expect(answers(STORY)).toEqual([
    ['before', 404],
    ['make', 201],
    ['again', 409],
    ['after', 200],
    ['bad', 400],
    ['take', 200],
    ['gone', 404],
    ['unread', 415],
  ]);
});

test('a watch of the API lasts as long as its client asked for, and ends with the shutdown that asks watches to', () => {
  const { scenario, source } = load(`server: { shutdown-watch-termination-grace-period: 5s }
script:
  - { at: 100ms, request: { name: short, path: '/api/v1/configmaps?watch=true&timeoutSeconds=2' } }
  - { at: 100ms, request: { name: long, path: '/api/v1/configmaps?watch=true' } }
  - { at: 4s, signal: SIGTERM }`);
  const { requests } = summarize(simulate(scenario, source));
  const end = (wanted: string) => requests.find(({ name }) => name === wanted)?.end ?? Number.NaN;
  // Milliseconds since SIGTERM.
  expect(end('short')).toBeCloseTo(-1900, -2);
  expect(end('long')).toBeCloseTo(0, -2);
  expect(requests.map(({ outcome, status }) => [outcome, status])).toEqual([
    ['ok', 200],
    ['ok', 200],
  ]);
});

test('the same scenario and seed give the same recording, to the byte', () => {
  const { scenario, source } = load(STORY);
  const lines = () => [...recordingLines(simulate(scenario, source))].join('\n');
  expect(lines()).toBe(lines());
});

test('a fork goes on with what was stored, and what it stores is its own', () => {
  const { scenario, source } = load(`script:
  - { at: 100ms, request: ${post('make', 'a')} }
  - { at: 2s, request: ${read('read', 'b')} }
  - { at: 3s, signal: SIGTERM }`);
  const original = new Simulation(scenario, source);
  original.advanceTo(millis(1000) as unknown as Instant);
  const checkpoint = original.checkpoint();
  const fork = Simulation.resume(checkpoint, original.events);
  fork.request({ path: '/api/v1/namespaces/default/configmaps/a', connection: 'new', name: 'kept' });
  fork.runToEnd();
  original.runToEnd();
  const statusOf = (run: Simulation, name: string) =>
    summarize({ header: run.header, events: run.events }).requests.find(request => request.name === name)
      ?.status;
  expect(statusOf(fork, 'kept')).toBe(200);
  expect(statusOf(original, 'kept')).toBeUndefined();
  expect(statusOf(original, 'read')).toBe(404);
  // The checkpoint is as it was: it gives the run without the deed again.
  const again = Simulation.resume(checkpoint, original.events);
  again.runToEnd();
  expect(again.events).toEqual(original.events);
});

test('the server of an APIService serves for its delay after it was told to go, then is unavailable', () => {
  const path = '/apis/metrics.example.com/v1/namespaces/default/samples';
  expect(
    answers(`apiServices: [{ name: v1.metrics.example.com, group: metrics.example.com, version: v1, shutdown-delay-duration: 1s }]
script:
  - { at: 1s, apiService: { name: v1.metrics.example.com, available: false } }
  - { at: 1500ms, request: { name: still, path: ${path} } }
  - { at: 2500ms, request: { name: down, path: ${path} } }
  - { at: 3s, apiService: { name: v1.metrics.example.com, available: true } }
  - { at: 3500ms, request: { name: up, path: ${path} } }
  - { at: 4s, signal: SIGTERM }`),
  ).toEqual([
    ['still', 200],
    ['down', 503],
    ['up', 200],
  ]);
});

test('paths that nobody knows yet get 503 until every server of the chain has registered its own', () => {
  const yaml = (delay: string) => `servers: { apiextensions: { mux-delay: ${delay} } }
script:
  - { at: 500ms, request: { name: early, path: /apis/nobody.example.com/v1/things } }
  - { at: 1500ms, request: { name: later, path: /apis/nobody.example.com/v1/things } }
  - { at: 2s, request: { name: readyz, path: /readyz } }
  - { at: 3s, signal: SIGTERM }`;
  expect(answers(yaml('1s'))).toEqual([
    ['early', 503],
    ['later', 404],
    ['readyz', 200],
  ]);
  // An informer that never syncs: the server never becomes ready, and says so.
  expect(answers(yaml('never'))).toEqual([
    ['early', 503],
    ['later', 503],
    ['readyz', 500],
  ]);
});
