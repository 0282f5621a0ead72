/** The signal that a run is about to fire, or has just fired: the one to explain when nobody has chosen another. */
import type { SignalName } from '../../machines/signals.ts';
import type { RunPlan } from '../../machines/view/plan.ts';
import type { RunView } from '../../machines/view/run-view.ts';

export function attentionOf(view: RunView, plan: RunPlan | null): SignalName {
  const last: readonly SignalName[] = plan?.sendRetryAfter
    ? ['InFlightRequestsDrained', 'HTTPServerStoppedListening']
    : ['HTTPServerStoppedListening', 'InFlightRequestsDrained'];
  if (view.process.stop === null) return 'ShutdownInitiated';
  const order: readonly SignalName[] = ['NotAcceptingNewRequest', ...last];
  return order.find(name => view.signals[name] === undefined) ?? (last[1] as SignalName);
}
