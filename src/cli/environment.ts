/** What commands get from outside: streams, the library, and how runs come into being. Tests bring their own. */
import type { StartLiveRun } from '../live/types.ts';
import type { Library, ValidScenario } from '../scenario-input.ts';
import type { SteppedRun } from '../simulated-run.ts';
import type { ProgramSignal } from './process-signals.ts';
import type { TextOutput } from './text-output.ts';

export interface Environment {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: TextOutput;
  readonly stderr: TextOutput;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly library: Library;
  /** The folder of the built page. */
  readonly pageFolder: string;
  /** The folder of the course, with a folder for each lesson. */
  readonly courseFolder: string;
  readonly version: string;
  readonly createSimulation: (scenario: ValidScenario) => SteppedRun;
  readonly startLiveRun: StartLiveRun;
  /** Calls `listener` for each SIGINT and SIGTERM of this program, which end it no more, until the returned function is called. */
  readonly onSignal: (listener: (signal: ProgramSignal) => void) => () => void;
}
