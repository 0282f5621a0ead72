/**
 * The actors of a run, followed event by event. The run is the root; process, kubelet and probes are its children, the
 * lifecycle is a child of the process, and so are connections with their requests.
 */
import { type Lineage, lineageOrNewest } from '../lineage.ts';
import type { EventOf, RunEvent } from '../recording/events.ts';
import { inspectedChart, RUN } from './charts.ts';
import { deliveriesOf, recordedName, senderOf } from './deliveries.ts';
import { LiveActor } from './live-actor.ts';
import { RowActors } from './row-actors.ts';
import type { Sighting } from './sighting.ts';

export interface RunActorsOptions {
  /** The name of the run, unique in the program; it is the id of the system's root. */
  readonly run: string;
  /** What is known of the run. */
  readonly context: Readonly<Record<string, unknown>>;
  /** The version of its server, as the recording names it. */
  readonly lineage: string | null;
  /** Probe clients of the scenario. */
  readonly probes: readonly string[];
  /** As many requests and connections are actors at once; 0: none. */
  readonly rows: number;
}

const START = { t: 0, seq: 0 };

export class RunActors {
  readonly #run: string;
  readonly #lineage: Lineage;
  readonly #actors = new Map<string, LiveActor>();
  readonly #rows: RowActors;
  /** What the machines were told in this step of the kernel, as `MACHINE EVENT`. */
  readonly #told = new Set<string>();
  /** The machine whose changes are being collected, and by which event. */
  #open: { readonly actor: LiveActor; readonly key: string; at: RunEvent } | null = null;
  #hasExited = false;

  constructor({ run, context, lineage, probes, rows }: RunActorsOptions) {
    this.#run = run;
    this.#lineage = lineageOrNewest(lineage);
    this.#rows = new RowActors(run, rows);
    this.#add(RUN, null, context);
    this.#add('process', run, {});
    this.#add('kubelet', run, {});
    this.#add('lifecycle', `${run}/process`, {});
    for (const probe of probes) this.#add(`probe/${probe}`, run, { client: probe });
  }

  /** Requests and connections that were left out because there were too many at once. */
  get leftOut(): number {
    return this.#rows.leftOut;
  }

  /** All machines, before anything has happened: parents come before their children. */
  begin(): Sighting[] {
    return [...this.#actors.values()].map(actor => actor.born(START));
  }

  /** The next event of the recording. */
  see(event: RunEvent): Sighting[] {
    const seen: Sighting[] = [];
    if (event.type === 'input') this.#told.clear();
    if (event.type !== 'state.changed') seen.push(...this.flush());
    for (const { machine, event: delivered, source } of deliveriesOf(event, this.#actors.keys())) {
      // Nobody is there any more who could hear it.
      if (this.#hasExited && machine === 'lifecycle') continue;
      const actor = this.#actors.get(machine);
      if (!actor) continue;
      this.#told.add(`${machine} ${recordedName(delivered.type)}`);
      seen.push(actor.told(event, delivered, source === null ? null : this.#idOf(source)));
    }
    if (event.type === 'state.changed') seen.push(...this.#changed(event));
    else seen.push(...this.#rows.see(event));
    if (event.type === 'process.exited') {
      this.#hasExited = true;
      seen.push(...this.#rows.stopAll(event));
    }
    return seen;
  }

  /** What is left to say when no more events are at hand: changes are collected until the next event. */
  flush(): Sighting[] {
    const open = this.#open;
    this.#open = null;
    return open ? [open.actor.shown(open.at)] : [];
  }

  /** The run is over. */
  end(last: RunEvent | undefined): Sighting[] {
    const at = last ?? START;
    const root = this.#actors.get(RUN) as LiveActor;
    const seen = [...this.flush(), root.told(at, { type: 'run.ended' }, null)];
    root.change(RUN, 'ended');
    seen.push(root.shown(at));
    for (const actor of [...this.#actors.values()].reverse()) seen.push(actor.stopped(at));
    return seen;
  }

  #changed(event: EventOf<'state.changed'>): Sighting[] {
    const actor = this.#actors.get(event.machine);
    if (!actor) return [];
    const seen: Sighting[] = [];
    const key = `${event.machine} ${event.event}`;
    if (this.#open?.key !== key) {
      seen.push(...this.flush());
      if (!this.#told.has(key)) {
        const sender = senderOf(event.event);
        seen.push(actor.told(event, { type: event.event }, sender === null ? null : this.#idOf(sender)));
      }
    }
    // What comes once more in the same step is another event.
    this.#told.delete(key);
    actor.change(event.region, event.to);
    this.#open = { actor, key, at: event };
    return seen;
  }

  #idOf(machine: string): string {
    return machine === RUN ? this.#run : `${this.#run}/${machine}`;
  }

  #add(name: string, parent: string | null, context: Readonly<Record<string, unknown>>): void {
    const actor = new LiveActor({
      id: this.#idOf(name),
      name,
      parent,
      root: this.#run,
      chart: inspectedChart(name, this.#lineage),
      context,
    });
    this.#actors.set(name, actor);
  }
}
