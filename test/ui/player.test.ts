import { describe, expect, test } from 'vitest';
import { libraryScenario } from '../../machines/scenario/library.ts';
import { Player } from '../../ui/session/player.ts';
import { SimulatedRun } from '../../ui/session/simulated-run.ts';

function playerOf(name: string): Player {
  const entry = libraryScenario(name);
  if (!entry) throw new Error(name);
  const player = new Player();
  player.load(new SimulatedRun(entry.scenario, entry.source), 0);
  player.frame(0);
  return player;
}

/** Plays in frames of 16 ms until the playhead is at `t` milliseconds, or the run stands still. */
function playTo(player: Player, t: number): void {
  let clock = 0;
  player.frame(clock);
  while (player.store.get().t < t && player.store.get().playing) {
    clock += 16;
    player.frame(clock);
  }
}

const fired = (player: Player): string[] => Object.keys(player.store.get().view.signals);

describe('playing', () => {
  test('the script stops the server by itself, and the run plays to its end', () => {
    const player = playerOf('slow-hook');
    expect(player.store.get().origin).toBe(4_000);
    playTo(player, Number.POSITIVE_INFINITY);
    const { view, playing, ended } = player.store.get();
    expect(view.process.exit).toMatchObject({ code: 0, reason: 'completed' });
    expect(ended).toBe(true);
    expect(playing).toBe(false);
  });

  test('a signal is shown in the frame in which it fires', () => {
    const player = playerOf('slow-hook');
    playTo(player, 3_970);
    expect(fired(player)).not.toContain('ShutdownInitiated');
    playTo(player, 4_000);
    expect(fired(player)).toContain('ShutdownInitiated');
  });

  test('as long as it plays, the playhead is the present to the last digit', () => {
    const player = playerOf('slow-hook');
    for (let clock = 0; clock < 3_000; clock += 16.7123) {
      player.frame(clock);
      const { t, present } = player.store.get();
      expect(t).toBe(present);
    }
  });

  test('a page that was hidden does not leap ahead', () => {
    const player = playerOf('slow-hook');
    player.frame(0);
    player.frame(60_000);
    expect(player.store.get().t).toBeLessThanOrEqual(250);
  });

  test('speed multiplies time', () => {
    const player = playerOf('slow-hook');
    player.setSpeed(10, 0);
    player.frame(0);
    player.frame(100);
    expect(player.store.get().t).toBe(1_000);
  });
});

describe('stepping', () => {
  test('forward runs the simulation to its next transition and shows what happened up to it', () => {
    const player = playerOf('slow-hook');
    const seen: string[] = [];
    for (let step = 0; step < 80 && !player.store.get().view.process.exit; step++) {
      player.stepForward(0);
      for (const name of fired(player)) if (!seen.includes(name)) seen.push(name);
    }
    expect(seen.filter(name => !['HasBeenReady', 'MuxAndDiscoveryComplete'].includes(name))).toEqual([
      'ShutdownInitiated',
      'AfterShutdownDelayDuration',
      'PreShutdownHooksStopped',
      'NotAcceptingNewRequest',
      'HTTPServerStoppedListening',
      'InFlightRequestsDrained',
    ]);
  });

  test('what happened in one instant is shown one after the other, in the order of its causes', () => {
    const player = playerOf('slow-hook');
    playTo(player, 3_970);
    const lit: number[] = [];
    for (let step = 0; step < 6; step++) {
      player.stepForward(0);
      expect(player.store.get().t).toBe(4_000);
      lit.push(fired(player).length);
    }
    expect(new Set(lit).size).toBeGreaterThan(1);
  });

  test('back undoes forward', () => {
    const player = playerOf('slow-hook');
    playTo(player, 5_000);
    player.stepForward(0);
    const before = player.store.get();
    player.stepForward(0);
    player.stepBack(0);
    expect(player.store.get().count).toBe(before.count);
    expect(player.store.get().view).toEqual(before.view);
  });

  test('back at the beginning stays there', () => {
    const player = playerOf('slow-hook');
    for (let step = 0; step < 5; step++) player.stepBack(0);
    expect(player.store.get().t).toBe(0);
  });
});

describe('looking back', () => {
  test('shows the past as it was, and keeps the clock’s origin', () => {
    const player = playerOf('slow-hook');
    playTo(player, 9_500);
    player.seek(3_000, 0);
    expect(player.store.get().view.process.stop).toBeNull();
    expect(player.store.get().origin).toBe(4_000);
    player.toPresent(0);
    expect(player.store.get().t).toBeCloseTo(9_500, -2);
  });

  test('does not go beyond what has happened', () => {
    const player = playerOf('slow-hook');
    playTo(player, 1_000);
    player.seek(8_000, 0);
    expect(player.store.get().t).toBeLessThan(1_100);
  });

  test('ends when the person does something', () => {
    const player = playerOf('slow-hook');
    playTo(player, 5_000);
    player.seek(1_000, 0);
    player.signal('SIGKILL', 0);
    const { t, view } = player.store.get();
    expect(t).toBeGreaterThanOrEqual(5_000);
    expect(view.process.exit).toMatchObject({ code: 137, reason: 'killed' });
  });
});

describe('acting', () => {
  test('who stops the server before the script does is not followed by the script’s own signal', () => {
    const player = playerOf('slow-hook');
    playTo(player, 2_000);
    const { count, view: before } = player.store.get();
    player.signal('SIGTERM', 0);
    const { view, origin } = player.store.get();
    expect(view.count).toBeGreaterThan(count);
    expect(view.process.startedAt).toBe(before.process.startedAt);
    expect(origin).toBeCloseTo(2_000, -2);
    playTo(player, Number.POSITIVE_INFINITY);
    expect(player.store.get().view.process).toMatchObject({
      signals: { length: 1 },
      exit: { code: 0, reason: 'completed' },
    });
  });

  test('what was sent by hand before stays sent when the script’s signal is dropped', () => {
    const player = playerOf('slow-hook');
    playTo(player, 1_000);
    player.request({ path: '/sleep?duration=4s', connection: 'new', protocol: 'h2' }, 0);
    playTo(player, 2_000);
    const mine = [...player.store.get().view.requests.values()].filter(request => request.client === 'you');
    player.signal('SIGTERM', 0);
    const still = [...player.store.get().view.requests.values()].filter(request => request.client === 'you');
    expect(mine).toHaveLength(1);
    expect(still).toEqual(mine);
  });

  test('a second SIGTERM ends the process at once', () => {
    const player = playerOf('slow-hook');
    playTo(player, 5_000);
    player.signal('SIGTERM', 0);
    expect(player.store.get().view.process.exit).toMatchObject({ code: 1, reason: 'second-signal' });
  });

  test('a second SIGTERM before the script’s own one ends it as well', () => {
    const player = playerOf('slow-hook');
    playTo(player, 1_000);
    player.signal('SIGTERM', 0);
    playTo(player, 2_000);
    player.signal('SIGTERM', 0);
    expect(player.store.get().view.process).toMatchObject({
      signals: { length: 2 },
      exit: { code: 1, reason: 'second-signal' },
    });
  });

  test('a request on a new connection is refused once the door is shut', () => {
    const player = playerOf('slow-hook');
    playTo(player, 12_100);
    const { refused } = player.store.get().view;
    player.request({ path: '/echo', connection: 'new', protocol: 'h2' }, 0);
    playTo(player, player.store.get().t + 50);
    expect(player.store.get().view.refused.count).toBe(refused.count + 1);
  });

  test('without a change nobody is told', () => {
    const player = playerOf('slow-hook');
    player.toggle(0);
    let told = 0;
    player.store.subscribe(() => told++);
    for (let frame = 0; frame < 10; frame++) player.frame(frame * 16);
    expect(told).toBe(0);
  });
});
