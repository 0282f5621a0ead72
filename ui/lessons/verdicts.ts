/** What the run of a lesson answers to its questions: each is measured once, and told when the run has shown it. */
import type { Lesson } from '../../machines/lessons/lesson.ts';
import type { Walk } from '../../machines/lessons/lesson-walk.ts';
import { measure } from '../../machines/lessons/measure-run.ts';
import { rightChoices } from '../../machines/lessons/question.ts';
import type { LessonRun } from '../../machines/lessons/run-lesson.ts';
import { type QuestionState, stopOf } from './lesson-store.ts';

type Verdict = Pick<QuestionState, 'right' | 'measured'>;

export class Verdicts {
  private readonly lesson: Lesson;
  private readonly run: LessonRun;
  private readonly known = new Map<string, Verdict>();

  constructor(lesson: Lesson, run: LessonRun) {
    this.lesson = lesson;
    this.run = run;
  }

  /** What is right at a stop; null where nothing is asked. */
  of(id: string): Verdict | null {
    const known = this.known.get(id);
    if (known) return known;
    const question = this.lesson.stops.find(stop => stop.id === id)?.ask;
    if (!question) return null;
    const measured = measure(this.run, question.measure);
    const [right = null, ...others] = rightChoices(question, measured);
    // Of somebody's own lesson that nobody has checked: then what was measured has to do.
    const verdict = { right: others.length > 0 ? null : right, measured };
    this.known.set(id, verdict);
    return verdict;
  }

  /** The question of the place where somebody is, with as much as may be told there; null where nothing is asked. */
  questionAt({ place, answers }: Walk): QuestionState | null {
    const question = stopOf(this.lesson, place)?.ask;
    if (!question) return null;
    const verdict = place.phase === 'there' ? this.of(place.stop) : null;
    return {
      question,
      chosen: answers[place.stop] ?? null,
      right: verdict?.right ?? null,
      measured: verdict?.measured ?? null,
    };
  }

  /** Of the answers whose stop was reached: whether they were right. */
  answersSeen({ answers }: Walk, reached: ReadonlySet<string>): Readonly<Record<string, boolean>> {
    const seen = Object.entries(answers).filter(([stop]) => reached.has(stop));
    return Object.fromEntries(seen.map(([stop, choice]) => [stop, this.of(stop)?.right === choice]));
  }
}
