/** What a presenter shows before anything has happened, for tests that change a part of it. */
import type { Shown } from '../../../machines/workshop/messages.ts';

export const NOTHING_YET: Shown = {
  link: 'scenario=graceful',
  place: null,
  playhead: { t: 0, playing: false, speed: 1 },
  view: { tab: 'Lesson', selected: null, lineages: false },
  question: null,
  task: null,
  fire: false,
  blank: false,
  timer: null,
};
