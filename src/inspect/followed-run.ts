/** A run as one attached tool sees it: everything that has happened, then what happens, in the tool's own protocol. */
import type { Message, Speak } from '../../machines/inspect/protocol.ts';
import { RunActors } from '../../machines/inspect/run-actors.ts';
import type { Sighting } from '../../machines/inspect/sighting.ts';
import type { ApiRun } from '../api/run.ts';

export class FollowedRun {
  readonly #run: ApiRun;
  readonly #actors: RunActors;
  readonly #speak: Speak;
  #waiting: Sighting[];
  #read = 0;
  #isOver = false;

  /** @param rows as many requests and connections are actors at once. */
  constructor(run: ApiRun, rows: number, speak: Speak) {
    const { header } = run.recording;
    this.#run = run;
    this.#speak = speak;
    this.#actors = new RunActors({
      run: run.id,
      lineage: header.lineage,
      rows,
      probes: (header.scenario?.clients ?? []).flatMap(client =>
        client.kind === 'probe' ? [client.name] : [],
      ),
      context: { scenario: header.scenario?.name ?? null, source: header.source, lineage: header.lineage },
    });
    this.#waiting = this.#actors.begin();
  }

  /** All has been said, and nothing more comes. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The next messages; none: there is nothing to say at present. */
  next(): Message[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (waiting.length > 0) return waiting.flatMap(this.#speak);
    return this.#ofNextEvent().flatMap(this.#speak);
  }

  #ofNextEvent(): Sighting[] {
    const { events } = this.#run.recording;
    for (let event = events[this.#read]; event !== undefined; event = events[this.#read]) {
      this.#read++;
      const seen = this.#actors.see(event);
      if (seen.length > 0) return seen;
    }
    if (!this.#run.ended) return this.#actors.flush();
    if (this.#isOver) return [];
    this.#isOver = true;
    return this.#actors.end(events.at(-1));
  }
}
