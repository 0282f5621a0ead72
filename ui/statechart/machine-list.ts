/** The machines that can be drawn: those of the run, and those of which a run has one for each connection or request. */
import { machineNamed } from '../../machines/kernel/world.ts';
import { type Lineage, NEWEST } from '../../machines/lineage.ts';
import { machineOf, type TransitionTable } from '../../machines/traffic/table.ts';
import type { RunPlan } from '../../machines/view/plan.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import { type Statechart, statechartOf } from '../../machines/view/statechart.ts';
import { isTableName, TABLES } from '../../machines/view/table-history.ts';

/** Machines that every run has. */
const ALWAYS = ['lifecycle', 'process', 'kubelet'];

/** Machines of which a run has many: a chosen request or connection lights them. */
export const TABLE_NAMES: readonly string[] = Object.keys(TABLES);

/** The names of a run's machines, as its recording has them. */
export function machinesOfRun(plan: RunPlan | null, view: RunView): readonly string[] {
  const probes = (plan?.clients ?? []).flatMap(({ kind, name }) =>
    kind === 'probe' ? [`probe/${name}`] : [],
  );
  const heard = [...view.states.keys()].flatMap(key => /^probe\/.+(?=\/)/.exec(key)?.[0] ?? []);
  return [...new Set([...ALWAYS, ...probes, ...heard])];
}

const charts = new Map<string, Statechart>();

/**
 * The chart of a machine on a step of the lineage; probes share theirs.
 * @throws Error when there is no such machine.
 */
export function chartNamed(name: string, lineage: Lineage = NEWEST): Statechart {
  const key = `${name.split('/')[0] ?? name} ${lineage}`;
  let chart = charts.get(key);
  if (!chart) {
    chart = statechartOf(
      isTableName(name)
        ? machineOf(TABLES[name].table as TransitionTable<string, string>)
        : machineNamed(name, lineage),
    );
    charts.set(key, chart);
  }
  return chart;
}
