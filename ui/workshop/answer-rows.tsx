/**
 * The choices of a question with the room's answers as bars. Each row says in words what its bar shows, which answer is
 * one's own and which one is right. The bars have their room from the beginning, so that nothing moves.
 */
import { Mark, type MarkKind } from '../lessons/mark.tsx';
import { tr } from '../words/language.ts';

interface AnswerRowsProps {
  readonly choices: readonly string[];
  /** By choice; null: the room's answers are not told. */
  readonly counts: readonly number[] | null;
  /** What was answered from here; null: nothing. */
  readonly own: number | null;
  /** The index of the right choice; null: it is not known yet. */
  readonly right: number | null;
}

/** How people call an answer across a room. */
const LETTERS = 'ABCDE';

export function AnswerRows({ choices, counts, own, right }: AnswerRowsProps) {
  const total = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
  return (
    <ol className="ws-rows">
      {choices.map((text, index) => {
        const kind = kindOf(index, own, right);
        const count = counts?.[index] ?? 0;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: choices neither come nor go, and two may read alike
          <li key={index} className={kind} data-choice={index}>
            <span className="ws-letter" aria-hidden="true">
              {LETTERS[index]}
            </span>
            <span className="ws-choice">
              {text}
              {kind !== 'other' && (
                <small>
                  <Mark kind={kind} />
                  {wordsOf(kind, index === own)}
                </small>
              )}
            </span>
            <span className="ws-count">{counts !== null && <b>{count}</b>}</span>
            <span className="ws-bar" aria-hidden="true">
              {total > 0 && <i style={{ transform: `scaleX(${count / total})` }} />}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function kindOf(index: number, own: number | null, right: number | null): MarkKind {
  if (index === right) return 'right';
  if (index !== own) return 'other';
  return right === null ? 'chosen' : 'wrong';
}

function wordsOf(kind: MarkKind, isOwn: boolean): string {
  if (kind === 'right') return isOwn ? tr('right, as you predicted') : tr('right');
  return tr('your answer');
}
