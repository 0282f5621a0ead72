/** The protocol of `@statelyai/inspect`, for XState 5: `@xstate.actor`, `@xstate.event` and `@xstate.snapshot`. */
import type { Statechart } from '../view/statechart.ts';
import { definitionOf } from './definition.ts';
import type { Clock, Message, Speak } from './protocol.ts';
import type { Sighting } from './sighting.ts';
import type { PlainValue } from './state-value.ts';

/** The version of the protocol that is spoken, as the package calls it: its own. */
const VERSION = '0.7.2';

const definitions = new WeakMap<Statechart, string>();

function definitionText(chart: Statechart): string {
  const text = definitions.get(chart) ?? JSON.stringify(definitionOf(chart, 'guard'));
  definitions.set(chart, text);
  return text;
}

export function statelySpeaker(clock: Clock): Speak {
  return sighting => [messageOf(sighting, clock)];
}

function messageOf(sighting: Sighting, clock: Clock): Message {
  const { actor, kind } = sighting;
  const base = {
    sessionId: actor.id,
    rootId: actor.root,
    createdAt: String(Math.round(clock(sighting.t))),
    // Types of the package want text; its own inspectors say null where they have none.
    id: `${actor.root}.${sighting.seq}`,
    _version: VERSION,
  };
  switch (kind) {
    case 'actor':
      return {
        type: '@xstate.actor',
        ...base,
        name: actor.name,
        ...(actor.parent === null ? {} : { parentId: actor.parent }),
        definition: definitionText(actor.chart),
        snapshot: snapshotOf(sighting.value, 'active', actor.context),
      };
    case 'event':
      return {
        type: '@xstate.event',
        ...base,
        event: sighting.event,
        ...(sighting.source === null ? {} : { sourceId: sighting.source }),
      };
    case 'snapshot':
      return {
        type: '@xstate.snapshot',
        ...base,
        event: sighting.event,
        snapshot: snapshotOf(sighting.value, sighting.status, actor.context),
      };
    case 'stop': {
      const status = sighting.status === 'done' ? 'done' : 'stopped';
      return {
        type: '@xstate.snapshot',
        ...base,
        event: { type: 'xstate.stop' },
        snapshot: snapshotOf(sighting.value, status, actor.context),
      };
    }
  }
}

function snapshotOf(
  value: PlainValue,
  status: 'active' | 'done' | 'stopped',
  context: Readonly<Record<string, unknown>>,
) {
  return { status, value, context, children: {}, historyValue: {}, tags: [] };
}
