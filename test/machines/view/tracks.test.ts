import { describe, expect, test } from 'vitest';
import { FATES, RequestLane } from '../../../machines/view/request-lane.ts';
import { Tracks } from '../../../machines/view/tracks.ts';
import { libraryRun, SCENARIOS } from './runs.ts';

function tracksOf(name: string): Tracks {
  const { plan, recording } = libraryRun(name);
  const tracks = new Tracks(plan);
  tracks.append(recording.events);
  return tracks;
}

describe('tracks', () => {
  test('of slow-hook hold what the timeline draws', () => {
    const { stop } = libraryRun('slow-hook');
    const tracks = tracksOf('slow-hook');
    expect(tracks.stop).toBe(stop);
    expect(tracks.signals.map(mark => mark.name)).toContain('InFlightRequestsDrained');
    expect(tracks.listener.map(change => change.good)).toEqual([true, false]);
    expect(tracks.health.get('/readyz')?.at(-1)).toMatchObject({ good: false, t: stop });
    expect(tracks.exit).toBeGreaterThan(stop);
  });

  test('the clients of the scenario have their lanes from the beginning, probes have none', () => {
    const { plan } = libraryRun('slow-hook');
    expect([...new Tracks(plan).lanes.keys()]).toEqual(['app', 'informers']);
  });

  test.each(SCENARIOS)('%s: every request but those of probes is a bar that ends after it begins', name => {
    const { recording } = libraryRun(name);
    const lanes = [...tracksOf(name).lanes.values()];
    const requests = recording.events.filter(
      event => event.type === 'request.sent' && event.kind !== 'probe',
    ).length;
    const bars = lanes.reduce((sum, lane) => sum + lane.starts.length + lane.open.size, 0);
    expect(bars).toBe(requests);
    for (const lane of lanes) {
      lane.starts.forEach((start, bar) => {
        expect(lane.ends[bar]).toBeGreaterThanOrEqual(start);
      });
    }
  });

  test.each(SCENARIOS)('%s: the audit track has every audit event', name => {
    const { recording } = libraryRun(name);
    const of = (type: string): number[] =>
      recording.events.filter(event => event.type === type).map(event => event.t);
    const { audit } = tracksOf(name);
    expect(audit.logged).toEqual(of('audit.logged'));
    expect(audit.lost).toEqual(of('audit.lost'));
    expect(audit.shutdown).toBe(of('audit.shutdown')[0] ?? null);
  });

  test('the process has a mark for each signal and for its end', () => {
    const marks = tracksOf('second-sigterm').process;
    expect(marks.map(({ signal }) => signal)).toEqual(['SIGTERM', 'SIGTERM', null]);
    expect(marks.at(-1)?.code).toBe(1);
  });

  test('a lane keeps the identities of its bars, and what became of its connections', () => {
    const lanes = [...tracksOf('retry-after').lanes.values()];
    for (const lane of lanes) expect(lane.ids).toHaveLength(lane.starts.length);
    expect(lanes.reduce((sum, lane) => sum + lane.goaways.length, 0)).toBeGreaterThan(0);
    expect(lanes.every(lane => lane.openings.length === lane.opened)).toBe(true);
  });

  test('a lane lets its oldest bars go at its bound and says so', () => {
    const lane = new RequestLane('app');
    for (let n = 0; n < 110_000; n++) {
      const row = lane.begin(`r${n}`, n, false);
      lane.end(`r${n}`, { start: n, end: n + 1, row, fate: 'answered' });
    }
    expect(lane.starts.length).toBeLessThanOrEqual(100_000);
    expect(lane.starts.length + lane.forgotten).toBe(110_000);
    expect(lane.ids[0]).toBe(`r${lane.forgotten}`);
    expect(lane.fates.every(fate => FATES[fate] === 'answered')).toBe(true);
  });
});
