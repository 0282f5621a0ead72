import { expect, test } from 'vitest';
import { InstantMarks } from '../../../machines/view/instant-marks.ts';
import { Tracks } from '../../../machines/view/tracks.ts';
import { libraryRun, SCENARIOS } from './runs.ts';

function tracksOf(name: string): Tracks {
  const { plan, recording } = libraryRun(name);
  const tracks = new Tracks(plan);
  tracks.append(recording.events);
  return tracks;
}

test('at the stop the process, its signal, the hook and /readyz are of one instant, in causal order', () => {
  const { stop } = libraryRun('slow-hook');
  const [group] = tracksOf('slow-hook').instants.groups.filter(({ t }) => t === stop);
  expect(group?.lanes[0]).toBe('pod');
  expect(new Set(group?.lanes)).toEqual(new Set(['pod', 'signals', 'hooks', 'readyz']));
});

test('the end of the last hook and the shut door are of one instant', () => {
  const { groups } = tracksOf('slow-hook').instants;
  expect(groups.some(({ lanes }) => lanes.includes('hooks') && lanes.includes('listener'))).toBe(true);
});

test.each(SCENARIOS)('%s: instants are in order, and none is of one lane alone', name => {
  const { groups } = tracksOf(name).instants;
  groups.forEach((group, index) => {
    expect(group.lanes.length).toBeGreaterThan(1);
    expect(group.to).toBeGreaterThan(group.from);
    expect(group.t).toBeGreaterThan(groups[index - 1]?.t ?? -1);
  });
});

test('the last instant is known before another begins', () => {
  const marks = new InstantMarks(null);
  marks.append({ seq: 1, t: 5, type: 'process.signalled', signal: 'SIGTERM' });
  expect(marks.groups).toEqual([]);
  marks.append({ seq: 2, t: 5, type: 'signal.fired', name: 'ShutdownInitiated' });
  expect(marks.groups).toEqual([{ t: 5, from: 1, to: 2, lanes: ['pod', 'signals'] }]);
});
