/** The requests that a workshop's seats fire at the live server, from sending until their clients know how they ended. */
import type { EventOf, RunEvent } from '../../machines/recording/events.ts';
import type { SeatFire } from '../../machines/workshop/messages.ts';
import { ApiProblem } from '../api/problem.ts';
import type { ApiRun } from '../api/run.ts';
import type { Runs } from '../api/runs.ts';

/** Answered at once by every server that lets it in. */
const PATH = '/echo?message=workshop';

export interface SettledFire {
  readonly key: string;
  readonly outcome: NonNullable<SeatFire['outcome']>;
  readonly status: number | null;
}

export type Fired =
  | {
      readonly ok: true;
      /** Its identity in its run. */
      readonly request: string;
      /** Its identity among all runs. */
      readonly key: string;
    }
  | { readonly ok: false; readonly detail: string };

export class LiveFires {
  readonly #runs: Runs;
  readonly #onSettled: (settled: SettledFire) => void;
  /** What is waited for, by run; the room bounds how much that may be. */
  readonly #waiting = new Map<ApiRun, Set<string>>();
  readonly #unwatch = new Set<() => void>();

  constructor(runs: Runs, onSettled: (settled: SettledFire) => void) {
    this.#runs = runs;
    this.#onSettled = onSettled;
  }

  /** Sends a request now. What becomes of it is told later, never before this returns. */
  fire(connection: SeatFire['connection']): Fired {
    const run = this.#runs.live;
    if (run === null) return { ok: false, detail: 'no live server runs; the presenter can start one' };
    const waiting = this.#waitingFor(run);
    const { events } = run.recording;
    const before = events.length;
    try {
      const request = run.request({ path: PATH, connection });
      waiting.add(request);
      // What was settled while it was sent is told in the next turn: whoever asked does not know its identity yet.
      for (let seq = before; seq < events.length; seq++) {
        const event = events[seq];
        if (event?.type === 'request.settled' && event.request === request)
          setImmediate(() => this.#settle(run, event));
      }
      return { ok: true, request, key: keyOf(run, request) };
    } catch (error) {
      if (error instanceof ApiProblem) return { ok: false, detail: error.message };
      throw error;
    }
  }

  /** Waits for nothing any more. */
  close(): void {
    for (const unwatch of this.#unwatch) unwatch();
    this.#waiting.clear();
  }

  #waitingFor(run: ApiRun): Set<string> {
    const known = this.#waiting.get(run);
    if (known) return known;
    const waiting = new Set<string>();
    this.#waiting.set(run, waiting);
    const unwatch = run.watch(event => this.#watch(run, event, unwatch));
    this.#unwatch.add(unwatch);
    return waiting;
  }

  #watch(run: ApiRun, event: RunEvent | null, unwatch: () => void): void {
    if (event !== null) {
      if (event.type === 'request.settled') this.#settle(run, event);
      return;
    }
    unwatch();
    this.#unwatch.delete(unwatch);
    const waiting = this.#waiting.get(run) ?? [];
    this.#waiting.delete(run);
    // A run that is ended by force tells nobody how its requests ended: they have failed.
    for (const request of waiting)
      this.#onSettled({ key: keyOf(run, request), outcome: 'failed', status: null });
  }

  #settle(run: ApiRun, { request, outcome, status }: EventOf<'request.settled'>): void {
    if (this.#waiting.get(run)?.delete(request))
      this.#onSettled({ key: keyOf(run, request), outcome, status });
  }
}

function keyOf(run: ApiRun, request: string): string {
  return `${run.id}/${request}`;
}
