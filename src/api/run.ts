/** A run as the control API shows it: live, or simulated to its end. */
import type { RunDetails, RunInfo, RunMode } from '../../machines/api.ts';
import type { ProcessSignal, Recording, RunEvent } from '../../machines/recording/events.ts';
import { type RunSummary, summarize } from '../../machines/recording/summary.ts';
import type { ApiServiceTurn } from '../../machines/scenario/schema.ts';
import type { Fault } from '../../machines/traffic/fault.ts';
import type { LiveRequest, LiveRun } from '../live/types.ts';
import { ApiProblem } from './problem.ts';

/** One run of this program. */
export class ApiRun {
  readonly id: string;
  readonly mode: RunMode;
  /** Header and events so far; the events grow as long as the run goes on. */
  readonly recording: Recording;
  readonly #live: LiveRun | null;
  readonly #name: string;
  readonly #watchers = new Set<(event: RunEvent | null) => void>();
  #exited: boolean;
  #summary: RunSummary | null = null;

  constructor(id: string, name: string, run: LiveRun | Recording) {
    this.id = id;
    this.#name = name;
    this.#live = 'done' in run ? run : null;
    this.mode = this.#live === null ? 'simulate' : 'live';
    this.recording = run;
    this.#exited = this.#live === null || run.events.some(isExit);
    const unsubscribe = this.#live?.subscribe(event => {
      if (!isExit(event)) return;
      this.#exited = true;
      unsubscribe?.();
    });
    const end = (): void => {
      for (const watcher of [...this.#watchers]) watcher(null);
    };
    void this.#live?.done.finally(end);
  }

  /** The process has exited, everything of the script has been played and every client knows what became of its requests. */
  get ended(): boolean {
    return this.#live?.ended ?? true;
  }

  /** The process has exited; its clients may still find out. */
  get exited(): boolean {
    return this.#exited || this.ended;
  }

  info(): RunInfo {
    return {
      id: this.id,
      mode: this.mode,
      scenario: this.#name,
      state: this.ended ? 'ended' : 'running',
      address: this.#live?.address ?? null,
      events: this.recording.events.length,
    };
  }

  details(): RunDetails {
    const summary = this.#summary ?? summarize(this.recording);
    if (this.ended) this.#summary = summary;
    return { ...this.info(), header: this.recording.header, summary };
  }

  /**
   * The audit events of a live run, one JSON object a line; at most the last 2,000.
   * @throws ApiProblem 409 for a simulated run: only a real server writes an audit log
   */
  audit(): { readonly lines: Iterable<string>; readonly forgotten: number } {
    if (this.#live === null)
      throw new ApiProblem(409, `${this.id} was simulated; only a live server writes an audit log`);
    return { lines: this.#live.auditLines(), forgotten: this.#live.auditForgotten };
  }

  /** Delivers a signal to the process. */
  signal(signal: ProcessSignal): void {
    this.#running().signal(signal);
  }

  /** Sends a request and returns its identity. */
  request(request: LiveRequest): string {
    const live = this.#running();
    try {
      return live.request(request);
    } catch (error) {
      throw new ApiProblem(400, error instanceof Error ? error.message : String(error));
    }
  }

  /**
   * Makes something go wrong.
   * @throws ApiProblem 409 with the reason why it cannot now
   */
  inject(fault: Fault): void {
    const result = this.#running().inject(fault);
    if (!result.ok) {
      throw new ApiProblem(
        409,
        `${result.reason}; GET /api/runs/${this.id}/recording says what there is now`,
      );
    }
  }

  /**
   * Has the server of an APIService go down or come up.
   * @throws ApiProblem 409 when the scenario has no such service
   */
  turnApiService(turn: ApiServiceTurn): void {
    const result = this.#running().turnApiService(turn);
    if (!result.ok) throw new ApiProblem(409, `${turn.name}: ${result.reason}`);
  }

  /** Ends a run that still goes on; resolves when it has ended. */
  async end(): Promise<void> {
    if (this.#live === null || this.#live.ended) return;
    this.#live.kill();
    await this.#live.done;
  }

  /** Calls `listener` with every event from now on, and without one when the run has ended. */
  watch(listener: (event: RunEvent | null) => void): () => void {
    const live = this.#live;
    if (live === null || live.ended) return () => {};
    const unsubscribe = live.subscribe(listener);
    this.#watchers.add(listener);
    return () => {
      unsubscribe();
      this.#watchers.delete(listener);
    };
  }

  #running(): LiveRun {
    if (this.#live === null) {
      throw new ApiProblem(409, `${this.id} was simulated to its end; start a live run to act on it`);
    }
    if (this.exited) throw new ApiProblem(409, `${this.id} has exited; start a new run with POST /api/runs`);
    return this.#live;
  }
}

function isExit(event: RunEvent): boolean {
  return event.type === 'process.exited';
}
