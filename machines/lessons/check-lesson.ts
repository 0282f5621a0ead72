/**
 * Proves a lesson by running it: its stops come, each question has one right answer, and its task can be solved but
 * not by just anything. Nothing of that is written in the lesson; a lesson that has no problems cannot lie.
 */
import { type Locate, NOWHERE } from '../scenario/read-yaml.ts';
import type { Say } from '../scenario/values.ts';
import { simulate } from '../simulation/simulation.ts';
import { english, type Translate } from '../words/translate.ts';
import { findMoment } from './find-moment.ts';
import { type JudgedGoal, type Judgement, judge } from './judge-task.ts';
import type { Lesson, LessonProblem, LessonScenario } from './lesson.ts';
import type { ScenarioChanges } from './measure.ts';
import { measure } from './measure-run.ts';
import { rightChoices } from './question.ts';
import { type LessonRun, runLesson } from './run-lesson.ts';
import { attemptCount, attempts, changedScenario, MOST_ATTEMPTS } from './task.ts';

/** What a question came to. */
export interface CheckedQuestion {
  /** The id of its stop. */
  readonly stop: string;
  readonly measured: string | number;
  /** The number of the right choice; null: there is none, or more than one. */
  readonly right: number | null;
}

export interface LessonFindings {
  readonly questions: readonly CheckedQuestion[];
  /** When each stop comes, in milliseconds from the start; null: it does not. */
  readonly stops: readonly { readonly id: string; readonly ms: number | null }[];
  /** How many ways to change the scenario were tried. */
  readonly attempts: number;
  /** Those that solve the task. */
  readonly solutions: readonly ScenarioChanges[];
}

export interface LessonCheck {
  /** What makes it no lesson. */
  readonly problems: readonly LessonProblem[];
  /** What could be better. */
  readonly warnings: readonly LessonProblem[];
  readonly facts: LessonFindings;
}

/** From so many questions on it is no accident that the right choice always stands at the same place. */
const QUESTIONS_FOR_HABIT = 3;

/** What is longer does not fit into a lesson of minutes, and its task takes long to be tried out. */
const LONGEST_RUN_MS = 120_000;

/**
 * Runs a lesson in every way that it allows. Takes as many simulations as its task has attempts.
 * @param locate where in `lesson.yaml` things stand, see `lessonPlaces`.
 */
export function checkLesson(lesson: Lesson, locate: Locate = NOWHERE, tr: Translate = english): LessonCheck {
  const check = new Check(lesson, locate, tr);
  return check.run();
}

class Check {
  private readonly problems: LessonProblem[] = [];
  private readonly warnings: LessonProblem[] = [];
  private readonly lessonRun: LessonRun;

  constructor(
    private readonly lesson: Lesson,
    private readonly locate: Locate,
    private readonly tr: Translate,
  ) {
    this.lessonRun = runLesson(lesson);
  }

  run(): LessonCheck {
    if (this.lesson.run.kind === 'log' && this.lessonRun.recording.events.length === 0)
      this.problem(tr => tr('the log tells of no API server'), ['log']);
    const { endT } = this.lessonRun.facts;
    if (endT > LONGEST_RUN_MS)
      this.warn(
        tr =>
          tr('the run lasts {seconds} s; nobody wants to wait longer than {limit} s', {
            seconds: Math.round(endT / 1000),
            limit: LONGEST_RUN_MS / 1000,
          }),
        [this.lesson.run.kind],
      );
    const stops = this.stops();
    const questions = this.questions();
    const { tried, solutions } = this.task();
    return {
      problems: this.problems,
      warnings: this.warnings,
      facts: { questions, stops, attempts: tried, solutions },
    };
  }

  private stops(): LessonFindings['stops'] {
    let before = Number.NEGATIVE_INFINITY;
    return this.lesson.stops.map(({ id, at }, index) => {
      const path = ['stops', index, 'at'];
      const ms = findMoment(this.lessonRun.facts, at)?.t ?? null;
      if (ms === null) {
        this.problem(tr => tr('"{moment}" does not come in this run', { moment: at.text }), path);
        return { id, ms };
      }
      if (ms < 0) this.problem(tr => tr('"{moment}" lies before the start', { moment: at.text }), path);
      if (ms <= before)
        this.problem(
          tr =>
            tr(
              '"{moment}" comes {ms} ms after the start, not after the stop before it, which comes at {before} ms',
              {
                moment: at.text,
                ms,
                before,
              },
            ),
          path,
        );
      before = ms;
      return { id, ms };
    });
  }

  private questions(): readonly CheckedQuestion[] {
    const checked = this.lesson.stops.flatMap(({ id, ask }, index): readonly CheckedQuestion[] => {
      if (ask === null) return [];
      const measured = measure(this.lessonRun, ask.measure);
      const right = rightChoices(ask, measured);
      const path = ['stops', index, 'ask', 'choices'];
      if (right.length === 0)
        this.problem(tr => tr('no choice is right: what is measured is {measured}', { measured }), path);
      if (right.length > 1)
        this.problem(
          tr =>
            tr('{n} choices are right at once: what is measured is {measured}', {
              n: right.length,
              measured,
            }),
          path,
        );
      this.choiceTexts(index);
      return [{ stop: id, measured, right: right.length === 1 ? (right[0] ?? null) : null }];
    });
    const places = new Set(checked.map(({ right }) => right));
    if (checked.length >= QUESTIONS_FOR_HABIT && places.size === 1)
      this.warn(tr => tr('the right choice stands at the same place in every question'), ['stops']);
    return checked;
  }

  /** Two choices with the same words cannot be told apart. */
  private choiceTexts(stop: number): void {
    const choices = this.lesson.stops[stop]?.ask?.choices ?? [];
    choices.forEach(({ text }, index) => {
      const isTwice = choices
        .slice(0, index)
        .some(other => other.text.en === text.en || other.text.zh === text.zh);
      if (isTwice)
        this.problem(tr => tr('another choice has the same text'), ['stops', stop, 'ask', 'choices', index]);
    });
  }

  private task(): { readonly tried: number; readonly solutions: readonly ScenarioChanges[] } {
    const { task } = this.lesson;
    const count = attemptCount(task);
    if (count > MOST_ATTEMPTS) {
      this.problem(
        tr =>
          tr('there are {count} ways to try; more than {limit} cannot be checked', {
            count,
            limit: MOST_ATTEMPTS,
          }),
        ['task', 'controls'],
      );
      return { tried: 0, solutions: [] };
    }
    if (this.judged(task.scenario).solved)
      this.problem(tr => tr('the task is solved before anything is changed'), ['task']);
    const judged = attempts(task).flatMap(changes => {
      const result = changedScenario(task.scenario, changes);
      return result.ok ? [{ changes, ...this.judged(result) }] : [];
    });
    const solutions = judged.filter(({ solved }) => solved).map(({ changes }) => changes);
    if (solutions.length === 0) this.unsolvable(judged);
    if (judged.length > 0 && solutions.length === judged.length)
      this.problem(tr => tr('every change solves the task: there is nothing to find out'), ['task']);
    return { tried: judged.length, solutions };
  }

  /** Says which attempt comes closest, and what it lacks. */
  private unsolvable(judged: readonly (Judgement & { readonly changes: ScenarioChanges })[]): void {
    const unmet = ({ goals }: Judgement): readonly JudgedGoal[] => goals.filter(({ met }) => !met);
    const [closest] = [...judged].sort((a, b) => unmet(a).length - unmet(b).length);
    if (closest === undefined) {
      this.problem(tr => tr('no control offers another value than the scenario has'), ['task', 'controls']);
      return;
    }
    const changes = Object.entries(closest.changes).map(([path, value]) => `${path}: ${value}`);
    const goals = unmet(closest).map(({ goal, value }) => `"${goal.text.en}" (${value})`);
    this.problem(
      tr =>
        tr('the task cannot be solved with its controls; closest is {changes}, but not {goals}', {
          changes: changes.join(', '),
          goals: goals.join(', '),
        }),
      ['task'],
    );
  }

  private judged({ scenario, source }: LessonScenario): Judgement {
    return judge(this.lesson.task, { scenario }, simulate(scenario, source));
  }

  private problem(say: Say, path: readonly (string | number)[]): void {
    this.problems.push(this.placed(say, path));
  }

  private warn(say: Say, path: readonly (string | number)[]): void {
    this.warnings.push(this.placed(say, path));
  }

  private placed(say: Say, path: readonly (string | number)[]): LessonProblem {
    return { file: 'lesson.yaml', ...this.locate(path, false), path: path.join('.'), message: say(this.tr) };
  }
}
