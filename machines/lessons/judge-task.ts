/** Whether a run solves a task: only the run decides, and only with what the task lets one change. */
import type { Lineage } from '../lineage.ts';
import type { Recording } from '../recording/events.ts';
import { factsOf } from '../recording/facts.ts';
import { onLineage } from '../scenario/on-lineage.ts';
import { validateScenario } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Goal, LessonScenario, Task } from './lesson.ts';
import { measureFacts } from './measure-facts.ts';
import { matches } from './question.ts';
import { differingPaths } from './scenario-path.ts';

export interface JudgedGoal {
  readonly goal: Goal;
  readonly met: boolean;
  /** What was measured. */
  readonly value: string | number;
}

export interface Judgement {
  readonly goals: readonly JudgedGoal[];
  /** How many of the controls differ from the task's scenario. */
  readonly changesUsed: number;
  /** The places that differ though the task does not offer them. */
  readonly foreign: readonly string[];
  /** Somebody acted on the run by hand: what was sent or broken is not in its script. */
  readonly byHand: boolean;
  /** All goals are met, with no more changes than allowed, and with nothing else. */
  readonly solved: boolean;
}

/** What of a scenario changes nothing of its run. */
const WITHOUT_EFFECT = ['name', 'description', 'note'];

/** Judges the run of a scenario, finished or not: as long as it is not, goals may still fail. */
export function judge(
  task: Task,
  { scenario }: Pick<LessonScenario, 'scenario'>,
  recording: Recording,
): Judgement {
  const facts = factsOf(recording);
  const goals = task.goals.map((goal): JudgedGoal => {
    const value = goal.measure.kind === 'one' ? measureFacts(facts, goal.measure.of) : 'none';
    return { goal, met: matches(goal.is, value), value };
  });
  const { changesUsed, foreign } = changesOf(task, scenario);
  const byHand = isByHand(recording, scenario);
  const solved =
    goals.every(({ met }) => met) && changesUsed <= task.changes && foreign.length === 0 && !byHand;
  return { goals, changesUsed, foreign, byHand, solved };
}

function changesOf(
  task: Task,
  scenario: Scenario,
): { readonly changesUsed: number; readonly foreign: readonly string[] } {
  const base = onSameVersion(task, scenario.lineage);
  const differing = differingPaths(base, scenario).filter(path => !WITHOUT_EFFECT.includes(path));
  if (base.lineage !== task.scenario.scenario.lineage) differing.push('lineage');
  const isUnder = (path: string, control: string): boolean =>
    path === control || path.startsWith(`${control}.`);
  return {
    changesUsed: task.controls.filter(control => differing.some(path => isUnder(path, control.path))).length,
    foreign: differing.filter(path => !task.controls.some(control => isUnder(path, control.path))),
  };
}

/** Flags that a version did not have are no change of whoever chose that version. */
function onSameVersion({ scenario, controls }: Task, lineage: Lineage): Scenario {
  if (lineage === scenario.scenario.lineage || !controls.some(({ path }) => path === 'lineage'))
    return scenario.scenario;
  const result = validateScenario(onLineage(scenario.source, lineage).source);
  return result.ok ? result.scenario : scenario.scenario;
}

function isByHand({ events }: Recording, { script }: Scenario): boolean {
  const faults = events.filter(({ type }) => type === 'fault.injected').length;
  return (
    faults > script.filter(({ fault }) => fault !== undefined).length ||
    events.some(
      event =>
        (event.type === 'input' && event.input.type === 'signal' && event.input.by === 'user') ||
        (event.type === 'request.sent' && event.client === 'you'),
    )
  );
}
