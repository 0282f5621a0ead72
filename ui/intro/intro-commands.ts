/** The keys of the first ten seconds. Those that answer and skip do nothing at other times. */
import type { Command } from '../keys/commands.ts';
import { tr } from '../words/language.ts';
import type { Introduction } from './introduction.ts';
import { ANSWERS } from './prediction.ts';

export function introCommands(introduction: Introduction): readonly Command[] {
  return [
    {
      keys: ['f'],
      shown: 'f',
      what: tr('show the first look again'),
      run: () => void introduction.again(),
    },
    {
      keys: ['Escape'],
      shown: 'Esc',
      what: tr('skip the first look'),
      when: () => introduction.store.get().running,
      run: () => introduction.skip(),
    },
    {
      keys: ANSWERS.map((_, index) => String(index + 1)),
      shown: `1 … ${ANSWERS.length}`,
      what: tr('answer its question'),
      when: () => introduction.isAsking,
      run: key => {
        const answer = ANSWERS[Number(key) - 1];
        if (answer) introduction.predict(answer);
      },
    },
  ];
}
