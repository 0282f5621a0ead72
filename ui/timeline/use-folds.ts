/** The waits of a run that are drawn folded. */
import { useMemo } from 'react';
import type { Fold } from '../../machines/view/time-scale.ts';
import { Waits } from '../../machines/view/time-scale-waits.ts';
import type { PlayerState } from '../session/player.ts';
import type { RunSource } from '../session/run-source.ts';
import { killTime } from './overlays.tsx';

interface Reading {
  readonly waits: Waits;
  /** The position of the next event to be read. */
  next: number;
}

const readings = new WeakMap<RunSource, Reading>();

/** Reads what has happened since it was last asked. */
function waitsOf(source: RunSource): Waits {
  const reading = readings.get(source) ?? { waits: new Waits(), next: 0 };
  readings.set(source, reading);
  const { index } = source;
  for (reading.next = Math.max(reading.next, index.forgotten); reading.next < index.count; reading.next++) {
    const event = index.event(reading.next);
    if (event) reading.waits.append(event);
  }
  return reading.waits;
}

/** The folds before `end`, without those that the person has unfolded; the same list as long as nothing changes. */
export function useFolds(state: PlayerState, end: number, unfolded: ReadonlySet<number>): readonly Fold[] {
  const waits = state.source ? waitsOf(state.source) : null;
  const kill = killTime(state);
  const folds = waits?.folds;
  // After the end nothing happens any more, up to the kill that never came.
  const isOver = state.ended && kill !== null && kill < end;
  return useMemo(() => {
    const last = isOver && kill !== null ? waits?.until(kill) : null;
    return [...(folds ?? []), ...(last ? [last] : [])].filter(
      fold => fold.to <= end && !unfolded.has(fold.from),
    );
  }, [waits, folds, isOver, kill, end, unfolded]);
}
