/**
 * The simulated runs of one scenario: who acts in the past, or starts again after having acted, begins another run, and
 * the one before is kept whole. They form a tree; its size is bounded.
 */
import type { Lineage } from '../../machines/lineage.ts';
import type { Act } from '../../machines/simulation/deed.ts';
import type { SimulatedRun } from './simulated-run.ts';
import { createStore } from './store.ts';

/** So many runs are kept at most. */
export const MOST_RUNS = 12;
/** Longer names are cut. */
export const LONGEST_NAME = 60;

/** A run that is kept. Times are milliseconds since the start of the run. */
export interface Fork {
  readonly id: number;
  readonly run: SimulatedRun;
  /** The step of the lineage that was chosen instead of the scenario's own; null: none was. */
  readonly lineage: Lineage | null;
  /** The name that somebody gave it; null: it is called by how it began. */
  readonly name: string | null;
  /** Where it left the run that it comes from; null: it began at the start. */
  readonly begin: ForkBegin | null;
  /** Of those that began at the start, which one it is, from 1 on. */
  readonly number: number;
}

/** How a run left another one. */
export interface ForkBegin {
  /** The run that it comes from; it may have been dropped since. */
  readonly parent: number;
  readonly t: number;
  /** The stop that times were counted from then; null: none was known. */
  readonly origin: number | null;
  /** What was done. */
  readonly act: Act;
}

export interface ForksState {
  /** Each run before those that left it. */
  readonly runs: readonly Fork[];
  /** The id of the run that is shown; null: there is none yet. */
  readonly shown: number | null;
}

export class Forks {
  readonly store = createStore<ForksState>({ runs: [], shown: null });
  /** What the runs have in common: scenario and seed. */
  private of = '';
  private nextId = 1;
  private starts = 0;

  get isFull(): boolean {
    return this.store.get().runs.length >= MOST_RUNS;
  }

  /** The run with this id; null when it was dropped. */
  find(id: number): Fork | null {
    return this.store.get().runs.find(fork => fork.id === id) ?? null;
  }

  /**
   * Takes a run that begins at the start. Another scenario begins another list. Of the same one, what was done by hand
   * is kept, and so are other lineages; one in which nothing else was done gives way: the new one is the same again.
   * @returns what had to be let go because the list was full; null: nothing
   */
  begin(run: SimulatedRun, of: string, lineage: Lineage | null = null): Fork | null {
    const before = of === this.of ? this.store.get().runs : [];
    if (before.length === 0) this.starts = 0;
    this.of = of;
    const kept = before.filter(
      fork => fork.name !== null || fork.lineage !== lineage || !isSameAgain(fork, run),
    );
    const leastMissed =
      kept.find(fork => fork.name === null && fork.run.deeds.length === 0) ??
      kept.find(fork => fork.name === null) ??
      kept[0];
    const gone = kept.length < MOST_RUNS ? null : (leastMissed ?? null);
    if (kept.length === 0) this.starts = 0;
    const fork: Fork = { id: this.nextId++, run, lineage, name: null, begin: null, number: ++this.starts };
    this.store.set({ runs: [...kept.filter(each => each !== gone), fork], shown: fork.id });
    return gone;
  }

  /** Takes a run that has left another one of the list. */
  branch(from: SimulatedRun, run: SimulatedRun, t: number, act: Act): void {
    const { runs } = this.store.get();
    const parent = runs.findIndex(fork => fork.run === from);
    const origin = from.tracks.stop ?? from.plannedStop;
    const begin = { parent: runs[parent]?.id ?? 0, t, origin, act };
    const lineage = runs[parent]?.lineage ?? null;
    const fork: Fork = { id: this.nextId++, run, lineage, name: null, begin, number: 0 };
    // Behind its parent, and behind the runs that have left it before.
    const family = new Set([begin.parent]);
    let place = parent + 1;
    for (; place < runs.length; place++) {
      const other = runs[place];
      if (!other?.begin || !family.has(other.begin.parent)) break;
      family.add(other.id);
    }
    this.store.set({ runs: [...runs.slice(0, place), fork, ...runs.slice(place)], shown: fork.id });
  }

  show(id: number): void {
    this.store.set({ ...this.store.get(), shown: id });
  }

  /** An empty name gives it the one that it had by itself. */
  rename(id: number, name: string): void {
    const state = this.store.get();
    const given = name.trim().slice(0, LONGEST_NAME) || null;
    const runs = state.runs.map(fork => (fork.id === id ? { ...fork, name: given } : fork));
    this.store.set({ ...state, runs });
  }

  /** Lets a run go that is not shown. */
  drop(id: number): void {
    const state = this.store.get();
    if (id === state.shown) return;
    this.store.set({ ...state, runs: state.runs.filter(fork => fork.id !== id) });
  }
}

/** Whether nothing was done to a run that was not done to the other one as well, or would be lost with it. */
function isSameAgain(fork: Fork, run: SimulatedRun): boolean {
  const { deeds } = fork.run;
  return deeds.length === 0 || (fork.begin === null && JSON.stringify(deeds) === JSON.stringify(run.deeds));
}

/** How many runs of the list lie between a run and the start. */
export function depthOf(fork: Fork, runs: readonly Fork[]): number {
  const parent = fork.begin && runs.find(({ id }) => id === fork.begin?.parent);
  return parent ? 1 + depthOf(parent, runs) : 0;
}
