import { describe, expect, test } from 'vitest';
import { SvgPen } from '../../machines/formats/svg-pen.ts';
import { AuditTrack } from '../../machines/view/audit-track.ts';
import { drawFinished, drawInFlight, rowBox } from '../../machines/view/drawing/lane-shapes.ts';
import type { Mark, Pen } from '../../machines/view/drawing/pen.ts';
import { RequestLane } from '../../machines/view/request-lane.ts';
import { TimeScale } from '../../machines/view/time-scale.ts';
import { AuditDensity } from '../../ui/timeline/audit-shapes.ts';
import { barOf, requestAt, whileThere } from '../../ui/timeline/hit.ts';

const HEIGHT = 19;
const scale = TimeScale.fit(0, 10_000, 1_000);
const place = { top: 0, height: HEIGHT, scale };

interface Drawn {
  readonly kind: 'box' | 'outline' | 'cross' | 'rope';
  readonly mark: Mark;
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

/** A pen that remembers what it drew. */
function remembering(): { readonly pen: Pen; readonly drawn: Drawn[] } {
  const drawn: Drawn[] = [];
  const pen: Pen = {
    box: (mark, x, _y, width, height) => drawn.push({ kind: 'box', mark, x, width, height }),
    outline: (mark, x, _y, width, height) => drawn.push({ kind: 'outline', mark, x, width, height }),
    cross: (mark, x, _y, reach) => drawn.push({ kind: 'cross', mark, x, width: reach, height: reach }),
    rope: (mark, from, to) => drawn.push({ kind: 'rope', mark, x: from, width: to - from, height: 0 }),
  };
  return { pen, drawn };
}

function laneWith(...fates: readonly ('answered' | 'turnedAway' | 'dropped')[]): RequestLane {
  const lane = new RequestLane('app');
  fates.forEach((fate, index) => {
    const start = 1_000 + index * 2_000;
    const row = lane.begin(`r${index}`, start, false);
    lane.end(`r${index}`, { start, end: start + 1_000, row, fate });
  });
  return lane;
}

describe('the shapes of requests', () => {
  test('tell what became of them without their colour', () => {
    const { pen, drawn } = remembering();
    drawFinished(pen, laneWith('answered', 'turnedAway', 'dropped'), 0, place);
    expect(drawn.map(({ kind, mark }) => `${mark}: ${kind}`)).toEqual([
      'answered: box',
      'turnedAway: outline',
      'dropped: box',
      'dropped: cross',
    ]);
  });

  test('are no more than there are pixels, however many requests there were', () => {
    const lane = new RequestLane('app');
    for (let n = 0; n < 50_000; n++) {
      const row = lane.begin(`r${n}`, n / 5, false);
      lane.end(`r${n}`, { start: n / 5, end: n / 5 + 0.1, row, fate: 'answered' });
    }
    const { pen, drawn } = remembering();
    drawFinished(pen, lane, 0, place);
    expect(drawn.length).toBeLessThan(5_000);
    expect(drawn.length).toBeGreaterThan(400);
  });

  test('of the past are in ink when they were in flight at the playhead', () => {
    const { pen, drawn } = remembering();
    drawInFlight(pen, laneWith('answered', 'answered'), place, { t: 3_500, present: 9_000 });
    expect(drawn).toEqual([expect.objectContaining({ mark: 'inFlight', x: 300, width: 50 })]);
  });

  test('show when a connection was opened, told to go away, and closed', () => {
    const lane = new RequestLane('app');
    lane.connect('c1', 1_000);
    lane.goAway(5_000);
    lane.disconnect(6_000);
    const { pen, drawn } = remembering();
    drawInFlight(pen, lane, place, { t: 9_000, present: 9_000 });
    expect(drawn.map(({ mark, x }) => [mark, Math.round(x)])).toEqual([
      ['connection', 100],
      ['opened', 100],
      ['closed', 599],
      ['goaway', 499],
    ]);
  });
});

describe('the audit lane', () => {
  test('is higher where more events were written, and has a cross for each that was lost', () => {
    const audit = new AuditTrack();
    for (const t of [1_000, 5_000, 5_001, 5_002]) audit.append('audit.logged', t);
    audit.append('audit.lost', 7_000);
    audit.append('audit.shutdown', 8_000);
    const { pen, drawn } = remembering();
    new AuditDensity().draw(pen, audit, place);
    const logged = drawn.filter(({ mark }) => mark === 'logged');
    expect(logged).toHaveLength(2);
    expect(logged[1]?.height).toBeGreaterThan(2 * (logged[0]?.height ?? 0));
    expect(drawn.filter(({ mark }) => mark === 'auditLost').map(({ kind }) => kind)).toEqual([
      'box',
      'cross',
    ]);
    expect(drawn.at(-1)).toMatchObject({ mark: 'auditShutdown', x: 798.5 });
  });

  test('counts only what has come since, in the same view', () => {
    const audit = new AuditTrack();
    const density = new AuditDensity();
    audit.append('audit.logged', 1_000);
    density.draw(remembering().pen, audit, place);
    audit.append('audit.logged', 1_001);
    audit.append('audit.logged', 2_000);
    const { pen, drawn } = remembering();
    density.draw(pen, audit, place);
    expect(drawn.map(({ x }) => x)).toEqual([100, 200]);
    expect(drawn[0]?.height).toBeGreaterThan(drawn[1]?.height ?? 0);
  });
});

describe('what lies under a pointer', () => {
  const aim = (x: number, row: number) => ({ x, y: rowBox(row, HEIGHT).y + 1, slack: 2 });

  test('is the request whose bar is there, ended or in flight', () => {
    const lane = laneWith('answered', 'dropped');
    const row = lane.begin('open', 8_000, false);
    expect(requestAt([lane], aim(150, 0), HEIGHT, scale)?.thing).toEqual({ kind: 'request', id: 'r0' });
    expect(requestAt([lane], aim(350, 0), HEIGHT, scale)?.thing).toEqual({ kind: 'request', id: 'r1' });
    expect(requestAt([lane], aim(900, row), HEIGHT, scale)).toMatchObject({
      thing: { id: 'open' },
      end: null,
    });
    expect(requestAt([lane], aim(250, 0), HEIGHT, scale)).toBeNull();
    expect(requestAt([lane], aim(150, 2), HEIGHT, scale)).toBeNull();
  });

  test('is found by its identity as well', () => {
    const lane = laneWith('answered', 'dropped');
    expect(barOf(lane, 'r1', 3_500, HEIGHT)).toMatchObject({ start: 3_000, end: 4_000 });
    expect(barOf(lane, 'r7', 0, HEIGHT)).toBeNull();
  });

  test('is pointed at in a moment in which it was there', () => {
    const bar = { thing: { kind: 'request', id: 'r1' } as const, start: 10, end: 20, y: 0, height: 4 };
    expect(whileThere(bar, 15)).toBe(15);
    expect(whileThere(bar, 5)).toBe(10);
    expect(whileThere(bar, 25)).toBe(15);
    expect(whileThere({ ...bar, end: null }, 25)).toBe(25);
  });
});

describe('a picture of the lanes in vectors', () => {
  const colours = { edge: 'grey', ink: 'black', ink2: 'dimgrey', danger: 'red' };

  test('has one path for each kind of mark, and knows which there are', () => {
    const pen = new SvgPen(colours);
    drawFinished(pen, laneWith('answered', 'answered', 'dropped'), 0, place);
    const svg = pen.toString();
    expect(svg.match(/<path/g)).toHaveLength(3);
    expect(svg).toContain('fill="grey"');
    expect([...pen.used]).toEqual(['answered', 'dropped']);
  });

  test('a rope stays between its ends', () => {
    const pen = new SvgPen(colours);
    pen.rope('watch', 13, 50, 10);
    const numbers = [...pen.toString().matchAll(/[MQ ]([\d.]+) ([\d.]+)/g)].map(match => Number(match[1]));
    expect(Math.min(...numbers)).toBe(13);
    expect(Math.max(...numbers)).toBe(50);
  });
});
