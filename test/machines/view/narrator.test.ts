import { describe, expect, test } from 'vitest';
import { describeState } from '../../../machines/lifecycle/describe.ts';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { causesOf } from '../../../machines/view/causes.ts';
import { describeEvent } from '../../../machines/view/describe-event.ts';
import { narrate } from '../../../machines/view/narrator.ts';
import { libraryRun, SCENARIOS, viewAt } from './runs.ts';

function saidAt(name: string, sinceStop: number): string {
  const run = libraryRun(name);
  return narrate(viewAt(run, sinceStop), run.plan, describeState);
}

describe('the narrator', () => {
  test('before the stop says that it comes, and what the scenario is about', () => {
    const said = saidAt('slow-hook', -500);
    expect(said).toMatch(/^This API server is about to be stopped\./);
    expect(said).toContain(libraryRun('slow-hook').plan.description.replace(/\.$/, ''));
  });

  test('during the start says what is still missing', () => {
    const run = libraryRun('startup');
    expect(saidAt('startup', 1_000 - run.stop)).toContain(describeState('lifecycle', 'postStart', 'running'));
    expect(saidAt('startup', 2_800 - run.stop)).toContain(describeState('lifecycle', 'mux', 'registering'));
  });

  test('does not announce a stop that nobody has planned', () => {
    const run = libraryRun('slow-hook');
    const plan = { ...run.plan, scriptedStopMs: null };
    expect(narrate(viewAt(run, -500), plan, describeState)).toContain(
      describeState('lifecycle', 'run', 'waitingForStop'),
    );
  });

  test('speaks from the state that holds the run', () => {
    expect(saidAt('slow-hook', 2_000)).toBe(describeState('lifecycle', 'delay', 'delaying'));
    expect(saidAt('slow-hook', 6_400)).toBe(describeState('lifecycle', 'gate', 'waitingForHooks'));
    expect(saidAt('slow-hook', 8_500)).toContain(describeState('lifecycle', 'drain', 'draining'));
    expect(saidAt('slow-hook', 9_500)).toContain(describeState('lifecycle', 'httpServer', 'shuttingDown'));
  });

  test('keeps door and guard apart', () => {
    expect(saidAt('slow-hook', 8_500)).toContain('The door is shut: new connections are refused.');
    expect(saidAt('retry-after', 3_000)).toContain('turned back with 429');
  });

  test('says whether the load balancer knows', () => {
    expect(saidAt('graceful', 3_000)).toContain('The load balancer has noticed');
    expect(saidAt('no-delay', 1_000)).toContain('the load balancer has not noticed');
    expect(saidAt('no-delay', 2_500)).not.toContain('load balancer');
  });

  test('names what holds the end: watches that nobody tells, and the kubelet that does not wait', () => {
    expect(saidAt('watches', 5_000)).toContain('5 watches keep it waiting');
    expect(saidAt('killed-by-kubelet', 6_000)).toContain('the kubelet kills at T+8 s');
    expect(saidAt('graceful', 6_000)).not.toContain('kubelet');
  });

  test('says that hook and server wait for one another, and what will end that', () => {
    expect(saidAt('post-start-deadlock', 1_000)).not.toContain('deadlock');
    expect(saidAt('post-start-deadlock', 5_000)).toBe(
      'A deadlock: wait-for-controllers waits for the server to stop, and the server waits for wait-for-controllers. Only another signal ends it, or the kubelet at T+14 s.',
    );
    expect(saidAt('audit-deadlock', 8_000)).toMatch(/^A deadlock: audit-backend waits .* at T\+30 s\.$/);
    const run = libraryRun('post-start-deadlock');
    const plan = { ...run.plan, gracePeriodMs: null };
    expect(narrate(viewAt(run, 5_000), plan, describeState)).toContain('Only another signal ends it.');
    expect(saidAt('slow-hook', 6_400)).not.toContain('deadlock');
  });

  test('does not speak of hooks where there are none', () => {
    expect(saidAt('watches', 500)).not.toContain('hook');
    expect(saidAt('graceful', 2_005)).toContain('hooks are done');
  });

  test('says at the end what became of the requests', () => {
    expect(saidAt('slow-hook', 600_000)).toMatch(/No request was dropped/);
    expect(saidAt('killed-by-kubelet', 600_000)).toMatch(/^SIGKILL/);
  });

  test.each(SCENARIOS)('%s: always has something to say once the process runs', name => {
    const run = libraryRun(name);
    const last = run.recording.events.at(-1) as RunEvent;
    for (let t = 100 - run.stop; t <= last.t - run.stop; t += 250) expect(saidAt(name, t)).not.toBe('');
  });
});

describe('causes', () => {
  test('lead from NotAcceptingNewRequest back to SIGTERM, the latest first', () => {
    const { recording, stop } = libraryRun('slow-hook');
    const bySeq = (seq: number) => recording.events.find(event => event.seq === seq);
    const fired = recording.events.find(
      event => event.type === 'signal.fired' && event.name === 'NotAcceptingNewRequest',
    );
    const causes = causesOf(fired as RunEvent, bySeq);
    const lines = causes.map(event => describeEvent(event));
    expect(lines).toContain('PreShutdownHooksStopped fires');
    expect(causes.map(event => event.seq)).toEqual(causes.map(event => event.seq).toSorted((a, b) => b - a));
    const initiated = recording.events.find(
      event => event.type === 'signal.fired' && event.name === 'ShutdownInitiated',
    );
    expect(causesOf(initiated as RunEvent, bySeq).map(event => event.type)).toContain('process.signalled');
    expect(initiated?.t).toBe(stop);
  });

  test('an event that names itself or a later one as its cause is not followed in circles', () => {
    const odd = { seq: 5, t: 0, type: 'note', text: 'odd', cause: [5, 9, 3] } as const;
    const three = { seq: 3, t: 0, type: 'note', text: 'three', cause: [5] } as const;
    expect(causesOf(odd, seq => (seq === 3 ? three : odd))).toEqual([three]);
  });
});

describe('lines for events', () => {
  test.each(SCENARIOS)('%s: every event has one without holes', name => {
    for (const event of libraryRun(name).recording.events) {
      const line = describeEvent(event);
      expect(line).not.toMatch(/undefined|\[object|xstate/);
      expect(line.length).toBeGreaterThan(3);
    }
  });

  test('an event of an unknown type goes by its name', () => {
    expect(describeEvent({ seq: 1, t: 0, type: 'weather.changed' } as unknown as RunEvent)).toBe(
      'weather.changed',
    );
  });
});
