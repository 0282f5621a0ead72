/** Which ways lead to what is shown next, while the events of one instant are shown one after the other. */
import type { LampName, MapPlan } from '../../machines/view/maps/map-plan.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import { momentOf } from '../../machines/view/unnamed-moments.ts';
import type { PlayerState } from '../session/player.ts';
import { isShownAlone } from '../session/same-instant.ts';

/** Ways of tokens: each goes along its edges from one end to the other. */
export interface Coming {
  /** Another one for each event that comes. */
  readonly key: string;
  readonly ways: readonly (readonly string[])[];
}

const NOTHING: Coming = { key: '', ways: [] };

export function comingOf({ source, instant, count, view }: PlayerState, map: MapPlan): Coming {
  if (!source || !instant) return NOTHING;
  for (let position = count; position < instant.to; position++) {
    const event = source.index.event(position);
    if (!event || !isShownAlone(event, source.index)) continue;
    const key = String(event.seq);
    if (event.type === 'process.exited') return { key, ways: waysTo(map, 'exit') };
    const name = event.type === 'signal.fired' ? event.name : momentOf(event);
    const lamp = map.lamps.find(other => other.name === name);
    if (!lamp || (lamp.unnamed === null) !== (event.type === 'signal.fired')) return NOTHING;
    const [through] = map.edges.filter(edge => edge.to === lamp.name && edge.from === 'gate');
    if (!through) return { key, ways: waysTo(map, lamp.name) };
    const entered = map.edges.find(edge => edge.to === 'gate' && edge.from === lastInput(map, view));
    return { key, ways: [[...(entered ? [entered.name] : []), through.name]] };
  }
  return NOTHING;
}

function waysTo(map: MapPlan, to: string): readonly (readonly string[])[] {
  return map.edges.filter(edge => edge.to === to).map(edge => [edge.name]);
}

/** The input of the AND that came last. */
function lastInput({ gate }: MapPlan, view: RunView): LampName | undefined {
  if (!gate) return undefined;
  const [delay, hooks] = gate.map(name => (view.signals[name] ?? view.moments[name])?.seq ?? 0);
  return (delay ?? 0) > (hooks ?? 0) ? gate[0] : gate[1];
}
