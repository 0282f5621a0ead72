/** What lies over all lanes: lines, and the word on what nobody knows yet. */

import type { TimeScale } from '../../machines/view/time-scale.ts';
import type { PlayerState } from '../session/player.ts';
import { tr } from '../words/language.ts';
import { measureText } from './measure-text.ts';

/** Around the word on what nobody knows yet. */
const UNKNOWN_AIR_PX = 24;

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
  const words = tr('not yet known');
  if (widest.width < measureText(words) + 2 * UNKNOWN_AIR_PX) return null;
  return (
    <span className="over unknown" style={{ left: widest.from, width: widest.width, top }}>
      {words}
    </span>
  );
}
