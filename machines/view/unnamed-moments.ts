/**
 * The moments of a shutdown as states and things tell them, whether the version has a signal for them or not: up to 1.21
 * there were no signals, and up to 1.24 none for the hooks.
 */
import { hasSignals, lineageOrNewest } from '../lineage.ts';
import type { RunEvent } from '../recording/events.ts';
import { type MomentKey, momentsShownBy } from '../recording/moments.ts';
import type { LampName } from './maps/map-plan.ts';
import type { RunPlan } from './plan.ts';

/** The lamp that stands for a moment; the stop and the end of the process are no lamps. */
const LAMP_OF: Readonly<Record<MomentKey, LampName | null>> = {
  stopRequested: null,
  readyzRed: 'ShutdownInitiated',
  delayOver: 'AfterShutdownDelayDuration',
  hooksStopped: 'PreShutdownHooksStopped',
  notAccepting: 'NotAcceptingNewRequest',
  drained: 'InFlightRequestsDrained',
  listenerClosed: 'HTTPServerStoppedListening',
  runReturned: null,
};

/** The lamp whose moment an event shows where there is no signal; null: none. */
export function momentOf(event: RunEvent): LampName | null {
  for (const key of momentsShownBy(event)) {
    const lamp = LAMP_OF[key];
    if (lamp !== null) return lamp;
  }
  return null;
}

/** The moments that an event shows and the timeline marks: neither the stop nor the end of the process, which it has. */
export function marksShownBy(event: RunEvent): readonly MomentKey[] {
  return momentsShownBy(event).filter(key => LAMP_OF[key] !== null);
}

/** Whether a run's version names its moments: of one without a plan nobody knows better. */
export function namesMoments(plan: RunPlan | null): boolean {
  return plan === null || hasSignals(lineageOrNewest(plan.lineage));
}
