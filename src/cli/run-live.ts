/** A scenario with a real server and real clients, with its progress on a terminal. Ctrl-C goes to the simulated server. */
import type { RunEvent } from '../../machines/recording/events.ts';
import type { LiveRun } from '../live/types.ts';
import type { ValidScenario } from '../scenario-input.ts';
import type { Environment } from './environment.ts';
import type { ServerLogs } from './line-file.ts';
import { Progress } from './progress.ts';

/** How often the progress is looked after when nothing happens. */
const REFRESH_MS = 250;

export interface LiveRunWatcher {
  readonly speed: number;
  /** Stands before the progress. */
  readonly label?: string;
  /** The run has begun. */
  readonly onBegin?: (run: LiveRun) => void;
  readonly onEvent?: (event: RunEvent) => void;
  /** Where the server's own logs go. */
  readonly logs?: ServerLogs['options'];
}

/** A live run that is over. */
export interface EndedRun {
  readonly run: LiveRun;
  /** How often somebody wanted it to end. */
  readonly presses: number;
}

/**
 * Runs it to its end.
 * @throws Error when the run fails, or somebody insists on its end.
 */
export async function runLive(
  environment: Environment,
  scenario: ValidScenario,
  { speed, label = '', onBegin, onEvent, logs = {} }: LiveRunWatcher,
): Promise<EndedRun> {
  const view = new LiveProgress(environment, speed, label);
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
      ...scenario,
      speed,
      port: 0,
      script: true,
      ...logs,
      variables: environment.variables,
      onEvent: event => {
        onEvent?.(event);
        view.see(event);
      },
    });
    onBegin?.(run);
    await Promise.race([run.done, aborted]);
    return { run, presses };
  } finally {
    unlisten();
    view.end();
  }
}

/** What a person sees while the run goes on. */
class LiveProgress {
  readonly #progress: Progress;
  readonly #speed: number;
  readonly #label: string;
  readonly #timer: NodeJS.Timeout;
  readonly #startedAt = performance.now();
  #state = 'starting';
  #inFlight = '';
  #settled = 0;

  constructor({ stderr }: Environment, speed: number, label: string) {
    this.#progress = new Progress(stderr);
    this.#speed = speed;
    this.#label = label;
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
      return `${this.#label}${seconds.toFixed(1)} s  ${this.#state}  ${this.#settled} requests done${this.#inFlight}`;
    });
  }
}
