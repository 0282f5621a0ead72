/** The keys of lessons. Those that walk through one do nothing while none is on. */
import type { Command } from '../keys/commands.ts';
import { tr } from '../words/language.ts';
import { lessonStore, predictionStore } from './lesson-store.ts';
import { sendToLesson } from './lessons.ts';
import { showLessons } from './list-store.ts';

/** No question has more choices. */
const MOST_CHOICES = 5;

const isOn = (): boolean => lessonStore.get() !== null;

/** Before a question the key says what is marked: nobody passes one over by pressing it once too often. */
function goOn(): void {
  const state = lessonStore.get();
  const isMine = state?.place.phase === 'asking' && state.use.question === undefined;
  const choice = predictionStore.get();
  if (!isMine) sendToLesson({ type: 'NEXT' });
  else if (choice !== null) sendToLesson({ type: 'ANSWER', choice });
}

export function lessonCommands(): readonly Command[] {
  return [
    { keys: ['T'], shown: 'Shift T', what: tr('the lessons'), run: showLessons },
    {
      keys: ['g'],
      shown: 'g',
      what: tr('go on in the lesson'),
      when: isOn,
      run: goOn,
    },
    {
      keys: ['b'],
      shown: 'b',
      what: tr('go back in the lesson'),
      when: isOn,
      run: () => sendToLesson({ type: 'BACK' }),
    },
    {
      keys: Array.from({ length: MOST_CHOICES }, (_, index) => String(index + 1)),
      shown: `1 … ${MOST_CHOICES}`,
      what: tr("mark an answer to the lesson's question"),
      when: () => {
        const state = lessonStore.get();
        return state?.place.phase === 'asking';
      },
      run: key => {
        const index = Number(key) - 1;
        const choices = lessonStore.get()?.question?.question.choices ?? [];
        if (index < choices.length) predictionStore.set(index);
      },
    },
  ];
}
