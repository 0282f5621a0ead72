import { resolve } from 'node:path';
import { summarize } from '../../../machines/recording/summary.ts';
import { Runs } from '../../api/runs.ts';
import { startApiServer } from '../../api/server.ts';
import { reasonOf } from '../../reason.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_FAILED, EXIT_USAGE } from '../failure.ts';
import { canOpenBrowser, openBrowser } from '../open.ts';
import { portsFrom } from '../ports.ts';
import { gatherRecording, openRecording } from '../recording-file.ts';

export interface ReplayOptions {
  readonly json?: boolean;
  /** Port of the page. */
  readonly port: number;
  /** Open the page in a browser. */
  readonly open: boolean;
}

/** `lastcall replay FILE`: the page on a recording, or with `--json` its summary. */
export async function replay(
  environment: Environment,
  argument: string,
  options: ReplayOptions,
): Promise<void> {
  if (options.json) {
    const opened = await openRecording(argument, environment);
    const summary = summarize(await gatherRecording(opened));
    for (const remark of opened.remarks) await environment.stderr.write(`${remark}\n`);
    await environment.stdout.write(`${JSON.stringify(summary)}\n`);
    return;
  }
  if (argument === '-')
    throw new CliFailure(EXIT_USAGE, 'the page reads a file, not standard input; give it one, or use --json');
  // What is no recording is said here, not on a page that nobody may be looking at.
  for await (const _ of (await openRecording(argument, environment)).events()) break;
  await showPage(environment, resolve(argument), options);
}

async function showPage(environment: Environment, file: string, options: ReplayOptions): Promise<void> {
  const { library, pageFolder, stdout } = environment;
  const say = (text: string): void => stdout.say(`${text}\n`);
  const runs = new Runs({
    simulate: environment.createSimulation,
    live: () =>
      Promise.reject(new Error('this program replays a recording; "lastcall serve" runs live servers')),
  });
  const stopped = new Promise<void>(done => {
    const unlisten = environment.onSignal(() => {
      unlisten();
      done();
    });
  });
  const api = await startApiServer({
    runs,
    library,
    pageFolder,
    replayedFile: file,
    ports: portsFrom(options.port),
  }).catch(error => {
    throw new CliFailure(EXIT_FAILED, reasonOf(error));
  });
  const url = `${api.url}?replay=1`;
  if (api.port !== options.port) say(`port ${options.port} is taken: the page uses ${api.port}`);
  say(`page     ${url}`);
  say(`replays  ${file}`);
  say('to stop  Ctrl-C');
  if (options.open && canOpenBrowser(environment.variables, process.platform, stdout.isTTY))
    openBrowser(url, process.platform);
  await stopped;
  await api.close();
}
