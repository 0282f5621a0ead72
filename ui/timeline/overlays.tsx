/** What lies over all lanes: lines, the bracket of the same instant, and the word on what nobody knows yet. */

import type { TimeScale } from '../../machines/view/time-scale.ts';
import type { PlayerState } from '../session/player.ts';
import type { FixedLane } from './lane-list.ts';

/** The word beside the bracket needs this much room to its left. */
const INSTANT_TEXT_PX = 120;
const UNKNOWN_TEXT_PX = 120;
/** Events this close to the stop are of the same instant. */
const INSTANT_MS = 1;

/** A moment of the run, and where it is drawn. */
export interface StateOnScale {
  readonly state: PlayerState;
  readonly scale: TimeScale;
}

/** When the kubelet kills; null: never, or nobody knows yet. */
export function killTime(state: PlayerState): number | null {
  const grace = state.source?.plan?.gracePeriodMs ?? null;
  return grace === null || state.origin === null ? null : state.origin + grace;
}

export function Lines({ state, scale }: StateOnScale) {
  const kill = killTime(state);
  return (
    <>
      {state.origin !== null && <i className="over vl zero" style={{ left: scale.x(state.origin) }} />}
      {kill !== null && kill <= scale.end && <i className="over vl kill" style={{ left: scale.x(kill) }} />}
      <i className="over vl head" style={{ left: scale.x(state.t) }} />
    </>
  );
}

/** The ground beyond the present says that nobody knows it yet, where it is widest between the lines. */
export function Unknown({ state, scale, top }: StateOnScale & { readonly top: number }) {
  if (state.ended) return null;
  const lines = [state.origin, killTime(state)].flatMap(t =>
    t === null || t <= state.present || t < scale.start ? [] : [scale.x(t)],
  );
  const bounds = [
    Math.max(0, scale.x(state.present)),
    ...lines.filter(x => x < scale.width),
    scale.width,
  ].sort((a, b) => a - b);
  let widest = { from: 0, width: 0 };
  for (const [index, from] of bounds.entries()) {
    const width = (bounds[index + 1] ?? from) - from;
    if (width > widest.width) widest = { from, width };
  }
  if (widest.width < UNKNOWN_TEXT_PX) return null;
  return (
    <span className="over unknown" style={{ left: widest.from, width: widest.width, top }}>
      not yet known
    </span>
  );
}

interface SameInstantProps extends StateOnScale {
  readonly fixed: readonly FixedLane[];
  readonly laneHeight: number;
}

/** A bracket joins what happened in the instant of the stop: signals, delay, hooks and /readyz. */
export function SameInstant({ state, scale, fixed, laneHeight }: SameInstantProps) {
  const stop = state.view.process.stop?.t;
  const fails = state.view.health['/readyz'];
  if (stop === undefined || !fails || fails.ok || fails.since - stop > INSTANT_MS) return null;
  const [first, last] = [fixed.indexOf('signals'), fixed.indexOf('readyz')];
  const x = scale.x(stop);
  return (
    <i
      className="over same-instant"
      style={{ left: x, top: 3 + first * laneHeight + 3, height: (last - first + 1) * laneHeight - 6 }}
    >
      {x > INSTANT_TEXT_PX && <span>same instant</span>}
    </i>
  );
}
