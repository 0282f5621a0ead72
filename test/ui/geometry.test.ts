import { describe, expect, test } from 'vitest';
import {
  diamond,
  gateShapes,
  LAYOUTS,
  lampAt,
  type MapLayout,
  tick,
} from '../../machines/view/drawing/geometry.ts';
import { routes } from '../../machines/view/drawing/routes.ts';
import type { LampName, MapPlan } from '../../machines/view/maps/map-plan.ts';
import { mapSince125 } from '../../machines/view/maps/since-1-25.ts';
import { ringArc } from '../../ui/map/ring-arc.ts';

const { wide, compact } = LAYOUTS;
const at = (layout: MapLayout, plan: MapPlan, name: LampName) => {
  const place = plan.lamps.find(lamp => lamp.name === name);
  return place ? lampAt(layout, place) : null;
};

describe('the geometry of the signal map', () => {
  test('wide: edges run where they were drawn, and end at the ring where there is one', () => {
    const paths = routes(wide, mapSince125(false), name =>
      name === 'PreShutdownHooksStopped' ? wide.ringR : wide.lampR,
    );
    expect(paths['ctx-si']).toBe('M328 31V32Q328 44 316 44H256Q244 44 244 56V67');
    expect(paths['ctx-hook']).toBe('M328 31V32Q328 44 340 44H400Q412 44 412 56V149');
    expect(paths['si-delay']).toBe('M244 93V155');
    expect(paths['and-nanr']).toBe('M328 254V281');
    expect(paths['nanr-drain']).toBe('M328 307V310Q328 322 340 322H400Q412 322 412 334V419');
    expect(paths['nanr-http']).toBe('M328 307V310Q328 322 316 322H256Q244 322 244 334V365');
    expect(paths['drain-http']).toBeUndefined();
  });

  test('compact: the inputs of the gate enter at half its half width', () => {
    const paths = routes(compact, mapSince125(false), () => compact.lampR);
    expect(paths['delay-and']).toBe('M108 210V235Q108 244 117 244H123.7Q130 244 130 250.3V256');
    expect(paths['hook-and']).toBe('M172 210V235Q172 244 163 244H156.3Q150 244 150 250.3V256');
  });

  test('with retry-after the last two exchange rows, not columns, and the route turns', () => {
    const [off, on] = [mapSince125(false), mapSince125(true)];
    expect(at(wide, off, 'HTTPServerStoppedListening')).toEqual({ x: 244, y: 378 });
    expect(at(wide, on, 'HTTPServerStoppedListening')).toEqual({ x: 244, y: 432 });
    expect(at(wide, off, 'InFlightRequestsDrained')).toEqual({ x: 412, y: 432 });
    expect(at(wide, on, 'InFlightRequestsDrained')).toEqual({ x: 412, y: 378 });
    const paths = routes(compact, on, () => compact.lampR);
    expect(paths['nanr-http']).toBeUndefined();
    expect(paths['drain-http']).toBe('M172 446V468Q172 477 163 477H117Q108 477 108 486V492');
  });

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

  test('a moment without a name stands on its tip', () => {
    expect(diamond({ x: 100, y: 50 }, 10)).toBe('M100 38.8L111.2 50L100 61.2L88.8 50Z');
  });
});
