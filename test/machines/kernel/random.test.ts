/** Chance as plain data: the same in every engine, and copied with its world. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextUint32, Random, shuffled } from '../../../machines/kernel/random.ts';

describe('random numbers', () => {
  test('are the ones of mulberry32', () => {
    const random = new Random(1);
    expect([random.uint32(), random.uint32(), random.uint32()]).toEqual([2693262067, 11749833, 2265367787]);
  });

  test('continue from their state', () => {
    const random = new Random(42);
    random.uint32();
    const copy = new Random(random.state);
    expect(copy.uint32()).toBe(random.uint32());
    expect(nextUint32(42)[0]).toBe(new Random(42).uint32());
  });

  test('stay within their bounds', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: -1000, max: 1000 }),
        fc.nat({ max: 1000 }),
        (seed, min, span) => {
          const random = new Random(seed);
          const value = random.integer(min, min + span);
          expect(value).toBeGreaterThanOrEqual(min);
          expect(value).toBeLessThanOrEqual(min + span);
          const unit = random.unit();
          expect(unit >= 0 && unit < 1).toBe(true);
        },
      ),
    );
  });

  test('reach both ends of a range', () => {
    const random = new Random(7);
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(1, 4)));
    expect([...seen].sort()).toEqual([1, 2, 3, 4]);
  });

  test('shuffle without losing anything, and leave the list as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const before = [...items];
        const [result] = shuffled(items, seed);
        expect([...result].sort()).toEqual([...items].sort());
        expect(items).toEqual(before);
      }),
    );
  });

  test('shuffle into every order', () => {
    const orders = new Set(
      Array.from({ length: 100 }, (_, seed) => shuffled(['a', 'b', 'c'], seed)[0].join('')),
    );
    expect(orders.size).toBe(6);
  });
});
