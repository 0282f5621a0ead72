/** What "next" and "back" mean to somebody who presents a lesson, and what the room is asked meanwhile. */
import type { LessonPlaceShown, QuestionShown } from '../../machines/workshop/messages.ts';
import { type LessonState, stopOf } from '../lessons/lesson-store.ts';

/** What the next press of the space bar or of a clicker does. */
export type NextStep =
  /** The question stops taking answers, and the room's are shown. */
  | 'bars'
  /** The run plays on to the stop, or the lesson goes to its next place. */
  | 'onward'
  /** The run is brought to the stop at once. */
  | 'arrive'
  /** There is nothing more. */
  | 'nothing';

export function nextStep({ lesson, place }: LessonState, barsShown: boolean): NextStep {
  if (place.stop === 'end') return 'nothing';
  if (place.phase === 'playing') return 'arrive';
  const asks = place.phase === 'asking' && stopOf(lesson, place)?.ask;
  return asks && !barsShown ? 'bars' : 'onward';
}

/** The identity of the question of a place, for all who take part. */
export function questionId(lesson: string, stop: string): string {
  return `${lesson}/${stop}`;
}

/**
 * The question as the room has it at a place; null: none is put there.
 * @param barsShown while it is asked: whether the room's answers are shown already. Later they always are.
 */
export function questionShown(
  { lesson, place, question }: LessonState,
  barsShown: boolean,
): QuestionShown | null {
  const ask = stopOf(lesson, place)?.ask;
  if (!ask) return null;
  const isAsking = place.phase === 'asking';
  return {
    id: questionId(lesson.name, place.stop),
    choices: ask.choices.length,
    open: isAsking && !barsShown,
    bars: !isAsking || barsShown,
    // Never before the run has shown it.
    right: place.phase === 'there' ? (question?.right ?? null) : null,
  };
}

export function placeShown({ lesson, place }: LessonState): LessonPlaceShown {
  return { lesson: lesson.name, stop: place.stop, phase: place.phase };
}

/** What comes after a place, by its heading's key: a stop's id, `task`, `end`; null: nothing. */
export function placeAfter(stops: readonly { readonly id: string }[], stop: string): string | null {
  if (stop === 'end') return null;
  if (stop === 'task') return 'end';
  const at = stop === 'intro' ? -1 : stops.findIndex(({ id }) => id === stop);
  return stops[at + 1]?.id ?? 'task';
}
