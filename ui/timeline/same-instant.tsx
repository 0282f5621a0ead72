/** Brackets to the left of the marks that belong to one instant, from the lane of the first to that of the last. */

import type { FixedLane } from '../../machines/view/drawing/lane-list.ts';
import type { InstantGroup } from '../../machines/view/instant-marks.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { tr } from '../words/language.ts';
import { measureText } from './measure-text.ts';
import type { StateOnScale } from './overlays.tsx';

/** A bracket takes this much to the left of its marks. */
export const BRACKET_PX = 17;
/** Brackets closer than this would be taken for one: the older one goes. */
const APART_PX = 22;
const WORD_AIR_PX = 40;
/** Above the first lane, and between a bracket's ends and those of its lanes. */
const EDGE_PX = 3;

interface PlacedInstant {
  readonly group: InstantGroup;
  readonly x: number;
  readonly first: number;
  readonly last: number;
}

/**
 * The instants whose brackets are drawn: those in sight, with marks in several lanes, and apart from each other. The
 * stop's goes before all others, the newer ones before the older ones.
 * @param shownSeq the event that is shown last; what comes after it has not happened yet.
 */
export function placeInstants(
  groups: readonly InstantGroup[],
  fixed: readonly FixedLane[],
  scale: TimeScale,
  shownSeq: number,
  stop: number | null,
): readonly PlacedInstant[] {
  const placed: PlacedInstant[] = [];
  const isStop = (group: InstantGroup): boolean => stop !== null && Math.abs(group.t - stop) < 1;
  const wanted = [...groups.filter(isStop), ...groups.filter(group => !isStop(group)).reverse()];
  for (const group of wanted) {
    if (group.from > shownSeq) continue;
    const x = scale.x(group.t);
    if (x < BRACKET_PX || x > scale.width || scale.isFolded(group.t)) continue;
    const lanes = group.lanes.map(lane => fixed.indexOf(lane)).filter(lane => lane >= 0);
    const [first, last] = [Math.min(...lanes), Math.max(...lanes)];
    if (lanes.length < 2 || first === last) continue;
    if (placed.some(other => Math.abs(other.x - x) < APART_PX)) continue;
    placed.push({ group, x, first, last });
  }
  return placed;
}

interface SameInstantProps extends StateOnScale {
  readonly placed: readonly PlacedInstant[];
  readonly fixed: readonly FixedLane[];
  readonly laneHeight: number;
}

/** The brackets. Before the stop the lane of the delay is empty, so that there is room for the words. */
export function SameInstant({ state, scale, placed, fixed, laneHeight }: SameInstantProps) {
  const words = tr('same instant');
  const wordsFit = (x: number): boolean => x > measureText(words) + WORD_AIR_PX;
  return placed.map(({ group, x, first, last }) => {
    const isNow = state.instant !== null && state.instant.t >= group.t && state.instant.t - group.t < 1;
    return (
      <i
        key={group.from}
        className={`over same-instant ${isNow ? 'now' : ''}`}
        title={words}
        style={{
          left: x,
          top: EDGE_PX + first * laneHeight + EDGE_PX,
          height: (last - first + 1) * laneHeight - 2 * EDGE_PX,
        }}
      >
        {Math.abs(group.t - (state.view.process.stop?.t ?? -1)) < 1 &&
          last - first > 1 &&
          !scale.folds.some(
            fold => scale.x(fold.to) > x - measureText(words) - WORD_AIR_PX && fold.to < group.t,
          ) &&
          wordsFit(x) && (
            <span style={{ top: (fixed.indexOf('delay') - first + 0.5) * laneHeight - EDGE_PX }}>
              {words}
            </span>
          )}
      </i>
    );
  });
}
