/** What to say about a moment of a log: it has signals and no states, and nobody knows what was planned. */
import type { Translate } from '../words/translate.ts';
import type { RunView } from './run-view.ts';

/** One sentence on what the server of a log does; its end is told elsewhere. */
export function narrateLog(view: RunView, tr: Translate): string {
  const { signals, listener } = view;
  if (view.process.stop === null) {
    return listener?.open
      ? tr('The log of an API server: it serves, and nobody has asked it to stop yet.')
      : tr('The log of an API server: it has not begun to serve.');
  }
  if (signals.InFlightRequestsDrained) {
    return signals.HTTPServerStoppedListening
      ? tr('Every short request is done: the server waits for its last connections.')
      : tr('Every short request is done: the server may close its door.');
  }
  if (listener?.open === false) return tr('The door is shut, and requests that are inside may finish.');
  if (signals.NotAcceptingNewRequest)
    return tr('New requests are turned away, and those that are inside may finish.');
  if (signals.AfterShutdownDelayDuration && !signals.PreShutdownHooksStopped)
    return tr('The delay is over, but a hook may still need this API: the server goes on serving.');
  if (signals.PreShutdownHooksStopped)
    return tr('The hooks are done; the delay goes on for those who have not noticed.');
  return tr('The shutdown has begun, and the server goes on serving: load balancers have time to notice.');
}
