/** What the next press of the space bar does, in words. */
import { type LessonState, stopOf } from '../lessons/lesson-store.ts';
import { tr } from '../words/language.ts';
import { nextStep, placeAfter } from './presenting.ts';

export function nextWords(lesson: LessonState, barsShown: boolean): string {
  const { place } = lesson;
  switch (nextStep(lesson, barsShown)) {
    case 'bars':
      return tr('Show the answers');
    case 'arrive':
      return tr('Straight to the stop');
    case 'nothing':
      return tr('The lesson is over');
    case 'onward': {
      if (place.phase === 'asking') return tr('Let it run');
      const next = placeAfter(lesson.lesson.stops, place.stop);
      if (next === 'task') return tr('To the task');
      if (next === 'end') return tr('To the end');
      const asks = next !== null && stopOf(lesson.lesson, { stop: next, phase: 'asking' })?.ask;
      return asks ? tr('Put the question') : tr('Play on');
    }
  }
}

/** Where one is: `2 of 5`, or what comes before and behind the stops. */
export function placeWords({ stops }: LessonState['lesson'], stop: string): string {
  if (stop === 'intro') return tr('Introduction');
  if (stop === 'task') return tr('Task');
  if (stop === 'end') return tr('End');
  const index = stops.findIndex(({ id }) => id === stop);
  return tr('{n} of {all}', { n: index + 1, all: stops.length });
}
