/**
 * The command line in a process of its own, which a test may kill: `node killed-run.mjs ARGUMENTS…`. What happens in
 * the live run is told on file descriptor 3 at once, so that the test knows what the file must have: `seq t`, and the
 * real milliseconds before and after the event was handed to the command.
 */
import { writeSync } from 'node:fs';

const BUILD = '../../../build';
const { runCli } = await import(`${BUILD}/src/cli/program.js`);
const { TextOutput } = await import(`${BUILD}/src/cli/text-output.js`);
const { startLiveRun } = await import(`${BUILD}/src/live/run.js`);

const TOLD = 3;

process.exitCode = await runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: new TextOutput(process.stdout),
  stderr: new TextOutput(process.stderr),
  variables: {},
  library: [],
  pageFolder: '',
  version: '0',
  createSimulation: () => {
    throw new Error('nothing is simulated here');
  },
  /** @param {import('../../../src/live/types.ts').LiveRunOptions} options */
  startLiveRun: options =>
    startLiveRun({
      ...options,
      /** @param {import('../../../machines/recording/events.ts').RunEvent} event */
      onEvent: event => {
        const before = performance.now();
        options.onEvent?.(event);
        writeSync(TOLD, `${event.seq} ${event.t} ${before} ${performance.now()}\n`);
      },
    }),
  onSignal: () => () => {},
});
