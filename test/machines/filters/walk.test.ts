/** A request's walk through the chain, as a recording tells it. */
import { describe, expect, test } from 'vitest';
import { type WalkedStep, walkOf } from '../../../machines/filters/walk.ts';
import { walkFactsOf } from '../../../machines/filters/walk-facts.ts';
import { LINEAGES, type Lineage } from '../../../machines/lineage.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { chineseOf } from './chinese.ts';

function record(yaml: string): Recording {
  const result = parseScenario(yaml);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return simulate(result.scenario, result.source);
}

/** The walk of the request that the script calls so. */
function walk(recording: Recording, name: string, upTo = Number.POSITIVE_INFINITY): readonly WalkedStep[] {
  const sent = recording.events.find(event => event.type === 'request.sent' && event.name === name);
  if (sent?.type !== 'request.sent') throw new Error(`nobody sent ${name}`);
  const events = recording.events.filter(event => event.t <= upTo);
  const facts = walkFactsOf(events, sent.request, recording.header);
  return walkOf(recording.header.lineage as Lineage, 'secure', facts);
}

const verdicts = (steps: readonly WalkedStep[], verdict: WalkedStep['verdict']): string[] =>
  steps.filter(step => step.verdict === verdict).map(({ step }) => step.name);
const sentence = (steps: readonly WalkedStep[], name: string): string =>
  steps.find(({ step }) => step.name === name)?.sentence ?? '';

const STOPPING = (flags: string) => `
name: walks
server: { shutdown-delay-duration: 1s${flags} }
hooks: { preShutdown: [{ name: slow, takes: 500ms }] }
script:
  - { at: 500ms, request: { name: early, path: /api/v1/namespaces/a/pods/b, connection: new } }
  - { at: 900ms, request: { name: slow, path: "/sleep?duration=4s", connection: new } }
  - { at: 1s, signal: SIGTERM }
  - { at: 3s, request: { name: late, path: /echo, connection: new } }
  - { at: 3s, request: { name: health, path: /readyz, connection: new } }
`;

describe('a request that is answered', () => {
  const recording = record(STOPPING(''));
  const steps = walk(recording, 'early');

  test('has passed every step; those that no flag asks for are skipped', () => {
    expect(verdicts(steps, 'rejected')).toEqual([]);
    expect(verdicts(steps, 'notReached')).toEqual([]);
    expect(verdicts(steps, 'skipped')).toEqual([
      'retry-after',
      'hsts',
      'goaway',
      'watch-termination',
      'cors',
    ]);
  });

  test('says what was read from its line, who asked, and that it was counted', () => {
    expect(sentence(steps, 'request-info')).toBe('get pods "b" of v1 in a.');
    expect(sentence(steps, 'authentication')).toBe('The user is system:anonymous.');
    expect(sentence(steps, 'wait-group')).toBe('It is counted: the shutdown waits for it.');
    expect(sentence(steps, 'audit')).toBe('Its audit events are written.');
  });

  test('before it has arrived, it has reached nothing', () => {
    expect(verdicts(walk(recording, 'early', 0), 'notReached')).toContain('audit-init');
  });

  test('while its handler works, its line and its last audit event are still to come', () => {
    const working = walk(recording, 'slow', 2000);
    expect(sentence(working, 'http-log')).toBe('Its line is written when the response is over.');
    expect(sentence(working, 'timeout')).toBe('Its clock runs.');
    expect(sentence(working, 'audit')).toBe(
      'The event of its arrival is written; the one of its end follows.',
    );
  });
});

describe('a request that comes too late', () => {
  test('is turned away by retry-after, and reaches nothing behind it', () => {
    const steps = walk(record(STOPPING(', shutdown-send-retry-after: true')), 'late');
    const [rejected] = steps.filter(({ verdict }) => verdict === 'rejected');
    expect(rejected?.step.name).toBe('retry-after');
    expect(rejected?.sentence).toBe('It turned the request away with 429, Retry-After: 5.');
    expect(verdicts(steps, 'notReached')[0]).toBe('cache-control');
    expect(verdicts(steps, 'acted')).not.toContain('wait-group');
  });

  test('is served without being counted, if it asks for health', () => {
    const steps = walk(record(STOPPING(', shutdown-send-retry-after: true')), 'health');
    expect(sentence(steps, 'wait-group')).toBe('The shutdown waits already: it is served, but not counted.');
    expect(sentence(steps, 'retry-after')).toBe(
      'Health, metrics and the loopback client are always let through.',
    );
  });
});

describe('what a step did', () => {
  const recording = record(`
name: deeds
server: { goaway-chance: 0.02, request-timeout: 1s, strict-transport-security-directives: max-age=60 }
warnings: [{ path: /echo, text: soon gone }]
seed: 4
clients: [{ name: many, kind: steady, rate: 200/s, path: /echo, protocol: h2 }]
script:
  - { at: 100ms, request: { name: panic, path: /panic, connection: new } }
  - { at: 100ms, request: { name: stuck, path: "/sleep?duration=5s", connection: new } }
  - { at: 100ms, request: { name: cut, path: "/sleep?duration=5s&early", connection: new } }
  - { at: 100ms, request: { name: warned, path: /echo, connection: new } }
  - { at: 100ms, request: { name: watch, path: "/api/v1/pods?watch=1&interval=1s", connection: new } }
  - { at: 3s, signal: SIGKILL }
`);

  test('the panic recovery answered 500', () => {
    const steps = walk(recording, 'panic');
    expect(sentence(steps, 'panic-recovery')).toBe(
      'The handler panicked: it answered 500, and the process lives on.',
    );
  });

  test('the timeout answered 504, or cut what had begun', () => {
    expect(sentence(walk(recording, 'stuck'), 'timeout')).toBe('Its time was over: it answered 504.');
    expect(sentence(walk(recording, 'cut'), 'timeout')).toBe(
      'Its time was over, and the response had begun: it was cut.',
    );
  });

  test('headers were added', () => {
    const steps = walk(recording, 'warned');
    expect(sentence(steps, 'warnings')).toBe('It added Warning: 299 - "soon gone"');
    expect(sentence(steps, 'hsts')).toBe('It added Strict-Transport-Security.');
  });

  test('long-running requests are not counted, have no deadline and take no place', () => {
    const skipped = verdicts(walk(recording, 'watch'), 'skipped');
    for (const name of ['wait-group', 'request-deadline', 'timeout', 'max-in-flight'])
      expect(skipped).toContain(name);
  });

  test('a few connections were told to go away', () => {
    const requests = recording.events.flatMap(event =>
      event.type === 'request.arrived' ? [event.request] : [],
    );
    const sent = requests.filter(
      request => walkFactsOf(recording.events, request, recording.header).wentAway,
    );
    const goaways = recording.events.filter(
      event => event.type === 'connection.goaway' && event.cause?.length,
    );
    expect(sent.length).toBe(goaways.length);
    expect(sent.length).toBeGreaterThan(0);
  });
});

test('every sentence has its Chinese, on every version', () => {
  const tr = chineseOf();
  for (const lineage of LINEAGES) {
    const facts = walkFactsOf([], 'r1', { scenario: null });
    for (const { sentence: text } of walkOf(lineage, 'secure', { ...facts, arrived: true }, tr))
      expect(text, lineage).toMatch(/[一-鿿]/);
  }
});
