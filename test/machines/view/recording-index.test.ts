import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { applyEvents } from '../../../machines/view/apply-event.ts';
import { RecordingIndex } from '../../../machines/view/recording-index.ts';
import { emptyView } from '../../../machines/view/run-view.ts';
import { libraryRun } from './runs.ts';

const { plan, recording } = libraryRun('retry-after');
const { events } = recording;

function indexOf(maxEvents?: number): RecordingIndex {
  const index = new RecordingIndex(plan, maxEvents);
  index.append(events);
  return index;
}

/** A busy server: requests come and go, five events each. */
function busyRun(requests: number): RunEvent[] {
  const list: RunEvent[] = [
    { seq: 0, t: 0, type: 'connection.opened', connection: 'c1', protocol: 'h2', client: 'app' },
  ];
  for (let n = 1; n <= requests; n++) {
    const place = { request: `r${n}`, connection: 'c1', stream: n };
    const t = n / 10;
    const wish = {
      name: null,
      client: 'app',
      method: 'GET',
      path: '/echo',
      kind: 'short',
      newConnection: false,
    } as const;
    list.push({ seq: list.length, t, type: 'request.sent', request: place.request, ...wish });
    list.push({ seq: list.length, t, type: 'request.arrived', ...place });
    list.push({ seq: list.length, t, type: 'request.admitted', ...place });
    list.push({ seq: list.length, t, type: 'request.responded', ...place, status: 200, headers: {} });
    list.push({
      seq: list.length,
      t,
      type: 'request.settled',
      request: place.request,
      outcome: 'ok',
      status: 200,
    });
  }
  return list;
}

describe('a recording index', () => {
  test('shows the same view for a position however one comes there', () => {
    const index = indexOf();
    fc.assert(
      fc.property(fc.array(fc.nat(events.length), { maxLength: 5 }), positions => {
        for (const position of positions) {
          expect(index.viewAt(position)).toEqual(applyEvents(emptyView(plan), events, 0, position));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('counts the events up to and including a time', () => {
    const index = indexOf();
    const middle = events[Math.floor(events.length / 2)] as RunEvent;
    expect(index.countAt(middle.t)).toBe(events.filter(event => event.t <= middle.t).length);
    expect(index.countAt(-1)).toBe(0);
    expect(index.countAt(Number.POSITIVE_INFINITY)).toBe(events.length);
  });

  test('finds events by their number', () => {
    const index = indexOf();
    for (const event of events) expect(index.bySeq(event.seq)).toBe(event);
    expect(index.bySeq(-1)).toBeUndefined();
    expect(index.bySeq(1e9)).toBeUndefined();
  });

  test('lets the oldest events go at its bound, says how many, and shows what is left as it was', () => {
    const index = indexOf(400);
    expect(index.count).toBe(events.length);
    expect(index.forgotten).toBeGreaterThan(0);
    expect(index.event(index.forgotten - 1)).toBeUndefined();
    expect(index.viewAt(events.length)).toEqual(applyEvents(emptyView(plan), events, 0, events.length));
    const { forgotten } = index;
    expect(index.viewAt(0)).toEqual(applyEvents(emptyView(plan), events, 0, forgotten));
  });

  test('takes a hundred thousand events and seeks in them without a noticeable wait', () => {
    const busy = busyRun(20_000);
    const index = new RecordingIndex(null);
    const start = performance.now();
    index.append(busy);
    const loaded = performance.now();
    for (let seek = 0; seek < 50; seek++) index.viewAt((seek * 7_919) % index.count);
    const sought = performance.now();
    expect(index.viewAt(index.count).outcomes.answered).toBe(20_000);
    expect(loaded - start).toBeLessThan(3_000);
    expect((sought - loaded) / 50).toBeLessThan(50);
  });
});
