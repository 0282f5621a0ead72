import { describe, expect, test } from 'vitest';
import { LAMPS } from '../../machines/view/signal-map.ts';
import { gateShapes, LAYOUTS, lampAt, ringArc, routes, tick } from '../../ui/map/geometry.ts';

const { wide, narrow, compact } = LAYOUTS;

describe('the geometry of the signal map', () => {
  test('wide: edges run where they were drawn, and end at the ring where there is one', () => {
    const paths = routes(wide, false, name => (name === 'PreShutdownHooksStopped' ? wide.ringR : wide.lampR));
    expect(paths['ctx-si']).toBe('M328 31V32Q328 44 316 44H256Q244 44 244 56V67');
    expect(paths['ctx-hook']).toBe('M328 31V32Q328 44 340 44H400Q412 44 412 56V149');
    expect(paths['si-delay']).toBe('M244 93V155');
    expect(paths['and-nanr']).toBe('M328 254V281');
    expect(paths['nanr-drain']).toBe('M328 307V310Q328 322 340 322H400Q412 322 412 334V419');
    expect(paths['nanr-http']).toBe('M328 307V310Q328 322 316 322H256Q244 322 244 334V365');
    expect(paths['drain-http']).toBeUndefined();
  });

  test('compact: the inputs of the gate enter at half its half width', () => {
    const paths = routes(compact, false, () => compact.lampR);
    expect(paths['delay-and']).toBe('M108 210V235Q108 244 117 244H123.7Q130 244 130 250.3V256');
    expect(paths['hook-and']).toBe('M172 210V235Q172 244 163 244H156.3Q150 244 150 250.3V256');
  });

  test('with retry-after the last two exchange rows, not columns, and the route turns', () => {
    expect(lampAt(wide, 'HTTPServerStoppedListening', false)).toEqual({ x: 244, y: 378 });
    expect(lampAt(wide, 'HTTPServerStoppedListening', true)).toEqual({ x: 244, y: 432 });
    expect(lampAt(wide, 'InFlightRequestsDrained', false)).toEqual({ x: 412, y: 432 });
    expect(lampAt(wide, 'InFlightRequestsDrained', true)).toEqual({ x: 412, y: 378 });
    const paths = routes(compact, true, () => compact.lampR);
    expect(paths['nanr-http']).toBeUndefined();
    expect(paths['drain-http']).toBe('M172 446V468Q172 477 163 477H117Q108 477 108 486V492');
  });

  test.each([wide, narrow, compact])(
    '$name: every lamp lies inside the drawing, and no two on each other',
    layout => {
      for (const retryAfter of [false, true]) {
        const places = LAMPS.map(name => lampAt(layout, name, retryAfter));
        expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(LAMPS.length);
        for (const { x, y } of places) {
          expect(x).toBeGreaterThan(layout.ringR);
          expect(x).toBeLessThan(layout.width - layout.ringR);
          expect(y).toBeLessThan(layout.height);
        }
      }
    },
  );

  test('the gate is a D that points down, and its halves are its inputs', () => {
    const shapes = gateShapes(wide);
    expect(shapes.outline).toBe('M300 216H356V226A28 28 0 0 1 300 226Z');
    expect(shapes.left).toBe('M328 216H300V226A28 28 0 0 0 328 254Z');
    expect(shapes.right).toBe('M328 216H356V226A28 28 0 0 1 328 254Z');
  });

  test('a delay empties towards twelve o’clock, hooks fill from there', () => {
    const centre = { x: 108, y: 200 };
    expect(ringArc(centre, 15, 'left', 0.4)).toBe('M99.18 212.14A15 15 0 0 1 108.00 185.00');
    expect(ringArc({ x: 172, y: 200 }, 15, 'done', 0.375)).toBe('M172.00 185.00A15 15 0 0 1 182.61 210.61');
    expect(ringArc(centre, 15, 'left', 0)).toBeNull();
    expect(ringArc(centre, 15, 'done', 1)).toContain('A15 15 0 1 1');
  });

  test('the tick of a lit lamp', () => {
    expect(tick({ x: 244, y: 80 }, 13)).toBe('M238.5 80.5l3.9 3.9 7.1 -8.2');
  });
});
