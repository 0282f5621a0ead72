/** Which lanes the timeline has, and in which order. Their number stays the same as long as a run is shown. */
import { hasReadyz, hasShutdownDelay, hasStopChannel, lineageOrNewest } from '../../lineage.ts';
import { count } from '../../words/format.ts';
import type { Translate } from '../../words/translate.ts';
import type { Phrase } from '../../words/zh/catalog.ts';
import type { MarkLane } from '../instant-marks.ts';
import { loadBalancerOf, type RunPlan } from '../plan.ts';
import type { RequestLane } from '../request-lane.ts';
import type { Tracks } from '../tracks.ts';
import { namesMoments } from '../unnamed-moments.ts';

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

const LANE_NAMES = {
  pod: 'Pod',
  signals: 'Signals',
  delay: 'Delay',
  hooks: 'Hook',
  readyz: '/readyz',
  loadBalancer: 'Load balancer',
  listener: 'Listener',
} as const satisfies Record<FixedLane, Phrase>;

/** What a lane is called, and what stands behind its name; empty: nothing. */
export function laneName(
  lane: FixedLane,
  plan: RunPlan | null,
  tr: Translate,
): { readonly name: string; readonly detail: string } {
  // Before 1.22 nothing had a name.
  if (lane === 'signals' && !namesMoments(plan)) return { name: tr('Moments'), detail: '' };
  if (lane !== 'hooks') return { name: tr(LANE_NAMES[lane]), detail: '' };
  // Of a log nobody knows how many there were.
  if (plan === null) return { name: tr('Hooks'), detail: '' };
  const [first, ...others] = plan.preShutdownHooks;
  return others.length > 0
    ? { name: tr('Hooks'), detail: String(others.length + 1) }
    : { name: tr('Hook'), detail: first?.name ?? '' };
}

/** How many lanes of requests there is room for. */
export function clientLaneCount(fixed: readonly FixedLane[]): number {
  return Math.max(FEWEST_CLIENT_LANES, LANES - fixed.length);
}

/** The lanes of requests; what does not fit shares the last one. */
export function clientLanes(tracks: Tracks, room: number, tr: Translate): readonly ClientLane[] {
  const lanes = [...tracks.lanes.values()];
  const own = lanes.length > room ? lanes.slice(0, room - 1) : lanes;
  const rest = lanes.slice(own.length);
  return [
    ...own.map(lane => ({ name: lane.client, detail: connections(lane, tr), lanes: [lane] })),
    ...(rest.length > 0 ? [{ name: tr('{n} more', { n: rest.length }), detail: '', lanes: rest }] : []),
  ];
}

function connections(lane: RequestLane, tr: Translate): string {
  return lane.opened > 1 ? tr('{n} connections', { n: count(lane.opened) }) : (lane.lastConnection ?? '');
}
