/** What triggers a transition, in the words of both versions of XState. */

interface TriggerWords {
  /** As {@link heardAs} has the events that trigger it. */
  readonly trigger: string;
  /** For people. */
  readonly label: string;
}

/** XState 5: `xstate.after.500.id`; XState 4: `xstate.after(500)#id`. */
const AFTER = /^xstate\.after(?:\.([^.]+)\.|\(([^)]*)\)#)/;
/** XState 5: `xstate.done.actor.id`; XState 4: `done.invoke.id` and `error.platform.id`. */
const ACTOR = /^(?:xstate\.(done|error)\.actor|(done)\.invoke|(error)\.platform|xstate\.(snapshot))\.(.+)$/;

export function triggerWords(type: string, node: string): TriggerWords {
  const trigger = heardAs(type);
  if (type === '') return { trigger, label: 'always' };
  if (type === '*') return { trigger, label: 'any event' };
  const after = AFTER.exec(type);
  const delay = after?.[1] ?? after?.[2];
  if (delay !== undefined)
    return { trigger, label: /^\d+$/.test(delay) ? `after ${delay} ms` : `after ${delay}` };
  if (trigger === `done ${node}`) return { trigger, label: 'done' };
  const actor = ACTOR.exec(type);
  if (actor) return { trigger, label: `${actor[1] ?? actor[2] ?? actor[3] ?? actor[4]} ${actor[5]}` };
  return { trigger, label: type };
}

/** One name for what the two versions call differently: `after 500`, `done ID`. */
export function heardAs(type: string): string {
  const after = AFTER.exec(type);
  if (after) return `after ${after[1] ?? after[2]}`;
  const done = /^(?:xstate\.)?done\.state\.(.+)$/.exec(type)?.[1];
  if (done !== undefined) return `done ${done}`;
  const actor = ACTOR.exec(type);
  return actor ? `${actor[1] ?? actor[2] ?? actor[3] ?? actor[4]} actor ${actor[5]}` : type;
}
