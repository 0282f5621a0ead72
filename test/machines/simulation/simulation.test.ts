/** The simulation as the page uses it: paced, acted upon, forked. */
import { describe, expect, test } from 'vitest';
import { eventsOf } from '../../../machines/recording/facts.ts';
import { Simulation } from '../../../machines/simulation/simulation.ts';
import { instantFromMs } from '../../../machines/time.ts';
import { parsed } from './told.ts';

function simulation(yaml = ''): Simulation {
  const { scenario, source } = parsed(yaml);
  return new Simulation(scenario, source);
}

describe('a simulation', () => {
  test('has a header without wall-clock time, so that it can be reproduced', () => {
    const { header } = simulation('seed: 7\nlineage: "1.30"');
    expect(header).toEqual({
      type: 'recording',
      version: 1,
      source: 'simulated',
      scenario: { name: 'test', seed: 7, lineage: '1.30' },
      lineage: '1.29',
      seed: 7,
      clock: 'virtual',
      startedAt: null,
      speed: 1,
    });
  });

  test('advances deadline by deadline: everything up to the instant, nothing after it', () => {
    const run = simulation('server: { shutdown-delay-duration: 70s }\nscript: [{ at: 1s, signal: SIGTERM }]');
    run.advanceTo(instantFromMs(71_000));
    expect(
      eventsOf(run.events, 'signal.fired').find(({ name }) => name === 'AfterShutdownDelayDuration')?.t,
    ).toBe(71_000);
    const early = simulation(
      'server: { shutdown-delay-duration: 70s }\nscript: [{ at: 1s, signal: SIGTERM }]',
    );
    early.advanceTo(instantFromMs(70_999.999));
    expect(eventsOf(early.events, 'signal.fired').map(({ name }) => name)).not.toContain(
      'AfterShutdownDelayDuration',
    );
    expect(early.now).toBe(instantFromMs(70_999.999));
  });

  test('never goes back', () => {
    const run = simulation('script: [{ at: 9s, signal: SIGTERM }]');
    run.advanceTo(instantFromMs(500));
    run.advanceTo(instantFromMs(100));
    expect(run.now).toBe(instantFromMs(500));
  });

  test('ends when the process has exited, the script is over and everybody knows what became of his request', () => {
    const run = simulation('script: [{ at: 1s, signal: SIGTERM }, { at: 3s, request: { path: /echo } }]');
    run.advanceTo(instantFromMs(2000));
    expect(run.ended).toBe(false);
    run.advanceTo(instantFromMs(10_000));
    expect(run.ended).toBe(true);
    expect(eventsOf(run.events, 'request.settled')[0]).toMatchObject({ outcome: 'refused' });
  });
});

describe('a person', () => {
  test('can send the signal that the script does not', () => {
    const run = simulation();
    run.advanceTo(instantFromMs(2500));
    run.signal('SIGTERM');
    expect(eventsOf(run.events, 'process.signalled')[0]).toMatchObject({ signal: 'SIGTERM', t: 2500 });
    run.runToEnd();
    expect(eventsOf(run.events, 'process.exited')[0]).toMatchObject({ code: 0 });
  });

  test('can send requests, on new, kept and named connections', () => {
    const run = simulation('connections: [{ name: kept, protocol: http/1.1 }]');
    run.advanceTo(instantFromMs(1000));
    const ids = [
      run.request({ path: '/echo', connection: 'new' }),
      run.request({ path: '/echo', connection: 'reuse', name: 'mine' }),
      run.request({ path: '/echo', connection: 'kept' }),
      run.request({ path: '/echo', connection: 'new', protocol: 'http/1.1' }),
    ];
    run.advanceTo(instantFromMs(1100));
    const arrived = new Map(eventsOf(run.events, 'request.arrived').map(event => [event.request, event]));
    expect(ids.map(id => arrived.get(id)?.stream)).toEqual([1, 1, null, null]);
    expect(eventsOf(run.events, 'request.sent').map(({ client, name }) => [client, name])).toEqual([
      ['you', null],
      ['you', 'mine'],
      ['you', null],
      ['you', null],
    ]);
  });

  test('can act when the run is over: the server is gone', () => {
    const run = simulation('script: [{ at: 1s, signal: SIGTERM }]');
    run.runToEnd();
    const id = run.request({ path: '/echo', connection: 'new' });
    run.runToEnd();
    expect(run.ended).toBe(true);
    expect(eventsOf(run.events, 'request.settled').find(({ request }) => request === id)).toMatchObject({
      outcome: 'refused',
    });
  });

  test('a signal to a process that is gone changes nothing', () => {
    const run = simulation('script: [{ at: 1s, signal: SIGTERM }]');
    run.runToEnd();
    const known = eventsOf(run.events, 'process.signalled').length;
    run.signal('SIGKILL');
    run.runToEnd();
    expect(eventsOf(run.events, 'process.signalled')).toHaveLength(known);
    expect(eventsOf(run.events, 'process.exited')).toHaveLength(1);
  });

  test('can go another way from a checkpoint: the runs share their past and nothing else', () => {
    const run = simulation('server: { shutdown-delay-duration: 5s }\nscript: [{ at: 1s, signal: SIGTERM }]');
    run.advanceTo(instantFromMs(3000));
    const fork = Simulation.resume(run.checkpoint(), run.events);
    fork.signal('SIGINT');
    run.runToEnd();
    fork.runToEnd();
    expect(eventsOf(fork.events, 'process.exited')[0]).toMatchObject({
      t: 3000,
      code: 1,
      reason: 'second-signal',
    });
    expect(eventsOf(run.events, 'process.exited')[0]).toMatchObject({ t: 6000, code: 0 });
    const shared = run.events.filter(({ t }) => t < 3000);
    expect(fork.events.slice(0, shared.length)).toEqual(shared);
  });
});

describe('taking over', () => {
  const { scenario, source } = parsed(
    'server: { shutdown-delay-duration: 500ms }\nscript: [{ at: 2s, signal: SIGTERM }, { at: 9s, signal: SIGINT }, { at: 3s, request: { path: /echo, connection: new } }]',
  );

  test('sends the signal, and none of those that the script would still send', () => {
    const run = new Simulation(scenario, source);
    run.advanceTo(instantFromMs(1000));
    run.takeOver('SIGTERM');
    run.runToEnd();
    expect(eventsOf(run.events, 'process.signalled')).toMatchObject([{ t: 1000, signal: 'SIGTERM' }]);
    expect(eventsOf(run.events, 'process.exited')).toMatchObject([{ reason: 'completed' }]);
    expect(eventsOf(run.events, 'request.sent')).toMatchObject([{ t: 3000 }]);
  });

  test('leaves what the script has sent already, and the run ends without waiting for the rest of it', () => {
    const run = new Simulation(scenario, source);
    run.advanceTo(instantFromMs(2000));
    run.takeOver('SIGTERM');
    run.runToEnd();
    expect(eventsOf(run.events, 'process.signalled')).toHaveLength(2);
    expect(run.now).toBeLessThan(instantFromMs(9000));
  });
});
