import type { Lineage } from '../../../machines/lineage.ts';
import type { LiveRun } from '../../live/types.ts';
import { reasonOf } from '../../reason.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_FAILED } from '../failure.ts';
import { FileRecorder } from '../file-recorder.ts';
import { openServerLogs, type ServerLogOptions } from '../line-file.ts';
import { Report, type ReportOptions } from '../report.ts';
import { runLive } from '../run-live.ts';
import { loadScenario, onWantedLineage } from '../scenario-argument.ts';

export interface LiveOptions extends ReportOptions, ServerLogOptions {
  readonly speed: number;
  readonly lineage?: Lineage;
}

/** `lastcall live SCENARIO`: runs it with a real server and real clients. Ctrl-C goes to the simulated server. */
export async function live(environment: Environment, argument: string, options: LiveOptions): Promise<void> {
  const loaded = onWantedLineage(environment, await loadScenario(argument, environment), options.lineage);
  const { out, ...place } = options;
  const logs = openServerLogs(options, environment);
  // Standard output gets the recording when it is complete; a file has it at any time, whatever becomes of the program.
  const isFile = out !== undefined && out !== '-';
  const report = await Report.prepare(environment, isFile ? place : options);
  const recorder = isFile ? await FileRecorder.open(out) : null;
  let run: LiveRun;
  try {
    ({ run } = await runLive(environment, loaded, {
      speed: options.speed,
      logs: logs.options,
      onBegin: ({ header }) => recorder?.begin(header),
      onEvent: event => recorder?.take(event),
    }));
  } catch (error) {
    if (recorder?.hasBegun) recorder.close();
    else recorder?.discard();
    const kept = recorder?.hasBegun ? `; what was recorded until then is in ${out}` : '';
    throw new CliFailure(EXIT_FAILED, `the run failed: ${reasonOf(error)}${kept}`);
  } finally {
    logs.close();
  }
  recorder?.close();
  await report.write({ header: run.header, events: run.events });
}
