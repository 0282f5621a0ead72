import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Fold, TimeScale } from '../../../machines/view/time-scale.ts';
import { Waits } from '../../../machines/view/time-scale-waits.ts';
import { libraryRun, SCENARIOS } from './runs.ts';

const END = 200_000;

/** Folds in order and apart from each other. */
const folds = fc
  .uniqueArray(fc.integer({ min: 1, max: END / 100 - 1 }), { maxLength: 8 })
  .map(cuts => cuts.toSorted((a, b) => a - b).map(cut => cut * 100))
  .map(cuts =>
    cuts.flatMap((from, index): Fold[] => {
      const to = cuts[index + 1];
      return index % 2 === 0 && to !== undefined ? [{ from, to }] : [];
    }),
  );

/** All of a run, and a part of it. */
const scales = fc
  .record({
    folds,
    width: fc.integer({ min: 200, max: 3_000 }),
    magnified: fc.double({ min: 1, max: 50, noNaN: true }),
    x: fc.double({ min: 0, max: 200, noNaN: true }),
  })
  .map(({ folds: list, width, magnified, x }) => {
    const whole = TimeScale.fit(0, END, width, list, 96);
    return { whole, part: whole.zoomed(whole.density * magnified, x) };
  });

const time = fc.integer({ min: -1_000, max: END + 1_000 });

describe('the time scale', () => {
  test('maps time to pixels and back', () => {
    const scale = TimeScale.fit(0, 20_000, 1_000);
    expect(scale.x(5_000)).toBe(250);
    expect(scale.t(scale.x(12_345))).toBeCloseTo(12_345);
  });

  test('puts its marks at multiples of a nice step from the stop, and none into a fold', () => {
    const scale = TimeScale.fit(0, 20_000, 1_000);
    expect(scale.step(60)).toBe(2_000);
    expect(scale.marks(5_000, 4_000)).toEqual([4_000, 9_000, 14_000, 19_000]);
    const folded = TimeScale.fit(0, 20_000, 1_000, [{ from: 8_000, to: 13_000 }], 100);
    expect(folded.marks(5_000, 4_000)).toEqual([4_000, 14_000, 19_000]);
  });

  test('a folded wait has a fixed width, and the rest shares what is left', () => {
    const scale = TimeScale.fit(0, 70_000, 1_000, [{ from: 10_000, to: 60_000 }], 100);
    expect(scale.x(10_000)).toBeCloseTo(450);
    expect(scale.x(60_000)).toBeCloseTo(550);
    expect(scale.x(70_000)).toBeCloseTo(1_000);
  });

  test('many folds never take more than half of the width', () => {
    const many = Array.from({ length: 20 }, (_, n) => ({ from: n * 10_000 + 1, to: n * 10_000 + 9_000 }));
    const scale = TimeScale.fit(0, END, 300, many, 96);
    expect(many.length * scale.foldPx).toBeLessThan(150);
  });

  test('property: a later time is further to the right', () => {
    fc.assert(
      fc.property(scales, time, time, ({ part }, a, b) => {
        fc.pre(a < b);
        expect(part.x(a)).toBeLessThan(part.x(b));
      }),
    );
  });

  test('property: the time at a pixel is the time that is drawn there', () => {
    fc.assert(
      fc.property(scales, time, ({ part }, t) => {
        expect(Math.abs(part.t(part.x(t)) - t)).toBeLessThan(1e-3);
      }),
    );
  });

  test('property: it never leaps, not even at the edge of a fold', () => {
    fc.assert(
      fc.property(scales, ({ part }) => {
        for (const edge of part.folds.flatMap(fold => [fold.from, fold.to]))
          expect(part.x(edge + 1e-6) - part.x(edge - 1e-6)).toBeLessThan(1e-3);
      }),
    );
  });

  test('property: all of the run lies between the edges when all of it is shown', () => {
    fc.assert(
      fc.property(scales, ({ whole }) => {
        expect(whole.x(0)).toBe(0);
        expect(whole.x(END)).toBeCloseTo(whole.width, 3);
        expect(whole.end).toBeCloseTo(END, 0);
      }),
    );
  });

  test('property: zooming keeps the time under the pointer where it is', () => {
    const factor = fc.double({ min: 1 / 20, max: 20, noNaN: true });
    fc.assert(
      fc.property(scales, factor, fc.integer({ min: 0, max: 200 }), ({ part }, by, x) => {
        expect(Math.abs(part.zoomed(part.density * by, x).x(part.t(x)) - x)).toBeLessThan(1e-3);
      }),
    );
  });

  test('property: a part never shows what lies before the start, nor beyond the end', () => {
    fc.assert(
      fc.property(scales, fc.integer({ min: -9_000, max: 9_000 }), ({ part }, px) => {
        const { start, end } = part.moved(px).within(0, END);
        expect(start).toBeGreaterThan(-1e-3);
        expect(end).toBeLessThan(END + 1);
      }),
    );
  });

  test('a span is cut at the edges of the view, so that its words stay in sight', () => {
    const whole = TimeScale.fit(0, 20_000, 1_000);
    const part = whole.zoomed(whole.density * 10, 500);
    const { left, width } = part.span(0, 20_000);
    expect(left).toBeGreaterThan(-50);
    expect(width).toBeLessThan(1_100);
  });
});

test('words have room up to the first fold', () => {
  const scale = TimeScale.fit(0, 70_000, 1_000, [{ from: 10_000, to: 60_000 }], 100);
  expect(scale.room(5_000, 65_000)).toBeCloseTo(225);
  expect(scale.room(61_000, 65_000)).toBeCloseTo(180);
  expect(scale.room(20_000, 65_000)).toBe(0);
});

function waitsOf(name: string): Waits {
  const waits = new Waits();
  for (const event of libraryRun(name).recording.events) waits.append(event);
  return waits;
}

describe('long waits', () => {
  test('openshift waits twice in its 70 s of delay: for the load balancer, and then for the end of it', () => {
    const { stop } = libraryRun('openshift');
    const waits = waitsOf('openshift').folds.map(fold => [
      Math.round((fold.from - stop) / 1_000),
      Math.round((fold.to - stop) / 1_000),
    ]);
    expect(waits).toEqual([
      [8, 22],
      [28, 66],
    ]);
  });

  test('slow-hook has none', () => {
    expect(waitsOf('slow-hook').folds).toEqual([]);
  });

  test.each(SCENARIOS)('%s: no signal, hook, change of health or end of a watch lies in a fold', name => {
    const { events } = libraryRun(name).recording;
    const watches = new Set(
      events.flatMap(event =>
        event.type === 'request.sent' && event.kind === 'watch' ? [event.request] : [],
      ),
    );
    const happened = events.filter(
      event =>
        /^(signal|hook|health|listener|process|probe)\./.test(event.type) ||
        (event.type === 'request.settled' && watches.has(event.request)),
    );
    for (const { from, to } of waitsOf(name).folds)
      expect(happened.filter(event => event.t > from && event.t < to)).toEqual([]);
  });

  test('the wait up to a deadline beyond the run is one as well, if it is long', () => {
    const waits = waitsOf('openshift');
    const end = libraryRun('openshift').recording.events.at(-1)?.t ?? 0;
    expect(waits.until(end + 5_000)).toBeNull();
    expect(waits.until(end + 50_000)?.to).toBe(end + 47_000);
  });
});
