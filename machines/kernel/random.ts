/** Random numbers as plain data: the generator's state is one 32-bit integer, so that a world can be copied. */

/** mulberry32; integers only, the same in every engine. Returns a number from 0 (included) to 2³² (not) and the next state. */
export function nextUint32(state: number): readonly [value: number, next: number] {
  const next = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(next ^ (next >>> 15), next | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return [(mixed ^ (mixed >>> 14)) >>> 0, next];
}

/** A generator that is carried along where many numbers are drawn; its `state` can be copied at any time. */
export class Random {
  state: number;

  constructor(state: number) {
    this.state = state;
  }

  uint32(): number {
    const [value, next] = nextUint32(this.state);
    this.state = next;
    return value;
  }

  /** From 0 (included) to 1 (not). */
  unit(): number {
    return this.uint32() / 4_294_967_296;
  }

  /** An integer from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.unit() * (max - min + 1));
  }
}

/** The items in a random order (Fisher and Yates), and the next state. */
export function shuffled<T>(items: readonly T[], state: number): readonly [items: T[], next: number] {
  const random = new Random(state);
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return [result, random.state];
}
