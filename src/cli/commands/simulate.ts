import { toMs } from '../../../machines/time.ts';
import { runInSlices } from '../../simulated-run.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_FAILED } from '../failure.ts';
import { Progress } from '../progress.ts';
import { Report, type ReportOptions } from '../report.ts';
import { loadScenario, withSeed } from '../scenario-argument.ts';

export interface SimulateOptions extends ReportOptions {
  readonly seed?: number;
}

/** More do not fit into the memory that Node.js takes by default. */
const MAX_EVENTS = 5_000_000;

/** `lastcall simulate SCENARIO`: runs it on the virtual clock. */
export async function simulate(
  environment: Environment,
  argument: string,
  options: SimulateOptions,
): Promise<void> {
  const loaded = await loadScenario(argument, environment);
  const scenario = options.seed === undefined ? loaded : withSeed(loaded, options.seed);
  const report = await Report.prepare(environment, options);
  const run = environment.createSimulation(scenario);
  const progress = new Progress(environment.stderr);
  try {
    await runInSlices(run, () => {
      if (run.events.length > MAX_EVENTS) {
        throw new CliFailure(
          EXIT_FAILED,
          `the run has more than ${MAX_EVENTS} events; make it shorter or calmer`,
        );
      }
      progress.update(() => `${(toMs(run.now) / 1000).toFixed(1)} s simulated, ${run.events.length} events`);
    });
  } catch (error) {
    await report.discard();
    throw error;
  }
  progress.clear();
  await report.write({ header: run.header, events: run.events });
}
