/** The question that is put to the room, at a seat of the audience: large answers to choose from, then the room's. */
import { useEffect, useState } from 'react';
import type { Question } from '../../machines/lessons/lesson.ts';
import type { QuestionShown } from '../../machines/workshop/messages.ts';
import { lessonLanguage } from '../lessons/lesson-language.ts';
import { Prediction } from '../lessons/prediction.tsx';
import { useStore } from '../session/store.ts';
import { languageStore, tr } from '../words/language.ts';
import { AnswerRows } from './answer-rows.tsx';
import type { Room } from './room.ts';
import { countsOf } from './room-state.ts';
import { inLanguage } from './sentence.ts';

interface RoomQuestionProps {
  readonly room: Room;
  readonly shown: QuestionShown;
  readonly question: Question;
}

/** To be drawn anew for each question. */
export function RoomQuestion({ room, shown, question }: RoomQuestionProps) {
  const own = useStore(room.store, state => state.answers[shown.id] ?? null);
  const counts = useStore(room.store, state => countsOf(state, shown.id));
  const [changing, setChanging] = useState(false);
  const [chosen, setChosen] = useState(own);
  // What the program has taken is what is chosen; with that, or when it is too late, the change is over.
  // biome-ignore lint/correctness/useExhaustiveDependencies: also when the question is opened or closed
  useEffect(() => {
    setChosen(own);
    setChanging(false);
  }, [own, shown.open]);
  const answer = (choice: number): void => {
    if (choice === own) setChanging(false);
    else room.send({ type: 'answer', question: shown.id, choice });
  };
  if (shown.open && (own === null || changing))
    return (
      <section className="ws-question" aria-label={tr('The question to the room')}>
        <Prediction
          question={question}
          language={lessonLanguage(languageStore.get())}
          chosen={chosen}
          onChoose={setChosen}
          onPredict={answer}
        />
      </section>
    );
  return (
    <section className="ws-question" aria-label={tr('The question to the room')}>
      <h2>{inLanguage(question.text)}</h2>
      <AnswerRows
        choices={question.choices.map(({ text }) => inLanguage(text))}
        counts={shown.bars || own !== null ? counts : null}
        own={own}
        right={shown.right}
      />
      <div className="ws-verdict">
        <p aria-live="polite">{verdictOf(shown, own)}</p>
        {shown.open && (
          <button type="button" className="btn" onClick={() => setChanging(true)}>
            {tr('Change my answer')}
          </button>
        )}
      </div>
    </section>
  );
}

function verdictOf(shown: QuestionShown, own: number | null): string {
  if (shown.right !== null) {
    if (own === null) return tr('The run has shown it.');
    return own === shown.right ? tr('You were right.') : tr('Not this time.');
  }
  if (shown.open) return tr('Your answer is in. The run will show it.');
  return own === null ? tr('No more answers are taken.') : tr('Now watch what happens.');
}
