/** The task of a lesson: the scenario with some values changed, tried until its run meets the goals. */

import { lineageOf } from '../lineage.ts';
import { formatDuration } from '../scenario/duration.ts';
import { onLineage } from '../scenario/on-lineage.ts';
import { type ScenarioResult, validateScenario } from '../scenario/parse.ts';
import type { Duration } from '../time.ts';
import { english, type Translate } from '../words/translate.ts';
import type { Control, LessonScenario, Task } from './lesson.ts';
import type { ScenarioChanges } from './measure.ts';
import { differingPaths, resolvePath, valueAt, withValueAt } from './scenario-path.ts';

/** More combinations than these are not tried: a task that has them is refused. */
export const MOST_ATTEMPTS = 400;

/** What can be chosen for a control; null: the scenario does not set it. */
export type ControlValue = string | number | boolean | null;

/** The path that means another version: what that version did not have is left out. */
const LINEAGE = 'lineage';

/** The scenario with values changed, path by path. What makes no scenario comes back as problems; places are all 1:1. */
export function changedScenario(
  { source }: LessonScenario,
  changes: ScenarioChanges,
  tr: Translate = english,
): ScenarioResult {
  let changed: unknown = source;
  for (const [path, value] of Object.entries(changes)) {
    if (path === LINEAGE) continue;
    const resolved = resolvePath(changed, path);
    if (!resolved.ok) {
      const known = resolved.known.join(', ');
      const message = tr('there is no "{name}" in {path}; there are {known}', {
        name: resolved.missing,
        path,
        known: known === '' ? tr('none') : known,
      });
      return { ok: false, problems: [{ line: 1, column: 1, path, message }] };
    }
    changed = withValueAt(changed, resolved.steps, value);
  }
  const lineage = changes[LINEAGE];
  if (lineage === undefined) return validateScenario(changed, undefined, tr);
  const step = lineageOf(String(lineage));
  const result = validateScenario({ ...(changed as object), lineage: String(lineage) }, undefined, tr);
  // A version that is not known is said by the validation; flags that it did not have are no mistake here.
  return step === null
    ? result
    : validateScenario(onLineage(changed as LessonScenario['source'], step).source, undefined, tr);
}

/** What a scenario has at a path, as it is written or by default; null: nothing. */
export function startValue(scenario: LessonScenario, path: string): ControlValue {
  const resolved = resolvePath(scenario.source, path);
  if (!resolved.ok) return null;
  const written = valueAt(scenario.source, resolved.steps);
  if (isControlValue(written)) return written;
  const byDefault = valueAt(scenario.scenario, resolved.steps);
  if (typeof byDefault !== 'number') return isControlValue(byDefault) ? byDefault : null;
  // A number may be a duration: that is what it is if it can be written as one.
  const asDuration = formatDuration(byDefault as Duration);
  const result = changedScenario(scenario, { [path]: asDuration });
  return result.ok && differingPaths(result.scenario, scenario.scenario).length === 0
    ? asDuration
    : byDefault;
}

function isControlValue(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** What can be chosen, what the scenario has among it. */
export function controlOptions(task: Task, { path, values }: Control): readonly ControlValue[] {
  const start = startValue(task.scenario, path);
  return values.some(value => isStart(task.scenario, path, value)) ? values : [start, ...values];
}

/** Whether a value changes nothing: it may be written otherwise, as 5000ms is 5s. */
export function isStart(scenario: LessonScenario, path: string, value: ControlValue): boolean {
  if (value === null || value === startValue(scenario, path)) return value === startValue(scenario, path);
  const result = changedScenario(scenario, { [path]: value });
  return result.ok && differingPaths(result.scenario, scenario.scenario).length === 0;
}

/** How many combinations of other values a task allows. */
export function attemptCount(task: Task): number {
  // The number of ways to change exactly 0, 1, 2 … controls, one control after the other.
  const ways = [1, ...Array.from({ length: task.changes }, () => 0)];
  for (const { values } of changeable(task)) {
    for (let changed = task.changes; changed > 0; changed--)
      ways[changed] = (ways[changed] ?? 0) + (ways[changed - 1] ?? 0) * values.length;
  }
  return ways.slice(1).reduce((sum, number) => sum + number, 0);
}

/** Every combination of other values in at most as many controls as the task allows; of too many, the first ones. */
export function attempts(task: Task): readonly ScenarioChanges[] {
  const found: ScenarioChanges[] = [];
  const controls = changeable(task);
  const extend = (from: number, changes: ScenarioChanges, left: number): void => {
    if (left === 0) return;
    controls.slice(from).forEach(({ path, values }, offset) => {
      for (const value of values) {
        if (found.length === MOST_ATTEMPTS) return;
        const next = { ...changes, [path]: value };
        found.push(next);
        extend(from + offset + 1, next, left - 1);
      }
    });
  };
  extend(0, {}, task.changes);
  return found;
}

function changeable({ controls, scenario }: Task): readonly Control[] {
  return controls.map(({ path, values }) => ({
    path,
    values: values.filter(value => !isStart(scenario, path, value)),
  }));
}
