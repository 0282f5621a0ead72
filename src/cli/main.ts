/** The entry of the program: puts the real environment together and runs the command. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LIBRARY } from '../../machines/scenario/library.ts';
import { Simulation } from '../../machines/simulation/simulation.ts';
import type { Environment } from './environment.ts';
import { listenForSignals } from './process-signals.ts';
import { runCli } from './program.ts';
import { TextOutput } from './text-output.ts';

const root = packageRoot();

const environment: Environment = {
  stdin: process.stdin,
  stdout: new TextOutput(process.stdout),
  stderr: new TextOutput(process.stderr),
  variables: process.env,
  library: LIBRARY,
  pageFolder: join(root, 'dist'),
  courseFolder: join(root, 'machines', 'lessons', 'course'),
  version: String(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version),
  createSimulation: ({ scenario, source }) => new Simulation(scenario, source),
  // TLS and HTTP/2 are loaded only by those who need them.
  startLiveRun: async options => (await import('../live/run.ts')).startLiveRun(options),
  onSignal: listenForSignals,
};

const exitCode = await runCli(process.argv.slice(2), environment);
await Promise.all([environment.stdout.flush(), environment.stderr.flush()]);
// What may still be open (a socket that lingers) need not be waited for.
process.exit(exitCode);

/** The folder of package.json: this file runs from `src` in tests and from `build/src` otherwise. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
