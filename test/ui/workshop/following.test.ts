import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNews } from '../../../ui/workshop/broadcast.ts';
import { correction, playheadAt, TOLERATED_DRIFT_MS, timerAt } from '../../../ui/workshop/following.ts';
import { ownAct, type Watched } from '../../../ui/workshop/own-act.ts';
import { heardAt, SHOWN } from './shown.ts';

const playing = { t: 1_000, playing: true, speed: 2 };

describe('the playhead of a follower', () => {
  test('is where the presenter’s is by now, by the age of the message and the speed', () => {
    expect(playheadAt(heardAt(500, { playhead: playing }), 800)).toBe(1_600);
    expect(playheadAt(heardAt(500, { playhead: { ...playing, playing: false } }), 800)).toBe(1_000);
  });

  test('is let be while it plays and has drifted less than is seen', () => {
    const heard = heardAt(0, { playhead: { ...playing, speed: 1 } });
    const near = { t: 1_000 + TOLERATED_DRIFT_MS - 1, playing: true, speed: 1 };
    expect(correction(heard, near, 0)).toEqual({ speed: null, seek: null });
    expect(correction(heard, { ...near, t: near.t + 2 }, 0).seek).toBe(1_000);
  });

  test('stands exactly where the presenter’s stands', () => {
    const heard = heardAt(0, { playhead: { t: 1_000, playing: false, speed: 1 } });
    expect(correction(heard, { t: 1_050, playing: true, speed: 1 }, 9_999).seek).toBe(1_000);
    expect(correction(heard, { t: 1_000, playing: false, speed: 1 }, 9_999).seek).toBe(null);
  });

  test('is never further away than is tolerated once it was corrected, whatever went before', () => {
    const times = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(
        times,
        times,
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(0.25, 1, 10),
        (t, mine, theirs, ours, speed) => {
          const heard = heardAt(0, { playhead: { t, playing: theirs, speed } });
          const { seek } = correction(heard, { t: mine, playing: ours, speed }, 0);
          const tolerated = theirs && ours ? TOLERATED_DRIFT_MS * speed : 0.001;
          expect(Math.abs((seek ?? mine) - t)).toBeLessThanOrEqual(tolerated);
        },
      ),
    );
  });
});

test('the timer goes on by itself, and stands at nothing when it is over', () => {
  const heard = heardAt(100, { timer: { leftMs: 1_000, ofMs: 60_000 } });
  expect(timerAt(heard, 600)).toBe(500);
  expect(timerAt(heard, 5_000)).toBe(0);
  expect(timerAt(heardAt(0), 5_000)).toBe(null);
});

const source = {};
const WATCHED: Watched = {
  clock: 0,
  source,
  deeds: 0,
  mode: 'simulate',
  t: 1_000,
  playing: true,
  ended: false,
  speed: 1,
  tab: 'Why',
  lineages: false,
};

describe('a follower who does something', () => {
  test.each([
    ['another run', { source: {} }, 'scenario'],
    ['a request by hand', { deeds: 1 }, 'deed'],
    ['another tab', { tab: 'Log' }, 'tab'],
    ['all versions', { lineages: true }, 'tab'],
    ['another speed', { speed: 10 }, 'playhead'],
    ['pause', { playing: false }, 'playhead'],
    ['a leap ahead', { t: 9_000, clock: 100 }, 'playhead'],
    ['a look back', { t: 900, clock: 100 }, 'playhead'],
  ] as const)('has taken the page: %s', (_, part, act) => {
    expect(ownAct(WATCHED, { ...WATCHED, ...part })).toBe(act);
  });

  test('has done nothing while the run plays on, late frames and its end included', () => {
    expect(ownAct(WATCHED, { ...WATCHED, t: 1_016, clock: 16 })).toBe(null);
    expect(ownAct(WATCHED, { ...WATCHED, t: 1_250, clock: 4_000 })).toBe(null);
    expect(ownAct(WATCHED, { ...WATCHED, playing: false, ended: true })).toBe(null);
  });

  test('moves a playhead that stands, by however little', () => {
    const stands = { ...WATCHED, playing: false };
    expect(ownAct(stands, { ...stands, t: 1_000.5 })).toBe('playhead');
    expect(ownAct(stands, { ...stands, clock: 60_000 })).toBe(null);
  });

  test('is not blamed for what a live server says of itself', () => {
    const live = { ...WATCHED, mode: 'live' };
    expect(ownAct(live, { ...live, speed: 10, t: 30_000, clock: 10 })).toBe(null);
    expect(ownAct(live, { ...live, t: 100 })).toBe('playhead');
  });
});

describe('a presenter tells the room', () => {
  const said = { shown: SHOWN, at: 0 };

  test('nothing while the run only plays on, and the playhead now and then', () => {
    const later = (t: number) => ({ ...SHOWN, playhead: { ...SHOWN.playhead, t } });
    expect(isNews(said, later(1_500), 500, false)).toBe(false);
    expect(isNews(said, later(3_000), 2_000, false)).toBe(true);
  });

  test('at once when the playhead leaps, stands or has another speed', () => {
    const playhead = (part: object) => ({ ...SHOWN, playhead: { ...SHOWN.playhead, ...part } });
    expect(isNews(said, playhead({ t: 5_000 }), 10, false)).toBe(true);
    expect(isNews(said, playhead({ playing: false }), 10, false)).toBe(true);
    expect(isNews(said, playhead({ speed: 4 }), 10, false)).toBe(true);
  });

  test('nothing of an instant that everybody sees event by event', () => {
    expect(isNews(said, SHOWN, 900, true)).toBe(false);
    expect(isNews(said, SHOWN, 900, false)).toBe(true);
  });

  test('everything else that changes, but not each second of the timer', () => {
    const timed = (leftMs: number) => ({ ...SHOWN, timer: { leftMs, ofMs: 60_000 } });
    expect(isNews(said, { ...SHOWN, blank: true }, 0, false)).toBe(true);
    expect(isNews(said, timed(60_000), 0, false)).toBe(true);
    expect(
      isNews(
        { shown: timed(60_000), at: 0 },
        { ...timed(59_000), playhead: { t: 2_000, playing: true, speed: 1 } },
        1_000,
        false,
      ),
    ).toBe(false);
  });
});
