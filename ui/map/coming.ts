/** Which edges lead to what is shown next, while the events of one instant are shown one after the other. */
import type { EdgeName, LampName } from '../../machines/view/signal-map.ts';
import { LAMPS } from '../../machines/view/signal-map.ts';
import type { PlayerState } from '../session/player.ts';
import { isShownAlone } from '../session/same-instant.ts';

/** Ways of tokens: each goes along its edges from one end to the other. */
export interface Coming {
  /** Another one for each event that comes. */
  readonly key: string;
  readonly ways: readonly (readonly EdgeName[])[];
}

const WAYS: Readonly<Record<LampName, readonly (readonly EdgeName[])[]>> = {
  ShutdownInitiated: [['ctx-si']],
  AfterShutdownDelayDuration: [['si-delay']],
  PreShutdownHooksStopped: [['ctx-hook']],
  NotAcceptingNewRequest: [],
  HTTPServerStoppedListening: [['nanr-http'], ['drain-http']],
  InFlightRequestsDrained: [['nanr-drain']],
};

const NOTHING: Coming = { key: '', ways: [] };

export function comingOf({ source, instant, count, view }: PlayerState): Coming {
  if (!source || !instant) return NOTHING;
  for (let position = count; position < instant.to; position++) {
    const event = source.index.event(position);
    if (!event || !isShownAlone(event)) continue;
    const key = String(event.seq);
    if (event.type === 'process.exited') return { key, ways: [['http-exit'], ['drain-exit']] };
    if (event.type !== 'signal.fired') return NOTHING;
    if (event.name === 'NotAcceptingNewRequest') {
      // Through the gate, from the input that came last.
      const delay = view.signals.AfterShutdownDelayDuration?.seq ?? 0;
      const hooks = view.signals.PreShutdownHooksStopped?.seq ?? 0;
      return { key, ways: [[delay > hooks ? 'delay-and' : 'hook-and', 'and-nanr']] };
    }
    const name = LAMPS.find(lamp => lamp === event.name);
    return name === undefined ? NOTHING : { key, ways: WAYS[name] };
  }
  return NOTHING;
}
