/** The moment that a run is about to come to, or has just reached: the one to explain when nobody has chosen another. */
import type { SignalName } from '../../machines/signals.ts';
import { hasLamp, LAMPS, type LampName, type MapPlan } from '../../machines/view/maps/map-plan.ts';
import { mapSince125 } from '../../machines/view/maps/since-1-25.ts';
import type { RunPlan } from '../../machines/view/plan.ts';
import { litAt, type RunView } from '../../machines/view/run-view.ts';

/** Before the server takes nothing new, the delay and the hooks run side by side: what both lead to is explained. */
const LED_TO_BY_OTHERS: ReadonlySet<LampName> = new Set([
  'ShutdownInitiated',
  'AfterShutdownDelayDuration',
  'PreShutdownHooksStopped',
]);

/**
 * @param selected what somebody chose to look at; another version may not have it
 * @param map the map of the run's lineage; left out: that of today
 */
export function attentionOf(
  selected: SignalName | null,
  view: RunView,
  plan: RunPlan | null,
  map: MapPlan = mapSince125(plan?.sendRetryAfter ?? false),
): SignalName {
  if (selected !== null && (hasLamp(map, selected) || !isOfShutdown(selected))) return selected;
  if (view.process.stop === null) return map.lamps[0]?.name ?? 'ShutdownInitiated';
  const order = map.lamps.filter(({ name }) => !LED_TO_BY_OTHERS.has(name));
  const open = order.find(lamp => litAt(view, lamp) === undefined);
  return (open ?? order.at(-1))?.name ?? 'ShutdownInitiated';
}

/** The signals of the start have no lamp, and can be looked at all the same. */
function isOfShutdown(name: string): boolean {
  return (LAMPS as readonly string[]).includes(name);
}
