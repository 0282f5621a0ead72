import { describe, expect, test } from 'vitest';
import { libraryScenario } from '../../machines/scenario/library.ts';
import { parseScenario } from '../../machines/scenario/parse.ts';
import { simulate } from '../../machines/simulation/simulation.ts';
import { Player, type PlayerKeeper } from '../../ui/session/player.ts';
import { SimulatedRun } from '../../ui/session/simulated-run.ts';

/** Keeps nothing and says nothing. */
const SILENT: PlayerKeeper = {
  mayBranch: () => true,
  branched: () => {},
  tooLongAgo: () => {},
  showsInstants: () => false,
};

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

  test('goes on in another run when the person does something, and the first one stays as it was', () => {
    const player = playerOf('slow-hook');
    playTo(player, 5_000);
    const first = player.store.get();
    player.seek(1_000, 0);
    player.signal('SIGKILL', 0);
    const { t, view, source, playing } = player.store.get();
    expect(t).toBe(1_000);
    expect(playing).toBe(true);
    expect(view.process.exit).toMatchObject({ code: 137, reason: 'killed' });
    expect(source).not.toBe(first.source);
    expect(first.source?.presentAt(0)).toBe(first.present);
    expect(first.source?.tracks.exit).toBeNull();
  });

  test('begins no other run with what cannot be done', async () => {
    const player = playerOf('slow-hook');
    playTo(player, 5_000);
    const { source } = player.store.get();
    player.seek(1_000, 0);
    const result = await player.inject({ kind: 'request.abort', request: 'r0' }, 0);
    expect(result.ok).toBe(false);
    expect(player.store.get()).toMatchObject({ source, t: 1_000 });
    const hang = await player.inject({ kind: 'probe.lose', client: 'load-balancer', count: 3 }, 0);
    if (hang.ok) expect(player.store.get().source).not.toBe(source);
  });

  test('acting in the present begins no other run, paused or stepped to as it may be', () => {
    const player = playerOf('slow-hook');
    playTo(player, 2_000);
    const { source } = player.store.get();
    player.toggle(0);
    player.request({ path: '/echo', connection: 'new', protocol: 'h2' }, 0);
    for (let step = 0; step < 5; step++) player.stepForward(0);
    player.request({ path: '/echo', connection: 'new', protocol: 'h2' }, 0);
    player.stepForwardBySignal(0);
    player.signal('SIGTERM', 0);
    expect(player.store.get().source).toBe(source);
  });
});

describe('stepping by signal', () => {
  /** What the last event that is shown is about. */
  function last(player: Player): string {
    const { source, count } = player.store.get();
    const event = source?.index.event(count - 1);
    if (event?.type === 'signal.fired') return event.name;
    return event?.type ?? 'nothing';
  }

  test('stops at the signals and at what happens to the process, forward and back', () => {
    const player = playerOf('slow-hook');
    player.seek(0, 0);
    const forward: string[] = [];
    for (let step = 0; step < 20 && !player.store.get().view.process.exit; step++) {
      player.stepForwardBySignal(0);
      forward.push(last(player));
    }
    expect(forward.filter(what => !['HasBeenReady', 'MuxAndDiscoveryComplete'].includes(what))).toEqual([
      'process.signalled',
      'ShutdownInitiated',
      'AfterShutdownDelayDuration',
      'PreShutdownHooksStopped',
      'NotAcceptingNewRequest',
      'HTTPServerStoppedListening',
      'InFlightRequestsDrained',
      'process.exited',
    ]);
    const back: string[] = [];
    for (let step = 0; step < forward.length - 1; step++) {
      player.stepBackBySignal(0);
      back.push(last(player));
    }
    expect(back).toEqual(forward.slice(0, -1).reverse());
  });
});

describe('going to SIGTERM', () => {
  test('runs a simulation up to it, and stands between it and what it causes', () => {
    const player = playerOf('slow-hook');
    player.toStop(0);
    const { t, view, playing, present } = player.store.get();
    expect([t, present, playing]).toEqual([4_000, 4_000, false]);
    expect(view.process.stop).toMatchObject({ t: 4_000 });
    expect(fired(player)).not.toContain('ShutdownInitiated');
  });

  test('comes back to it from later, whoever sent it', () => {
    const player = playerOf('slow-hook');
    playTo(player, 1_500);
    const { t } = player.store.get();
    player.signal('SIGTERM', 0);
    playTo(player, 6_000);
    player.toStop(0);
    expect(player.store.get().t).toBe(t);
  });

  test('does nothing where nobody knows of one', () => {
    const parsed = parseScenario('name: quiet');
    if (!parsed.ok) throw new Error('it is not valid');
    const player = new Player();
    player.load(new SimulatedRun(parsed.scenario, parsed.source), 0);
    player.frame(0);
    player.toStop(0);
    expect(player.store.get()).toMatchObject({ t: 0, playing: true });
  });

  test('a run whose limit is reached has ended, and does not play on for nothing', () => {
    const parsed = parseScenario('name: quiet\nduration: 1s');
    if (!parsed.ok) throw new Error('it is not valid');
    const player = new Player();
    player.load(new SimulatedRun(parsed.scenario, parsed.source), 0);
    playTo(player, 2_000);
    expect(player.store.get()).toMatchObject({ t: 1_000, playing: false, ended: true });
  });
});

describe('what happens in one instant', () => {
  const showing = { ...SILENT, showsInstants: () => true };

  function watched(name = 'slow-hook'): Player {
    const entry = libraryScenario(name);
    const player = new Player(showing);
    if (entry) player.load(new SimulatedRun(entry.scenario, entry.source), 0);
    return player;
  }

  /** Frames of 50 ms until the clock stands; the page's time then. */
  function untilInstant(player: Player, from: number): number {
    let clock = from;
    for (player.frame(clock); player.store.get().instant === null && clock < 60_000; clock += 50)
      player.frame(clock);
    return clock;
  }

  test('is shown one after the other, 300 ms apart, while the clock stands still', () => {
    const player = watched();
    player.standAtTime(3_900, 0);
    player.toggle(0);
    let clock = untilInstant(player, 0);
    const begin = player.store.get();
    expect(begin.t).toBe(4_000);
    expect(begin.present).toBe(4_000);
    expect(begin.view.process.stop).toMatchObject({ t: 4_000 });
    expect(fired(player)).not.toContain('ShutdownInitiated');
    const lit = clock;
    while (!fired(player).includes('ShutdownInitiated')) {
      clock += 10;
      player.frame(clock);
      expect(player.store.get().t).toBe(4_000);
      expect(player.store.get().instant).toBe(begin.instant);
    }
    expect(clock - lit).toBeGreaterThan(230);
    expect(clock - lit).toBeLessThanOrEqual(310);
    const { count, instant } = player.store.get();
    expect(count).toBe(instant?.to);
    player.frame(clock + 50);
    expect(player.store.get().t).toBeGreaterThan(4_000);
    expect(player.store.get().instant).toBeNull();
  });

  test('can be acted in: that is the present', () => {
    const player = watched();
    player.standAtTime(3_900, 0);
    player.toggle(0);
    untilInstant(player, 0);
    const { source } = player.store.get();
    player.signal('SIGKILL', 0);
    expect(player.store.get().source).toBe(source);
  });

  test('can be paused in, and is gone on with', () => {
    const player = watched();
    player.standAtTime(3_900, 0);
    player.toggle(0);
    const clock = untilInstant(player, 0);
    player.toggle(clock);
    const { count } = player.store.get();
    player.frame(clock + 1_000);
    expect(player.store.get()).toMatchObject({ count, t: 4_000 });
    player.toggle(clock + 1_000);
    player.frame(clock + 1_010);
    expect(fired(player)).toContain('ShutdownInitiated');
  });

  test('is shown at once above four times the speed, and where no motion is wanted', () => {
    for (const player of [watched(), new Player()]) {
      const entry = libraryScenario('slow-hook');
      if (entry) player.load(new SimulatedRun(entry.scenario, entry.source), 0);
      player.setSpeed(10, 0);
      player.frame(0);
      for (let clock = 16; player.store.get().playing; clock += 16) {
        player.frame(clock);
        expect(player.store.get().instant).toBeNull();
      }
    }
  });

  test('played through to the end is the same run', () => {
    const player = watched();
    const { source } = player.store.get();
    for (let clock = 0; player.store.get().playing && clock < 120_000; clock += 16) player.frame(clock);
    const entry = libraryScenario('slow-hook');
    if (!entry || !(source instanceof SimulatedRun)) throw new Error('there is no run');
    expect(source.events).toEqual(simulate(entry.scenario, entry.source).events);
    expect(player.store.get().count).toBe(source.index.count);
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
