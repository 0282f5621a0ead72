/** The one scale of time that all rows share, with the waits folded in which nothing happens on any of them. */
import type { LineageRow } from '../../recording/lineage-table.ts';
import { seconds } from '../../words/format.ts';
import { type Fold, TimeScale } from '../time-scale.ts';

/** So much of the width lies before the stop and behind the last exit. */
const MARGIN = 0.02;
/** What takes longer and is more than a third of the whole is folded, in milliseconds. */
const LONG_MS = 15_000;
const LONG_SHARE = 1 / 3;
/** So much of a wait stays open on either side. */
const OPEN_SHARE = 0.06;
const FOLD_PX = 44;

/** Where a row ends that has no end: its last known moment, but not further than others need. */
export function commonScale(rows: readonly LineageRow[], width: number): TimeScale {
  const times = [...new Set([0, ...rows.flatMap(timesOf)])].sort((a, b) => a - b);
  const last = Math.max(1, times.at(-1) ?? 1);
  const stuck = rows.some(row => row.exit === null && row.isStopped);
  const end = stuck ? last * 1.15 : last;
  const folds = times.slice(1).flatMap((time, index): Fold[] => {
    const from = times[index] ?? 0;
    const took = time - from;
    if (took < LONG_MS || took < end * LONG_SHARE) return [];
    const open = (end - took) * OPEN_SHARE + LONG_MS / 10;
    return [{ from: from + open, to: time - open }];
  });
  const margin = (end - folds.reduce((sum, { from, to }) => sum + to - from, 0)) * MARGIN;
  return TimeScale.fit(-margin, end + margin, width, folds, FOLD_PX);
}

/** A number of the axis: seconds, with a decimal where there are marks between them. */
export function axisNumber(ms: number, step: number): string {
  return seconds(ms, step < 1000 && ms % 1000 !== 0 ? 1 : 0);
}

function timesOf({ spans, moments, exit }: LineageRow): readonly number[] {
  return [
    ...spans.flatMap(({ from, to }) => (to === null ? [from] : [from, to])),
    ...moments.map(({ t }) => t),
    ...(exit === null ? [] : [exit.t]),
  ];
}
