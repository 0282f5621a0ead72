import { describe, expect, test } from 'vitest';
import { signalMapOf } from '../../../machines/view/signal-map.ts';
import { libraryRun, viewAt } from './runs.ts';

function mapAt(name: string, sinceStop: number) {
  const run = libraryRun(name);
  return { map: signalMapOf(viewAt(run, sinceStop), run.plan, run.stop + sinceStop), stop: run.stop };
}

describe('the signal map of slow-hook', () => {
  test('before SIGTERM nothing is waited for', () => {
    const { map } = mapAt('slow-hook', -100);
    expect(map.stoppedAt).toBeNull();
    expect(Object.values(map.lamps).map(lamp => lamp.state)).toEqual(Array(6).fill('dark'));
    expect(new Set(Object.values(map.edges))).toEqual(new Set(['next']));
    expect(map.lamps.ShutdownInitiated?.note).toEqual({ kind: 'readyzIsGreen' });
    expect(map.gate).toEqual({ left: false, right: false, armed: false });
  });

  test('at 3 s both branches run, the delay empties its ring and the hook fills its own', () => {
    const { map, stop } = mapAt('slow-hook', 3_000);
    expect(map.stoppedAt).toBe(stop);
    expect(map.lamps.ShutdownInitiated).toMatchObject({ state: 'lit', note: { kind: 'firedAt', t: stop } });
    expect(map.lamps.AfterShutdownDelayDuration?.ring?.shows).toBe('left');
    expect(map.lamps.AfterShutdownDelayDuration?.ring?.fraction).toBeCloseTo(0.4);
    expect(map.lamps.PreShutdownHooksStopped?.ring?.shows).toBe('done');
    expect(map.lamps.PreShutdownHooksStopped?.ring?.fraction).toBeCloseTo(3 / 8);
    expect(map.lamps.NotAcceptingNewRequest?.note).toMatchObject({
      kind: 'waitsFor',
      signals: ['AfterShutdownDelayDuration', 'PreShutdownHooksStopped'],
    });
    expect(map.edges).toMatchObject({
      'ctx-si': 'past',
      'ctx-hook': 'now',
      'si-delay': 'now',
      'delay-and': 'next',
      'nanr-drain': 'next',
    });
  });

  test('at 6.4 s the gate has one of its halves', () => {
    const { map } = mapAt('slow-hook', 6_400);
    expect(map.gate).toEqual({ left: true, right: false, armed: true });
    expect(map.lamps.PreShutdownHooksStopped?.note).toMatchObject({ kind: 'hookRuns', hook: 'deregister' });
    expect(map.edges).toMatchObject({ 'delay-and': 'past', 'hook-and': 'next', 'and-nanr': 'next' });
  });

  test('while requests drain the door is shut already', () => {
    const { map } = mapAt('slow-hook', 8_500);
    expect(map.lamps.HTTPServerStoppedListening?.state).toBe('lit');
    expect(map.lamps.InFlightRequestsDrained).toMatchObject({
      state: 'armed',
      note: { kind: 'inFlight', short: 1, watches: 2 },
    });
    expect(map.edges).toMatchObject({
      'nanr-http': 'past',
      'nanr-drain': 'now',
      'http-exit': 'now',
      'drain-exit': 'next',
    });
  });

  test('after the exit everything has come', () => {
    const { map } = mapAt('slow-hook', 60_000);
    expect(Object.values(map.lamps).every(lamp => lamp.state === 'lit')).toBe(true);
    expect(map.exit?.code).toBe(0);
    expect(map.edges['http-exit']).toBe('past');
  });
});

describe('the signal map of other runs', () => {
  test('with retry-after the listener waits for the drain', () => {
    const run = libraryRun('retry-after');
    const refusing = viewAt(run, 60_000).signals.NotAcceptingNewRequest?.t ?? Number.NaN;
    const since = refusing - run.stop + 100;
    const { map } = mapAt('retry-after', since);
    expect(map.sendRetryAfter).toBe(true);
    expect(map.lamps.InFlightRequestsDrained?.state).toBe('armed');
    expect(map.lamps.HTTPServerStoppedListening).toMatchObject({
      state: 'dark',
      note: { kind: 'doorIsOpen' },
    });
  });

  test('a process that is killed leaves lamps dark that never fired, and waits for nothing', () => {
    const { map } = mapAt('killed-by-kubelet', 600_000);
    const states = Object.values(map.lamps);
    expect(map.exit?.code).toBe(137);
    expect(states.some(lamp => lamp.note.kind === 'neverFired')).toBe(true);
    expect(states.some(lamp => lamp.state === 'armed')).toBe(false);
    expect(Object.values(map.edges)).not.toContain('now');
  });
});
