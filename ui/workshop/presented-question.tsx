/**
 * The question as it stands in the lesson on the presenter's page: large, without a way to answer it, and without the
 * right answer until the run has shown it.
 */
import { lessonStore } from '../lessons/lesson-store.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { AnswerRows } from './answer-rows.tsx';
import type { Presenter } from './presenter.ts';
import { questionShown } from './presenting.ts';
import type { Room } from './room.ts';
import { countsOf } from './room-state.ts';
import { inLanguage } from './sentence.ts';

interface PresentedQuestionProps {
  readonly room: Room;
  readonly presenter: Presenter;
}

export function PresentedQuestion({ room, presenter }: PresentedQuestionProps) {
  const lesson = useStore(lessonStore, value => value);
  const bars = useStore(presenter.decided, value => value.bars);
  const shown = lesson && questionShown(lesson, bars);
  const counts = useStore(room.store, state => (shown ? countsOf(state, shown.id) : null));
  const followers = useStore(room.store, state => state.followers);
  const question = lesson?.question?.question;
  if (!shown || !question) return null;
  const answered = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
  return (
    <section className="ws-question" aria-label={tr('The question to the room')}>
      <h2>{inLanguage(question.text)}</h2>
      <AnswerRows
        choices={question.choices.map(({ text }) => inLanguage(text))}
        counts={shown.bars ? (counts ?? question.choices.map(() => 0)) : null}
        own={null}
        right={shown.right}
      />
      <div className="ws-verdict">
        <p aria-live="polite">
          {tr('{n} of {all} have answered', { n: answered, all: Math.max(answered, followers) })}
        </p>
        {shown.bars && shown.right === null && lesson.place.phase === 'asking' && (
          <button type="button" className="btn" onClick={() => presenter.askAgain()}>
            {tr('Ask again')}
          </button>
        )}
      </div>
    </section>
  );
}
