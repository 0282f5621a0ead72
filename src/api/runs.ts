/** The runs of this program: at most one of them live, and of those that have ended only the newest are kept. */
import type { RunMode } from '../../machines/api.ts';
import type { LiveRun } from '../live/types.ts';
import type { ValidScenario } from '../scenario-input.ts';
import { runInSlices, type SteppedRun } from '../simulated-run.ts';
import { ApiProblem } from './problem.ts';
import { ApiRun } from './run.ts';

export interface LiveRunSettings {
  readonly speed: number;
  /** Whether the signals of the script are sent. */
  readonly script: boolean;
  /** What the API has stored from the runs before: `kept` or forgotten, `fresh`. */
  readonly storage?: 'kept' | 'fresh';
}

/** How runs come into being; tests bring their own. */
export interface RunFactory {
  readonly simulate: (scenario: ValidScenario) => SteppedRun;
  readonly live: (scenario: ValidScenario, settings: LiveRunSettings) => Promise<LiveRun>;
}

/** How much is kept. */
export interface RunLimits {
  /** Runs, the live one included. */
  readonly runs: number;
  /** Events of one simulated run. */
  readonly eventsPerRun: number;
  /** Events of all runs together; reached, the oldest runs are forgotten. */
  readonly events: number;
}

const LIMITS: RunLimits = { runs: 20, eventsPerRun: 1_000_000, events: 3_000_000 };

export class Runs {
  readonly #factory: RunFactory;
  readonly #limits: RunLimits;
  /** Oldest first. */
  readonly #kept = new Map<string, ApiRun>();
  readonly #listeners = new Set<(run: ApiRun) => void>();
  #started = 0;
  /** A live run is being started; its server does not listen yet. */
  #starting = false;

  constructor(factory: RunFactory, limits: RunLimits = LIMITS) {
    this.#factory = factory;
    this.#limits = limits;
  }

  /** All that are kept, newest first. */
  list(): ApiRun[] {
    return [...this.#kept.values()].reverse();
  }

  /** The live run whose server runs; null when there is none. */
  get live(): ApiRun | null {
    return this.list().find(run => !run.exited) ?? null;
  }

  /** Calls `listener` with every run that comes to be from now on, until the function that is returned is called. */
  watch(listener: (run: ApiRun) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws ApiProblem 404 for a run that does not exist or is not kept any more. */
  get(id: string): ApiRun {
    const run = this.#kept.get(id);
    if (run === undefined)
      throw new ApiProblem(404, `there is no run "${id}"; GET /api/runs lists those that are kept`);
    return run;
  }

  /**
   * Starts a live run, or simulates a run to its end.
   * @throws ApiProblem when a live run goes on already, the live server cannot start or the simulation grows too long.
   */
  start(mode: RunMode, scenario: ValidScenario, settings: LiveRunSettings): Promise<ApiRun> {
    return mode === 'live' ? this.#startLive(scenario, settings) : this.#simulate(scenario);
  }

  async #startLive(scenario: ValidScenario, settings: LiveRunSettings): Promise<ApiRun> {
    const { live } = this;
    if (live !== null) {
      throw new ApiProblem(
        409,
        `${live.id} is live; wait for its exit, or end it with DELETE /api/runs/${live.id}`,
      );
    }
    if (this.#starting) throw new ApiProblem(409, 'another live run is starting');
    this.#starting = true;
    try {
      // Clients of a server that has exited may still knock at its port: they must not meet the next one.
      for (const run of this.list()) await run.end();
      return this.#keep(scenario, await this.#factory.live(scenario, settings));
    } catch (error) {
      throw new ApiProblem(
        503,
        `the live server did not start: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      this.#starting = false;
    }
  }

  async #simulate(scenario: ValidScenario): Promise<ApiRun> {
    const run = this.#factory.simulate(scenario);
    const most = this.#limits.eventsPerRun;
    await runInSlices(run, () => {
      if (run.events.length > most) {
        throw new ApiProblem(
          422,
          `the run has more than ${most} events; make it shorter, or run it with "lastcall simulate"`,
        );
      }
    });
    return this.#keep(scenario, { header: run.header, events: run.events });
  }

  #keep(scenario: ValidScenario, run: ConstructorParameters<typeof ApiRun>[2]): ApiRun {
    const kept = new ApiRun(`run-${++this.#started}`, scenario.scenario.name, run);
    this.#kept.set(kept.id, kept);
    this.#forget(kept);
    for (const listener of this.#listeners) listener(kept);
    return kept;
  }

  /** Forgets the oldest runs that have ended, as long as there are too many or they are too long. */
  #forget(newest: ApiRun): void {
    for (const run of this.#kept.values()) {
      const events = this.list().reduce((sum, { recording }) => sum + recording.events.length, 0);
      if (this.#kept.size <= this.#limits.runs && events <= this.#limits.events) return;
      if (run.ended && run !== newest) this.#kept.delete(run.id);
    }
  }
}
