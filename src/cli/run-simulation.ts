/** A scenario on the virtual clock, with its progress on a terminal. */
import type { Recording } from '../../machines/recording/events.ts';
import { toMs } from '../../machines/time.ts';
import type { ValidScenario } from '../scenario-input.ts';
import { runInSlices } from '../simulated-run.ts';
import type { Environment } from './environment.ts';
import { CliFailure, EXIT_FAILED } from './failure.ts';
import { Progress } from './progress.ts';

/** More do not fit into the memory that Node.js takes by default. */
const MAX_EVENTS = 5_000_000;

/**
 * Runs it to its end.
 * @param label stands before the progress
 * @throws CliFailure, a failed run, when it has too many events.
 */
export async function runSimulation(
  environment: Environment,
  scenario: ValidScenario,
  label = '',
): Promise<Recording> {
  const run = environment.createSimulation(scenario);
  const progress = new Progress(environment.stderr);
  await runInSlices(run, () => {
    if (run.events.length > MAX_EVENTS) {
      throw new CliFailure(
        EXIT_FAILED,
        `the run has more than ${MAX_EVENTS} events; make it shorter or calmer`,
      );
    }
    progress.update(
      () => `${label}${(toMs(run.now) / 1000).toFixed(1)} s simulated, ${run.events.length} events`,
    );
  });
  progress.clear();
  return { header: run.header, events: run.events };
}
