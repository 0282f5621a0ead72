/** Which lanes the timeline has, and in which order. Their number stays the same as long as a run is shown. */
import { hasReadyz, hasShutdownDelay, hasStopChannel, lineageOrNewest } from '../../machines/lineage.ts';
import type { MarkLane } from '../../machines/view/instant-marks.ts';
import { loadBalancerOf, type RunPlan } from '../../machines/view/plan.ts';
import type { RequestLane } from '../../machines/view/request-lane.ts';
import type { Tracks } from '../../machines/view/tracks.ts';
import { count } from '../words/format.ts';
import { tr } from '../words/language.ts';

/** Lanes of the timeline besides that of the audit log, if those above the requests leave enough of them. */
const LANES = 11;
const FEWEST_CLIENT_LANES = 3;

export type FixedLane = MarkLane;

/** A lane of requests: one client, or all that have no lane of their own. */
export interface ClientLane {
  readonly name: string;
  readonly detail: string;
  readonly lanes: readonly RequestLane[];
}

/** A version that had no stop, no delay, no hooks or no /readyz has no lane for it. */
export function fixedLanes(plan: RunPlan | null): readonly FixedLane[] {
  const lineage = lineageOrNewest(plan?.lineage);
  return [
    'pod',
    ...(hasStopChannel(lineage) ? (['signals'] as const) : []),
    ...(hasShutdownDelay(lineage) ? (['delay'] as const) : []),
    ...(plan === null || plan.preShutdownHooks.length > 0 ? (['hooks'] as const) : []),
    ...(hasReadyz(lineage) ? (['readyz'] as const) : []),
    ...(loadBalancerOf(plan) ? (['loadBalancer'] as const) : []),
    'listener',
  ];
}

/** How many lanes of requests there is room for. */
export function clientLaneCount(fixed: readonly FixedLane[]): number {
  return Math.max(FEWEST_CLIENT_LANES, LANES - fixed.length);
}

/** The lanes of requests; what does not fit shares the last one. */
export function clientLanes(tracks: Tracks, room: number): readonly ClientLane[] {
  const lanes = [...tracks.lanes.values()];
  const own = lanes.length > room ? lanes.slice(0, room - 1) : lanes;
  const rest = lanes.slice(own.length);
  return [
    ...own.map(lane => ({ name: lane.client, detail: connections(lane), lanes: [lane] })),
    ...(rest.length > 0 ? [{ name: tr('{n} more', { n: rest.length }), detail: '', lanes: rest }] : []),
  ];
}

function connections(lane: RequestLane): string {
  return lane.opened > 1 ? tr('{n} connections', { n: count(lane.opened) }) : (lane.lastConnection ?? '');
}
