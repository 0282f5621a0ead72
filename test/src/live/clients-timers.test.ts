/** The clients' timers on a clock that the test moves. */
import { beforeEach, expect, test } from 'vitest';
import { type Duration, type Instant, micros, millis } from '../../../machines/time.ts';
import { Timers } from '../../../src/live/clients/timers.ts';

/** Moves in jumps, as a clock does for a program that is late. */
class JumpingClock {
  private instant = 0;
  private readonly waiting: { at: number; callback: () => void }[] = [];

  now(): Instant {
    return this.instant as Instant;
  }

  after(delay: Duration, callback: () => void): () => void {
    const item = { at: this.instant + delay, callback };
    this.waiting.push(item);
    return () => {
      const index = this.waiting.indexOf(item);
      if (index >= 0) this.waiting.splice(index, 1);
    };
  }

  jumpTo(at: Duration): void {
    this.instant = at;
    for (;;) {
      const index = this.waiting.findIndex(item => item.at <= this.instant);
      const [item] = index < 0 ? [] : this.waiting.splice(index, 1);
      if (!item) return;
      item.callback();
    }
  }

  get isIdle(): boolean {
    return this.waiting.length === 0;
  }
}

let clock: JumpingClock;
let timers: Timers;

beforeEach(() => {
  clock = new JumpingClock();
  timers = new Timers(clock);
});

test('what came due while the program was late is made up for, up to a bound', () => {
  let count = 0;
  let leftOut = 0;
  timers.repeat({
    start: millis(10),
    interval: micros(100),
    mostAtOnce: 50,
    act: () => {
      count++;
      return true;
    },
    onLeftOut: () => {
      leftOut++;
    },
  });
  clock.jumpTo(millis(9));
  expect(count).toBe(0);
  clock.jumpTo(millis(11));
  expect(count).toBe(11);
  clock.jumpTo(millis(100));
  expect([count, leftOut]).toEqual([61, 1]);
  // What was left out is not made up for later.
  clock.jumpTo(millis(101));
  expect([count, leftOut]).toEqual([71, 1]);
});

test('a repetition ends when its act says so, also in the middle of making up', () => {
  let left = 3;
  timers.repeat({ start: micros(0), interval: millis(1), mostAtOnce: 100, act: () => --left > 0 });
  clock.jumpTo(millis(50));
  expect(left).toBe(0);
  expect(clock.isIdle).toBe(true);
});

test('appointments are kept in the order of their times, and of one time in the order given', () => {
  const kept: string[] = [];
  const appointment = (name: string, at: Duration) => ({ at, act: () => void kept.push(name) });
  timers.keep([
    appointment('c', millis(3)),
    appointment('a', millis(1)),
    appointment('b', millis(1)),
    appointment('d', millis(9)),
  ]);
  expect(kept).toEqual([]);
  clock.jumpTo(millis(1));
  expect(kept).toEqual(['a', 'b']);
  clock.jumpTo(millis(20));
  expect(kept).toEqual(['a', 'b', 'c', 'd']);
  expect(clock.isIdle).toBe(true);
});

test('nothing happens any more once they have been stopped', () => {
  const kept: string[] = [];
  timers.keep([
    { at: millis(1), act: () => timers.stop() },
    { at: millis(1), act: () => void kept.push('too late') },
  ]);
  timers.repeat({
    start: millis(2),
    interval: millis(1),
    mostAtOnce: 1,
    act: () => kept.push('too late') > 0,
  });
  timers.after(millis(2), () => kept.push('too late'));
  clock.jumpTo(millis(10));
  timers.after(millis(2), () => kept.push('too late'));
  expect(kept).toEqual([]);
  expect(clock.isIdle).toBe(true);
});
