/** The tries at a lesson's task: what is chosen, the runs that came of it, and what they say of the goals. */

import { type JudgedGoal, judge } from '../../machines/lessons/judge-task.ts';
import type { Lesson, LessonScenario } from '../../machines/lessons/lesson.ts';
import type { ScenarioChanges } from '../../machines/lessons/measure.ts';
import { runLesson } from '../../machines/lessons/run-lesson.ts';
import { type ControlValue, changedScenario, isStart, startValue } from '../../machines/lessons/task.ts';
import type { Recording } from '../../machines/recording/events.ts';
import { validateScenario } from '../../machines/scenario/parse.ts';
import type { PlayerState } from '../session/player.ts';
import { isSimulatedRun, type RunSource } from '../session/run-source.ts';
import type { Session } from '../session/session.ts';
import type { SimulatedRun } from '../session/simulated-run.ts';
import type { TaskState } from './lesson-store.ts';
import { paceFor } from './pace.ts';

export class TaskTries {
  /** What is to be changed is the lesson's own run. */
  readonly isOfLesson: boolean;
  private readonly session: Session;
  private readonly lesson: Lesson;
  private readonly changed: () => void;
  private shown: TaskState | null = null;
  /** The run of the present try; null: none was made yet. */
  private tried: SimulatedRun | null = null;
  /** The task's run without a change, where it is not the lesson's; null: it was not shown yet. */
  private unchanged: SimulatedRun | null = null;
  private isStarting = false;
  /** How long the task's run is without a change, in milliseconds: a try will be about as long. */
  private expectedMs = 0;

  /** @param changed something is to be said anew. */
  constructor(session: Session, lesson: Lesson, changed: () => void) {
    this.session = session;
    this.lesson = lesson;
    this.changed = changed;
    const { run, task } = lesson;
    this.isOfLesson =
      run.kind === 'scenario' && JSON.stringify(run.source) === JSON.stringify(task.scenario.source);
  }

  /** null: the task was not reached yet. */
  get state(): TaskState | null {
    return this.shown;
  }

  get solved(): boolean {
    return this.shown?.solved === true;
  }

  get tries(): number {
    return this.shown?.tries ?? 0;
  }

  /** Whether a run is that of the present try, or the task's without a change. */
  isKnown(source: RunSource | null): boolean {
    return source !== null && (source === this.tried || source === this.unchanged);
  }

  /** The task is shown, after so many tries of an earlier time: the goals are judged by its run without a change. */
  begin(triesBefore: number): void {
    if (this.shown) return;
    const { task } = this.lesson;
    const { recording } = runLesson({ run: { kind: 'scenario', ...task.scenario }, stops: [] });
    this.expectedMs = recording.events.at(-1)?.t ?? 0;
    const { goals } = judge(task, task.scenario, recording);
    this.shown = {
      ...this.untried(),
      tries: triesBefore,
      goals: goals.map(goalState),
      judgedBy: 'unchanged',
    };
  }

  /** Shows the task's run without a change, at its end: what is to be mended is to be seen. */
  async showUnchanged(clock: () => number): Promise<void> {
    if (this.isStarting) return;
    const run = await this.simulate(this.lesson.task.scenario);
    if (!run) return;
    this.unchanged = run;
    run.runToEnd();
    const { player } = this.session;
    if (player.store.get().playing) player.toggle(clock());
    player.toPresent(clock());
  }

  /** As if the task had not been reached. */
  reset(): void {
    this.shown = null;
    this.tried = null;
  }

  /** The run of the present try is left for another. */
  giveUp(): void {
    this.tried = null;
    this.change({ running: false });
  }

  /** @param value null: what the scenario leaves open is left so. */
  choose(path: string, value: ControlValue): void {
    const { shown } = this;
    if (!shown) return;
    const { [path]: _, ...others } = shown.changes;
    const isChanged = value !== null && !isStart(this.lesson.task.scenario, path, value);
    this.change({ ...this.unjudged(), changes: isChanged ? { ...others, [path]: value } : others });
  }

  /** Runs the scenario with what is chosen, from its beginning. */
  async run(): Promise<void> {
    const { shown, session } = this;
    if (!shown || this.isStarting) return;
    const changed = changedScenario(this.lesson.task.scenario, shown.changes);
    if (!changed.ok) return this.change({ problem: changed.problems[0]?.message ?? null });
    const run = await this.simulate(changed);
    if (!run) return;
    this.tried = run;
    session.player.setSpeed(paceFor(this.expectedMs), performance.now());
    this.change({ ...this.unjudged(), running: true });
  }

  /** null: it could not be, or something else was asked for meanwhile. */
  private async simulate({ source }: Pick<LessonScenario, 'source'>): Promise<SimulatedRun | null> {
    this.isStarting = true;
    const run = await this.session.simulateSource(source);
    this.isStarting = false;
    if (run && 'problems' in run) {
      this.change({ problem: run.problems[0]?.message ?? null });
      return null;
    }
    return isSimulatedRun(run) ? run : null;
  }

  skipToEnd(clock: number): void {
    const { player } = this.session;
    if (!this.tried || player.store.get().source !== this.tried) return;
    this.tried.runToEnd();
    player.toPresent(clock);
  }

  /**
   * The player has moved on: another try may have been begun elsewhere on the page, and one may have come to its end.
   * Answers whether one has.
   * @param isOfLesson the lesson's own run is shown: it is no try.
   */
  follow({ source, ended, t, present }: PlayerState, isOfLesson: boolean): boolean {
    if (!this.shown || this.isStarting || isOfLesson || !isSimulatedRun(source)) return false;
    if (source === this.unchanged) return false;
    if (source !== this.tried && !this.adopt(source)) return false;
    if (!this.shown.running || !ended || t < present) return false;
    this.judgeRun(source);
    return true;
  }

  /** Takes a run that was begun with the page's own controls for a try, if it is one of the task's scenario. */
  private adopt(source: SimulatedRun): boolean {
    const scenario = scenarioOf(source);
    const { task } = this.lesson;
    if (!scenario || scenario.source.name !== task.scenario.source.name) return false;
    const changes: Record<string, ScenarioChanges[string]> = {};
    for (const { path } of task.controls) {
      const value = startValue(scenario, path);
      if (value !== null && !isStart(task.scenario, path, value)) changes[path] = value;
    }
    this.tried = source;
    this.shown = { ...(this.shown ?? this.untried()), ...this.unjudged(), changes, running: true };
    return true;
  }

  private judgeRun(source: SimulatedRun): void {
    const scenario = scenarioOf(source);
    const { shown } = this;
    if (!scenario || !shown) return;
    const recording: Recording = { header: source.header, events: [...source.events] };
    const { goals, foreign, changesUsed, byHand, solved } = judge(this.lesson.task, scenario, recording);
    this.shown = {
      ...shown,
      goals: goals.map(goalState),
      judgedBy: 'try',
      running: false,
      tries: shown.tries + 1,
      foreign,
      changesUsed,
      byHand,
      solved,
      problem: null,
    };
  }

  private untried(): TaskState {
    return {
      ...this.unjudged(),
      changes: {},
      tries: 0,
    };
  }

  private unjudged(): Omit<TaskState, 'changes' | 'tries'> {
    return {
      goals: this.lesson.task.goals.map(goal => ({ goal, met: null, measured: null })),
      judgedBy: null,
      running: false,
      foreign: [],
      changesUsed: 0,
      byHand: false,
      solved: false,
      problem: null,
    };
  }

  private change(part: Partial<TaskState>): void {
    if (!this.shown) return;
    this.shown = { ...this.shown, ...part };
    this.changed();
  }
}

function goalState({ goal, met, value }: JudgedGoal): TaskState['goals'][number] {
  return { goal, met, measured: value };
}

/** The scenario that a run was made from; it was one when the run began. */
function scenarioOf(source: SimulatedRun): LessonScenario | null {
  const written = source.header.scenario;
  const read = written && validateScenario(written);
  return read?.ok ? { scenario: read.scenario, source: read.source } : null;
}
