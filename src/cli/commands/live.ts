import type { RunEvent } from '../../../machines/recording/events.ts';
import type { LiveRun } from '../../live/types.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_FAILED, reasonOf } from '../failure.ts';
import { FileRecorder } from '../file-recorder.ts';
import { Progress } from '../progress.ts';
import { Report, type ReportOptions } from '../report.ts';
import { loadScenario } from '../scenario-argument.ts';

export interface LiveOptions extends ReportOptions {
  readonly speed: number;
}

/** How often the progress is looked after when nothing happens. */
const REFRESH_MS = 250;

/** `lastcall live SCENARIO`: runs it with a real server and real clients. Ctrl-C goes to the simulated server. */
export async function live(environment: Environment, argument: string, options: LiveOptions): Promise<void> {
  const loaded = await loadScenario(argument, environment);
  const { out, ...place } = options;
  // Standard output gets the recording when it is complete; a file has it at any time, whatever becomes of the program.
  const isFile = out !== undefined && out !== '-';
  const report = await Report.prepare(environment, isFile ? place : options);
  const recorder = isFile ? await FileRecorder.open(out) : null;
  const view = new LiveProgress(environment, options.speed);
  let run: LiveRun | null = null;
  let presses = 0;
  let abort: (reason: Error) => void = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = reject;
  });
  const unlisten = environment.onSignal(signal => {
    presses++;
    run?.signal(signal);
    // The second one has ended the server: whoever presses again wants neither its script nor its clients to go on,
    // and after that nothing more at all.
    if (presses === 3) run?.kill();
    if (presses > 3) abort(new Error(`${signal} came ${presses} times`));
  });
  try {
    run = await environment.startLiveRun({
      ...loaded,
      speed: options.speed,
      port: 0,
      script: true,
      onEvent: event => {
        recorder?.take(event);
        view.see(event);
      },
    });
    recorder?.begin(run.header);
    await Promise.race([run.done, aborted]);
  } catch (error) {
    if (recorder?.hasBegun) recorder.close();
    else recorder?.discard();
    const kept = recorder?.hasBegun ? `; what was recorded until then is in ${out}` : '';
    throw new CliFailure(EXIT_FAILED, `the run failed: ${reasonOf(error)}${kept}`);
  } finally {
    unlisten();
    view.end();
  }
  recorder?.close();
  await report.write({ header: run.header, events: run.events });
}

/** What a person sees while the run goes on. */
class LiveProgress {
  readonly #progress: Progress;
  readonly #speed: number;
  readonly #timer: NodeJS.Timeout;
  readonly #startedAt = performance.now();
  #state = 'starting';
  #inFlight = '';
  #settled = 0;

  constructor({ stderr }: Environment, speed: number) {
    this.#progress = new Progress(stderr);
    this.#speed = speed;
    this.#timer = setInterval(() => this.#show(), REFRESH_MS);
  }

  readonly see = (event: RunEvent): void => {
    if (event.type === 'listener.opened') this.#state = `serving on ${event.address}`;
    else if (event.type === 'process.signalled') this.#state = event.signal;
    else if (event.type === 'signal.fired') this.#state = event.name;
    else if (event.type === 'drain.changed')
      this.#inFlight = `, ${event.nonLongRunning} in flight, ${event.watches} watches`;
    else if (event.type === 'request.settled') this.#settled++;
    this.#show();
  };

  end(): void {
    clearInterval(this.#timer);
    this.#progress.clear();
  }

  #show(): void {
    this.#progress.update(() => {
      const seconds = ((performance.now() - this.#startedAt) / 1000) * this.#speed;
      return `${seconds.toFixed(1)} s  ${this.#state}  ${this.#settled} requests done${this.#inFlight}`;
    });
  }
}
