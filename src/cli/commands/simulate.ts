import type { Lineage } from '../../../machines/lineage.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import type { Environment } from '../environment.ts';
import { Report, type ReportOptions } from '../report.ts';
import { runSimulation } from '../run-simulation.ts';
import { loadScenario, onWantedLineage, withSeed } from '../scenario-argument.ts';

export interface SimulateOptions extends ReportOptions {
  readonly seed?: number;
  readonly lineage?: Lineage;
}

/** `lastcall simulate SCENARIO`: runs it on the virtual clock. */
export async function simulate(
  environment: Environment,
  argument: string,
  options: SimulateOptions,
): Promise<void> {
  const loaded = await loadScenario(argument, environment);
  const seeded = options.seed === undefined ? loaded : withSeed(loaded, options.seed);
  const scenario = onWantedLineage(environment, seeded, options.lineage);
  const report = await Report.prepare(environment, options);
  let recording: Recording;
  try {
    recording = await runSimulation(environment, scenario);
  } catch (error) {
    await report.discard();
    throw error;
  }
  await report.write(recording);
}
