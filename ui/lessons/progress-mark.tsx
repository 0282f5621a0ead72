/** How far somebody has come with a lesson: a shape and words. */
import type { Lesson } from '../../machines/lessons/lesson.ts';
import type { LessonProgress } from '../../machines/lessons/progress.ts';
import { tr } from '../words/language.ts';

export interface ShownProgress {
  readonly state: 'new' | 'begun' | 'finished';
  /** The stop that was reached last, from 1; 0: none. More than `all`: the task. */
  readonly at: number;
  readonly all: number;
  readonly solved: boolean;
}

export function progressOf(lesson: Lesson, kept: LessonProgress | null): ShownProgress {
  const all = lesson.stops.length;
  if (kept === null) return { state: 'new', at: 0, all, solved: false };
  const index = lesson.stops.findIndex(({ id }) => id === kept.furthest);
  const at = kept.furthest === 'task' || kept.furthest === 'end' ? all + 1 : index + 1;
  return { state: kept.finished ? 'finished' : 'begun', at, all, solved: kept.solved };
}

export function ProgressMark({ progress }: { readonly progress: ShownProgress }) {
  const { state, at, all, solved } = progress;
  // A ring that fills; full, with a tick, when it is finished.
  const share = state === 'finished' ? 1 : Math.min(1, at / (all + 1));
  return (
    <span className={`progress ${state}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle className="rest" cx="10" cy="10" r="7" />
        <circle
          className="share"
          cx="10"
          cy="10"
          r="7"
          pathLength="100"
          strokeDasharray={`${share * 100} 100`}
        />
        {state === 'finished' && <path d="M6.5 10.5 9 13 13.5 7.5" />}
      </svg>
      {textOf(progress, solved)}
    </span>
  );
}

function textOf({ state, at, all }: ShownProgress, solved: boolean): string {
  if (state === 'new') return tr('not begun');
  if (state === 'finished') return solved ? tr('finished, task solved') : tr('finished');
  if (at === 0) return tr('begun');
  return at > all ? tr('at the task') : tr('at stop {n} of {all}', { n: at, all });
}
