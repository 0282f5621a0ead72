/** What filters and handlers see of a world: the same questions on every lineage, each answered as its version would. */
import type { LifecycleView } from '../filters/filter.ts';
import { hasGate } from '../lifecycle/lineage-facts.ts';
import type { LifecycleContext } from '../lifecycle/vocabulary.ts';
import { hasMuxSignal, hasRetryAfter, readyzFailsAtStop } from '../lineage.ts';
import { type MachineState, regionState, topState, type World } from './world.ts';

export function viewOf(world: World): LifecycleView {
  const context = (world.machines.lifecycle as MachineState).context as LifecycleContext;
  const { lineage } = context;
  const { fired } = world;
  return {
    lineage,
    muxComplete: !hasMuxSignal(lineage) || fired.MuxAndDiscoveryComplete !== undefined,
    postStartHooks: context.postStartHooks,
    postStartRunning: context.postStartLeft,
    livezIsGraceful: regionState(world, 'livez') === 'graceful',
    shutdownInitiated: isRed(world, context),
    notAcceptingNewRequest:
      hasRetryAfter(lineage) &&
      fired[hasGate(lineage) ? 'NotAcceptingNewRequest' : 'AfterShutdownDelayDuration'] !== undefined,
    drainWaits: ['draining', 'emptied'].includes(regionState(world, 'drain')),
    watchDrainWaits: ['draining', 'emptied', 'gaveUp'].includes(regionState(world, 'watchDrain')),
    serverShuttingDown: regionState(world, 'httpServer') !== 'serving',
    // Events are taken until the stop channel closes, though Shutdown has been called.
    auditRunning: ['running', 'told', 'flushing'].includes(regionState(world, 'audit')),
    muxIncomplete: world.muxDelays
      .map(({ name }) => name)
      .filter(name => world.muxCompleted[name] === undefined),
    exited: topState((world.machines.process as MachineState).value, '') === 'exited',
  };
}

/** Whether the check `shutdown` of /readyz fails: from the stop on since 1.19, before that only when the delay is over. */
function isRed(world: World, { lineage }: LifecycleContext): boolean {
  const delay = regionState(world, 'delay');
  return readyzFailsAtStop(lineage) ? delay === 'delaying' || delay === 'over' : delay === 'over';
}
