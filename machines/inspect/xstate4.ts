/**
 * The protocol of `@xstate/inspect`, for XState 4: `service.register`, `service.event`, `service.state` and
 * `service.stop`. Machines, states and events travel as JSON inside of JSON.
 */
import type { Statechart } from '../view/statechart.ts';
import { definitionOf } from './definition.ts';
import type { Message, Speak } from './protocol.ts';
import type { ActorStatus, InspectedActor, InspectedEvent, Sighting } from './sighting.ts';
import type { PlainValue } from './state-value.ts';

const machines = new WeakMap<Statechart, string>();

function machineText({ chart, context }: InspectedActor): string {
  // What an actor knows belongs to its machine here: only where there is nothing to know all share one text.
  if (Object.keys(context).length > 0) return JSON.stringify({ ...definitionOf(chart, 'cond'), context });
  const text = machines.get(chart) ?? JSON.stringify(definitionOf(chart, 'cond'));
  machines.set(chart, text);
  return text;
}

export const xstate4Speaker: Speak = sighting => [messageOf(sighting)];

function messageOf(sighting: Sighting): Message {
  const { actor } = sighting;
  switch (sighting.kind) {
    case 'actor':
      return {
        type: 'service.register',
        machine: machineText(actor),
        state: stateText(actor, sighting.value, { type: 'xstate.init' }, 'active'),
        id: actor.name,
        sessionId: actor.id,
        ...(actor.parent === null ? {} : { parent: actor.parent }),
      };
    case 'event':
      return {
        type: 'service.event',
        event: JSON.stringify(scxml(sighting.event, sighting.source)),
        sessionId: actor.id,
      };
    case 'snapshot':
      return {
        type: 'service.state',
        state: stateText(actor, sighting.value, sighting.event, sighting.status),
        sessionId: actor.id,
      };
    case 'stop':
      return { type: 'service.stop', sessionId: actor.id };
  }
}

/** An event as XState 4 wraps it. */
function scxml(event: InspectedEvent, origin: string | null) {
  return {
    name: event.type,
    data: event,
    $$type: 'scxml',
    type: 'external',
    ...(origin === null ? {} : { origin }),
  };
}

/** What `State.create` of XState 4 makes a state from. */
function stateText(
  actor: InspectedActor,
  value: PlainValue,
  event: InspectedEvent,
  status: ActorStatus,
): string {
  return JSON.stringify({
    value,
    context: actor.context,
    event,
    _event: scxml(event, null),
    _sessionid: actor.id,
    actions: [],
    activities: {},
    meta: {},
    events: [],
    configuration: [],
    transitions: [],
    children: {},
    tags: [],
    done: status === 'done',
    changed: event.type !== 'xstate.init',
  });
}
