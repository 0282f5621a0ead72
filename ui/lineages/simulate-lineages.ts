/** One scenario simulated on every step of the lineage, one after the other, while the page stays alive. */
import { LINEAGES, type Lineage } from '../../machines/lineage.ts';
import { type LineageRow, lineageRow } from '../../machines/recording/lineage-table.ts';
import type { MissingFlag } from '../../machines/scenario/flag-since.ts';
import { type Deed, perform } from '../../machines/simulation/deed.ts';
import { SimulationHistory } from '../../machines/simulation/history.ts';
import { Simulation } from '../../machines/simulation/simulation.ts';
import { slices } from '../../machines/simulation/slices.ts';
import { onChosenLineage, type RunnableScenario } from '../session/lineage-choice.ts';

/** What came of one step. */
export interface LineageResult {
  readonly lineage: Lineage;
  readonly row: LineageRow;
  /** The flags of the scenario that this version did not have. */
  readonly missing: readonly MissingFlag[];
  /** How many deeds could not be done there. */
  readonly undone: number;
  /** There were too many events: the row goes only so far. */
  readonly isCut: boolean;
}

/** A run with more events is cut off: twelve of them have to fit into the time that somebody waits. */
export const MOST_EVENTS = 150_000;
/** So long the page may be busy at a time, in milliseconds: half a frame. */
const BUSY_MS = 8;
/** Nobody goes back in these runs: no checkpoints are made. */
const LIMITS = { eventsApart: Number.POSITIVE_INFINITY, checkpoints: 64, deeds: 10_000 };

/**
 * Simulates them all, oldest first; each result is let go of but for its row.
 * @param isWanted asked between slices: once it says no, nothing more is done.
 */
export async function* simulateLineages(
  entry: RunnableScenario,
  deeds: readonly Deed[],
  isWanted: () => boolean,
): AsyncGenerator<LineageResult, void> {
  for (const lineage of LINEAGES) {
    const on = await onChosenLineage(entry, lineage === entry.scenario.lineage ? null : lineage);
    const run = new SimulationHistory(new Simulation(on.scenario, on.source), LIMITS);
    let undone = 0;
    let isFull = false;
    const goTo = async (until: Deed['at'] | null): Promise<boolean> => {
      let began = performance.now();
      for (const _ of slices(run, () => performance.now(), BUSY_MS / 2, until)) {
        isFull = run.events.length > MOST_EVENTS;
        if (isFull) return true;
        if (performance.now() - began < BUSY_MS) continue;
        await nextTurn();
        if (!isWanted()) return false;
        began = performance.now();
      }
      return true;
    };
    for (const { at, act } of deeds) {
      if (!(await goTo(at))) return;
      if (isFull) break;
      run.advanceTo(at);
      if (!perform(run, act).ok) undone++;
    }
    if (!isFull && !(await goTo(null))) return;
    const row = lineageRow({ header: run.header, events: run.events });
    yield { lineage, row, missing: on.missing, undone, isCut: isFull };
    await nextTurn();
    if (!isWanted()) return;
  }
}

/** Resolves when the page has had its turn. */
function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve);
  });
}
