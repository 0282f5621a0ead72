/** The charts of everything that is an actor to an inspector. */
import { createMachine } from 'xstate';
import { machineNamed } from '../kernel/world.ts';
import { type Lineage, NEWEST } from '../lineage.ts';
import { machineOf, type TransitionTable } from '../traffic/table.ts';
import { type Statechart, statechartOf } from '../view/statechart.ts';
import { isTableName, TABLES } from '../view/table-history.ts';

/** The name of the run itself among its actors: the parent of them all. */
export const RUN = 'run';

const runMachine = createMachine({
  id: RUN,
  description: 'A run of the simulated API server, with those who talk to it.',
  initial: 'running',
  states: {
    running: {
      description: 'The run goes on.',
      on: { 'run.ended': { target: 'ended', description: 'The process has exited, and its clients know.' } },
    },
    ended: { type: 'final', description: 'The run is over.' },
  },
});

const charts = new Map<string, Statechart>();

/**
 * The chart of an actor's machine; probes share theirs, and so do requests and connections of a kind.
 * @throws Error when there is no such machine.
 */
export function inspectedChart(machine: string, lineage: Lineage = NEWEST): Statechart {
  const key = `${machine.split('/')[0] ?? machine} ${lineage}`;
  let chart = charts.get(key);
  if (!chart) {
    chart = statechartOf(definitionFor(machine, lineage));
    charts.set(key, chart);
  }
  return chart;
}

function definitionFor(machine: string, lineage: Lineage) {
  if (machine === RUN) return runMachine;
  if (isTableName(machine)) return machineOf(TABLES[machine].table as TransitionTable<string, string>);
  return machineNamed(machine, lineage);
}
