/** What is to happen when: soonest first, ties in the order in which they were put in. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TaskQueue } from '../../../machines/simulation/task-queue.ts';
import type { Instant } from '../../../machines/time.ts';

function drained<T>(queue: TaskQueue<T>): T[] {
  const tasks: T[] = [];
  for (let task = queue.pop(); task !== null; task = queue.pop()) tasks.push(task);
  return tasks;
}

describe('the task queue', () => {
  test('gives tasks back in order of time, and of arrival where times are equal', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 })), times => {
        const queue = new TaskQueue<{ at: number; n: number }>();
        times.forEach((at, n) => {
          queue.push(at as Instant, { at, n });
        });
        const expected = times.map((at, n) => ({ at, n })).sort((a, b) => a.at - b.at || a.n - b.n);
        expect(queue.nextAt).toBe(expected[0]?.at ?? null);
        expect(queue.size).toBe(times.length);
        expect(drained(queue)).toEqual(expected);
      }),
    );
  });

  test('gives back what is left in the same order when some are taken out', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 })), fc.nat({ max: 20 }), (times, unwanted) => {
        const queue = new TaskQueue<{ at: number; n: number }>();
        times.forEach((at, n) => {
          queue.push(at as Instant, { at, n });
        });
        const gone = times.filter(at => at === unwanted).length;
        expect(queue.remove(({ at }) => at === unwanted)).toBe(gone);
        queue.push(7 as Instant, { at: 7, n: times.length });
        const expected = [...times.map((at, n) => ({ at, n })).filter(({ at }) => at !== unwanted)];
        expected.push({ at: 7, n: times.length });
        expect(drained(queue)).toEqual(expected.sort((a, b) => a.at - b.at || a.n - b.n));
      }),
    );
  });

  test('keeps that order when tasks are put in between', () => {
    const queue = new TaskQueue<string>();
    queue.push(5 as Instant, 'b');
    queue.push(1 as Instant, 'a');
    expect(queue.pop()).toBe('a');
    queue.push(5 as Instant, 'c');
    queue.push(2 as Instant, 'd');
    expect(drained(queue)).toEqual(['d', 'b', 'c']);
  });

  test('a copy goes its own way, and breaks ties as the original would', () => {
    const queue = new TaskQueue<string>();
    queue.push(1 as Instant, 'a');
    const copy = new TaskQueue(queue);
    queue.push(1 as Instant, 'b');
    copy.push(1 as Instant, 'c');
    expect(drained(queue)).toEqual(['a', 'b']);
    expect(drained(copy)).toEqual(['a', 'c']);
  });

  test('that is empty has nothing to give', () => {
    const queue = new TaskQueue<string>();
    expect([queue.pop(), queue.nextAt, queue.size]).toEqual([null, null, 0]);
  });
});
