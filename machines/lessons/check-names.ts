/** What a lesson names must be in its scenarios: a request that nobody sends would never be measured. */
import { AUDIT_HOOK } from '../lineage.ts';
import { closest } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Say } from '../scenario/values.ts';
import type { LessonScenario } from './lesson.ts';
import type { WrittenLesson } from './lesson-schema.ts';
import type { Measure, MeasureOf, ScenarioChanges } from './measure.ts';
import type { MomentRef } from './moment-ref.ts';
import { changedScenario } from './task.ts';

type Path = readonly (string | number)[];

/** Says what is wrong at a path of `lesson.yaml`. */
export type ReportName = (say: Say, path: Path) => void;

/**
 * Checks all names of a lesson.
 * @param scenarios what the questions are about (null: a log, of which no names are known) and what the task changes.
 */
export function checkNames(
  { stops, task }: WrittenLesson,
  scenarios: { readonly run: LessonScenario | null; readonly task: LessonScenario },
  report: ReportName,
): void {
  const ofRun = scenarios.run === null ? null : new NameCheck(scenarios.run.scenario, report);
  const ofTask = new NameCheck(scenarios.task.scenario, report);
  stops.forEach(({ at, ask }, index) => {
    ofRun?.moment(at, ['stops', index, 'at']);
    if (ask === undefined) return;
    const path = ['stops', index, 'ask', 'measure'];
    ofRun?.measure(ask.measure, path);
    checkChanged(ask.measure, scenarios.run, path, report);
  });
  task.goals.forEach(({ measure }, index) => {
    ofTask.measure(measure, ['task', 'goals', index, 'measure']);
  });
  task.controls.forEach(({ path, values }, index) => {
    for (const [at, value] of values.entries())
      checkChange({ [path]: value }, scenarios.task, ['task', 'controls', index, 'values', at], report);
  });
}

/** A log cannot be run otherwise than it ran. */
function checkChanged(
  measure: Measure,
  scenario: LessonScenario | null,
  path: Path,
  report: ReportName,
): void {
  const isOther = measure.kind === 'lineages' || Object.keys(measure.changes).length > 0;
  if (!isOther) return;
  if (scenario === null)
    report(tr => tr('a log cannot be run otherwise: neither "with" nor "lineages" goes with it'), path);
  else if (measure.kind === 'one') checkChange(measure.changes, scenario, [...path, 'with'], report);
}

function checkChange(
  changes: ScenarioChanges,
  scenario: LessonScenario,
  path: Path,
  report: ReportName,
): void {
  const result = changedScenario(scenario, changes);
  if (result.ok) return;
  report(tr => {
    // In the reader's language: it is known only now.
    const said = changedScenario(scenario, changes, tr);
    const [problem] = said.ok ? [] : said.problems;
    return tr('the scenario does not take it: {message}', {
      message: [problem?.path ?? '', problem?.message ?? ''].filter(text => text !== '').join(': '),
    });
  }, path);
}

/** Looks names up in one scenario. */
class NameCheck {
  private readonly requests: readonly string[];
  private readonly hooks: readonly string[];
  private readonly probes: readonly string[];
  private readonly clients: readonly string[];

  constructor(
    { script, hooks, clients }: Scenario,
    private readonly report: ReportName,
  ) {
    const calls = hooks.preShutdown.flatMap(hook => hook.calls);
    const sent = [...script.map(({ request }) => request), ...calls];
    this.requests = sent.flatMap(request => (request?.name === undefined ? [] : [request.name]));
    this.hooks = [...hooks.postStart, ...hooks.preShutdown].map(({ name }) => name).concat(AUDIT_HOOK);
    this.probes = clients.flatMap(({ kind, name }) => (kind === 'probe' ? [name] : []));
    this.clients = [...clients.map(({ name }) => name), 'script', ...this.hooks.map(name => `hook/${name}`)];
  }

  measure(measure: Measure, path: Path): void {
    if (measure.kind === 'lineages') this.of(measure.of, [...path, 'of']);
    else this.of(measure.of, path);
  }

  moment({ anchor }: MomentRef, path: Path): void {
    switch (anchor.kind) {
      case 'request':
        return this.known(anchor.name, this.requests, path);
      case 'hook':
        return this.known(anchor.name, this.hooks, path);
      case 'probe':
        return this.known(anchor.name, this.probes, path);
      default:
        return;
    }
  }

  private of(of: MeasureOf, path: Path): void {
    switch (of.kind) {
      case 'outcome':
        return this.known(of.request, this.requests, [...path, 'outcome']);
      case 'count':
        if (of.client !== null) this.known(of.client, this.clients, [...path, 'client']);
        if (of.from !== null) this.moment(of.from, [...path, 'from']);
        if (of.to !== null) this.moment(of.to, [...path, 'to']);
        return;
      case 'first':
      case 'last':
        of.moments.forEach((moment, index) => {
          this.moment(moment, [...path, of.kind, index]);
        });
        return;
      case 'happens':
        this.moment(of.moment, [...path, 'happens']);
        if (of.before !== null) this.moment(of.before, [...path, 'before']);
        return;
      case 'verdict':
        this.known(of.client, this.probes, [...path, 'verdict']);
        return this.moment(of.at, [...path, 'at']);
      case 'health':
        return this.moment(of.at, [...path, 'at']);
      case 'listener':
        return this.moment(of.at, [...path, 'listener']);
      case 'time':
        this.moment(of.from, [...path, 'time', 'from']);
        return this.moment(of.to, [...path, 'time', 'to']);
      case 'exit':
      case 'rule':
        return;
    }
  }

  private known(name: string, known: readonly string[], path: Path): void {
    if (known.includes(name)) return;
    const near = closest(name, known);
    if (near !== null)
      this.report(tr => tr('the scenario has no "{name}"; did you mean "{near}"?', { name, near }), path);
    else
      this.report(
        tr =>
          tr('the scenario has no "{name}"; there are {known}', {
            name,
            known: known.length === 0 ? tr('none') : known.join(', '),
          }),
        path,
      );
  }
}
