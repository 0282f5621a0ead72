/** The handler chain of the simulated server: the same filters and the same audit arithmetic as on the real one. */
import { describe, expect, test } from 'vitest';
import type { Recording } from '../../../machines/recording/events.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';

function record(yaml: string): Recording {
  const result = parseScenario(yaml);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return simulate(result.scenario, result.source);
}

const count = ({ events }: Recording, type: string): number =>
  events.filter(event => event.type === type).length;

/** How the named requests ended. */
function outcomes({ events }: Recording): Record<string, string> {
  const names = new Map<string, string>();
  const found: Record<string, string> = {};
  for (const event of events) {
    if (event.type === 'request.sent' && event.name !== null) names.set(event.request, event.name);
    if (event.type === 'request.settled' && names.has(event.request))
      found[names.get(event.request) as string] = `${event.outcome} ${event.status ?? ''}`.trim();
  }
  return found;
}

const BATCHES = (stop: string, wait = '1h', size = 6) => `
name: batches
lineage: "1.27"
server: { audit-log-mode: batch, audit-log-batch-max-size: ${size}, audit-log-batch-max-wait: ${wait} }
script:
${[1, 2, 3, 4].map(n => `  - { at: ${n}00ms, request: { path: /echo } }`).join('\n')}
  - { at: 2s, signal: ${stop} }
`;

describe('audit events in batches', () => {
  test('a killed process takes what it held with it', () => {
    const recording = record(BATCHES('SIGKILL'));
    // Four requests are eight events: a batch of six is written, two are held.
    expect([count(recording, 'audit.logged'), count(recording, 'audit.lost')]).toEqual([3, 1]);
  });

  test('a graceful shutdown writes what is held', () => {
    const recording = record(BATCHES('SIGTERM'));
    expect([count(recording, 'audit.logged'), count(recording, 'audit.lost')]).toEqual([4, 0]);
  });

  test('a batch whose time is over is written', () => {
    const recording = record(BATCHES('SIGKILL', '1s', 1000));
    expect([count(recording, 'audit.logged'), count(recording, 'audit.lost')]).toEqual([4, 0]);
    const logged = recording.events.filter(event => event.type === 'audit.logged');
    expect(new Set(logged.map(({ t }) => t))).toEqual(new Set([1000]));
  });

  test('a second signal loses them too', () => {
    const twice = record(
      `${BATCHES('SIGTERM').replace('- { at: 2s', '- { at: 1s, request: { path: "/sleep?duration=5s" } }\n  - { at: 2s')}  - { at: 3s, signal: SIGTERM }\n`,
    );
    expect(count(twice, 'audit.lost')).toBeGreaterThan(0);
  });

  test('each request has one audit event in the recording, logged or lost', () => {
    const recording = record(BATCHES('SIGKILL'));
    const audited = recording.events.flatMap(event =>
      event.type === 'audit.logged' || event.type === 'audit.lost' ? [event.request] : [],
    );
    expect(new Set(audited).size).toBe(audited.length);
    expect(audited).toHaveLength(4);
  });
});

test('rules keep strangers out, and let the hooks of the server in', () => {
  const recording = record(`
name: rbac
server: { authorization-mode: RBAC, shutdown-delay-duration: 1s }
hooks: { preShutdown: [{ name: deregister, takes: 500ms, calls: [{ at: 100ms, path: /api/v1/namespaces, name: own }] }] }
script:
  - { at: 500ms, request: { name: stranger, path: /api/v1/namespaces } }
  - { at: 500ms, request: { name: health, path: /readyz } }
  - { at: 1s, signal: SIGTERM }
`);
  expect(outcomes(recording)).toEqual({ stranger: 'rejected 403', health: 'ok 200', own: 'ok 200' });
});

test('the insecure port knows nobody and lets everybody in, until the signal', () => {
  const recording = record(`
name: insecure
lineage: "1.16"
server: { insecure-port: 8080, authorization-mode: RBAC, shutdown-delay-duration: 1s }
script:
  - { at: 500ms, request: { name: plain, path: /api/v1/namespaces, port: insecure } }
  - { at: 500ms, request: { name: tls, path: /api/v1/namespaces } }
  - { at: 900ms, request: { name: slow, path: "/sleep?duration=300ms", port: insecure, connection: new } }
  - { at: 1s, signal: SIGTERM }
  - { at: 1500ms, request: { name: late, path: /echo, port: insecure, connection: new } }
  - { at: 1500ms, request: { name: delayed, path: /healthz } }
`);
  expect(outcomes(recording)).toEqual({
    plain: 'ok 200',
    tls: 'rejected 403',
    slow: 'ok 200',
    late: 'refused',
    delayed: 'ok 200',
  });
  const changes = recording.events.flatMap(event =>
    event.type === 'insecurePort.changed' ? [event.open] : [],
  );
  expect(changes).toEqual([true, false]);
});

test('a handler that panics costs its request, and nobody else anything', () => {
  const recording = record(`
name: panics
script:
  - { at: 100ms, request: { name: panic, path: /panic } }
  - { at: 200ms, request: { name: next, path: /echo } }
  - { at: 1s, signal: SIGTERM }
`);
  expect(outcomes(recording)).toEqual({ panic: 'ok 500', next: 'ok 200' });
  expect(recording.events.find(event => event.type === 'process.exited')).toMatchObject({ code: 0 });
});

test.each([
  ['1.16', 'rejected 500'],
  ['1.22', 'rejected 503'],
  ['1.23', 'ok 200'],
  ['1.33', 'ok 200'],
])('%s: a /livez that comes in just before the door shuts and asks just after: %s', (lineage, outcome) => {
  const recording = record(`
name: at-the-door
lineage: "${lineage}"
server: { shutdown-delay-duration: 1s }
connections: [{ name: kept }]
script:
  - { at: 500ms, request: { path: /sleep?duration=2s, connection: kept } }
  - { at: 500ms, signal: SIGTERM }
  - { at: 1499ms, request: { name: livez, path: /livez, connection: new } }
`);
  expect(outcomes(recording)).toEqual({ livez: outcome });
});
