/** What a presenter shows, for tests that change one thing of it. */
import type { Shown } from '../../../machines/workshop/messages.ts';
import type { Heard } from '../../../ui/workshop/room-state.ts';
import { NOTHING_YET } from '../../machines/workshop/shown.ts';

export const SHOWN: Shown = {
  ...NOTHING_YET,
  link: 'v=1&scenario=graceful',
  playhead: { t: 1_000, playing: true, speed: 1 },
  view: { tab: 'Why', selected: null, lineages: false },
};

/** Heard so that the presenter sent it when this page's clock showed `at`. */
export function heardAt(at: number, part: Partial<Shown> = {}): Heard {
  return { n: 1, at, shown: { ...SHOWN, ...part } };
}
