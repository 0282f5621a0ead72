import { LINEAGE_FACTS } from '../../../machines/lifecycle/lineage-facts.ts';
import { LINEAGES, type Lineage } from '../../../machines/lineage.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import { type LineageRow, lineageRow } from '../../../machines/recording/lineage-table.ts';
import { reasonOf } from '../../reason.ts';
import type { ValidScenario } from '../../scenario-input.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_FAILED } from '../failure.ts';
import { type LineageLine, lineageTable } from '../lineages-text.ts';
import { runLive } from '../run-live.ts';
import { runSimulation } from '../run-simulation.ts';
import { loadScenario, scenarioOn, withSeed } from '../scenario-argument.ts';

export interface LineagesOptions {
  readonly json?: boolean;
  /** The steps that are wanted, in their order; all of them where it is left out. */
  readonly only?: readonly Lineage[];
  readonly seed?: number;
  /** With the real server, one after the other. */
  readonly live?: boolean;
  readonly speed: number;
}

/** `lastcall lineages SCENARIO`: the same traffic on every step of the lineage, a row each. */
export async function lineages(
  environment: Environment,
  argument: string,
  { json = false, only = LINEAGES, seed, live = false, speed }: LineagesOptions,
): Promise<void> {
  const loaded = await loadScenario(argument, environment);
  const entry = seed === undefined ? loaded : withSeed(loaded, seed);
  const lines: LineageLine[] = [];
  let isStopped = false;
  for (const lineage of only) {
    // On its own lineage it stays as it is written, so that its run is the one of "lastcall simulate".
    const isOwn = lineage === entry.scenario.lineage;
    const { scenario, notes } = isOwn ? { scenario: entry, notes: [] } : scenarioOn(entry, lineage);
    const label = `${lineage}, ${lines.length + 1} of ${only.length}: `;
    const ended = live
      ? await runLiveOn(environment, scenario, speed, label)
      : { recording: await runSimulation(environment, scenario, label), presses: 0 };
    lines.push({ row: { ...lineageRow(ended.recording), lineage }, fact: LINEAGE_FACTS[lineage], notes });
    // Who has pressed Ctrl-C does not want the next server to start.
    isStopped = ended.presses > 0;
    if (isStopped) break;
  }
  const mode = live ? ('live' as const) : ('simulate' as const);
  await environment.stdout.write(
    json
      ? `${JSON.stringify({ scenario: entry.scenario.name, mode, lineages: lines.map(toJson) })}\n`
      : lineageTable({ scenario: entry.scenario.name, mode, lines, columns: environment.stdout.columns }),
  );
  if (isStopped && lines.length < only.length)
    throw new CliFailure(EXIT_FAILED, `ended by Ctrl-C after ${lines.length} of ${only.length} versions`);
}

async function runLiveOn(
  environment: Environment,
  scenario: ValidScenario,
  speed: number,
  label: string,
): Promise<{ recording: Recording; presses: number }> {
  try {
    const { run, presses } = await runLive(environment, scenario, { speed, label });
    return { recording: { header: run.header, events: run.events }, presses };
  } catch (error) {
    throw new CliFailure(EXIT_FAILED, `the run failed: ${label}${reasonOf(error)}`);
  }
}

function toJson({ row, fact, notes }: LineageLine): LineageRow & {
  readonly versions: string;
  readonly terminates: string;
  readonly defect: string | null;
  readonly notes: readonly string[];
} {
  const { versions, terminates, defect } = fact;
  return { ...row, versions, terminates, defect, notes };
}
