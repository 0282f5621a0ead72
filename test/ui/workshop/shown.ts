/** What a presenter shows, for tests that change one thing of it. */
import type { Shown } from '../../../machines/workshop/messages.ts';
import type { Heard } from '../../../ui/workshop/room-state.ts';

export const SHOWN: Shown = {
  link: 'v=1&scenario=graceful',
  place: null,
  playhead: { t: 1_000, playing: true, speed: 1 },
  view: { tab: 'Why', selected: null, lineages: false },
  question: null,
  task: null,
  fire: false,
  blank: false,
  timer: null,
};

/** Heard so that the presenter sent it when this page's clock showed `at`. */
export function heardAt(at: number, part: Partial<Shown> = {}): Heard {
  return { n: 1, at, shown: { ...SHOWN, ...part } };
}
