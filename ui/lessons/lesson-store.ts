/**
 * What the page shows of the lesson that is on. Light: what plays lessons is fetched when there is one, and writes here.
 * Pages that lead or follow others read the same state.
 */
import type { ComponentType } from 'react';
import type { LessonEvent } from '../../machines/lessons/lesson.machine.ts';
import type { Goal, Lesson, Question, Stop } from '../../machines/lessons/lesson.ts';
import type { WalkPlace } from '../../machines/lessons/lesson-walk.ts';
import type { ScenarioChanges } from '../../machines/lessons/measure.ts';
import { createStore } from '../session/store.ts';

/** What somebody does in a lesson; that the run has arrived, and that the task is solved, the run says itself. */
export type LessonMove = Exclude<LessonEvent, { readonly type: 'ARRIVED' | 'SOLVED' }>;

/** The question of the place, with what is known of it there. */
export interface QuestionState {
  readonly question: Question;
  /** What was chosen; null: nothing yet, or it was passed over. */
  readonly chosen: number | null;
  /** The index of the right choice, measured in the run; null until the run has come to the stop. */
  readonly right: number | null;
  /** What was measured, as a word, a number, or milliseconds; null until then. */
  readonly measured: string | number | null;
}

/**
 * `loading`: the run is being made. `here`: the run that the lesson speaks of, at its moment. `elsewhere`: that run at
 * another moment. `other`: somebody has taken another run.
 */
export type LessonRunState = 'loading' | 'here' | 'elsewhere' | 'other';

/** One goal of the task, and what is known of it. */
export interface GoalState {
  readonly goal: Goal;
  /** null: not yet known. */
  readonly met: boolean | null;
  readonly measured: string | number | null;
}

export interface TaskState {
  /** What is chosen in the controls, where it differs from the scenario; by path. */
  readonly changes: ScenarioChanges;
  readonly goals: readonly GoalState[];
  /** Which run the goals are judged by; null: none yet. `unchanged`: the scenario as it stands. */
  readonly judgedBy: 'unchanged' | 'try' | null;
  /** A try is on the page and has not come to its end. */
  readonly running: boolean;
  /** How many tries have come to their end. */
  readonly tries: number;
  /** What the last try changed that the task does not offer: paths of the scenario. */
  readonly foreign: readonly string[];
  /** How many changes the last try made; the task says how many may be. */
  readonly changesUsed: number;
  /** Something was done by hand to the run of the last try, so that it does not count. */
  readonly byHand: boolean;
  readonly solved: boolean;
  /** What is wrong with the changed scenario, in words for a person; null: nothing. */
  readonly problem: string | null;
}

/** How a page uses a lesson. */
export interface LessonUse {
  /** Answers and the task count as the person's own progress. */
  readonly keeps: boolean;
  /** The lesson plays the run to its stops; otherwise somebody else moves the playhead, and the lesson. */
  readonly drives: boolean;
  /** Stands in place of the person's own prediction where a room is asked; left out: one predicts for oneself. */
  readonly question?: ComponentType;
}

export const ALONE_IN_LESSON: LessonUse = { keeps: true, drives: true };

/** How a lesson is used that is opened from the list. */
export const lessonUseStore = createStore<LessonUse>(ALONE_IN_LESSON);

export interface LessonState {
  readonly lesson: Lesson;
  readonly use: LessonUse;
  readonly place: WalkPlace;
  /** The stops that were reached so far, and `task` and `end` as well. */
  readonly reached: readonly string[];
  /** By stop, of the questions that were answered and whose stop was reached: whether the answer was right. */
  readonly answers: Readonly<Record<string, boolean>>;
  /** Of the stop that is asked about, played to, or stood at. */
  readonly question: QuestionState | null;
  readonly run: LessonRunState;
  /** Present from the time the task was reached. */
  readonly task: TaskState | null;
}

/** null: no lesson is on. */
export const lessonStore = createStore<LessonState | null>(null);

/** The choice that is marked in the question, before it is confirmed; null: none. */
export const predictionStore = createStore<number | null>(null);

/** The stop of a place; null for what is before and behind the stops. */
export function stopOf(lesson: Lesson, place: WalkPlace): Stop | null {
  return lesson.stops.find(({ id }) => id === place.stop) ?? null;
}

/** Whether the page keeps to itself what comes after the playhead: of a log it is known, and the lesson asks for it. */
export function hidesFuture(state: LessonState | null): boolean {
  return state?.lesson.run.kind === 'log' && state.place.stop !== 'task' && state.place.stop !== 'end';
}
