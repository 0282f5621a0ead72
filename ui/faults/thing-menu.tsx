/** The menu of a thing: what it is, and what can go wrong with it at the playhead, and only that. */
import { useEffect, useId, useState } from 'react';
import type { Player } from '../session/player.ts';
import type { Thing } from '../session/run-source.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { type Choice, choicesFor } from './choices.ts';
import { closedFor } from './closed-for.ts';
import { MenuPopover } from './menu-popover.tsx';
import { closeThingMenu, type ThingList, type ThingMenuState, thingMenuStore } from './menu-store.ts';
import { refusalWords } from './refusal.ts';
import { thingKey } from './thing-key.ts';
import { LONGEST_LIST, requestsOf, thingsOf } from './thing-list.ts';
import { type Moment, thingDetail, thingTitle } from './thing-words.ts';
import '../styles/thing-menu.css';

export function ThingMenu({ player, state }: { readonly player: Player; readonly state: ThingMenuState }) {
  const { view, source, t, origin } = useStore(player.store, value => value);
  const moment: Moment = { view, plan: source?.plan ?? null, t, origin };
  const id = useId();
  usePause(player);
  const thing = state.kind === 'thing' ? state.thing : null;
  const key = thing ? thingKey(thing) : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same thing is picked once, however often it is described
  useEffect(() => {
    if (thing) player.pick(thing, performance.now());
  }, [player, key]);
  return (
    <MenuPopover key={key ?? 'list'} state={state} labelledBy={id}>
      {state.kind === 'thing' ? (
        <OneThing id={id} player={player} thing={state.thing} moment={moment} />
      ) : (
        <Things id={id} list={state.list} moment={moment} />
      )}
    </MenuPopover>
  );
}

/** A simulation waits while a menu is open: what one points at would end before one has read what it is. */
function usePause(player: Player): void {
  useEffect(() => {
    const { playing, source } = player.store.get();
    if (!playing || source?.mode === 'live') return;
    player.toggle(performance.now());
    return () => {
      if (!player.store.get().playing && player.store.get().source === source)
        player.toggle(performance.now());
    };
  }, [player]);
}

interface HeadProps {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
}

function Head({ id, title, detail }: HeadProps) {
  return (
    <div className="thing-head" id={id}>
      <b>{title}</b>
      <span>{detail}</span>
    </div>
  );
}

interface OneThingProps {
  readonly id: string;
  readonly player: Player;
  readonly thing: Thing;
  readonly moment: Moment;
}

function OneThing({ id, player, thing, moment }: OneThingProps) {
  const closed = useStore(player.store, closedFor);
  const [refusal, setRefusal] = useState<string | null>(null);
  const choices = closed === null ? choicesFor(moment.view, thing) : [];
  const act = async ({ act: wish }: Choice): Promise<void> => {
    const clock = performance.now();
    if ('signal' in wish) {
      player.signal(wish.signal, clock);
      closeThingMenu();
      return;
    }
    const result = await player.inject(wish.fault, clock);
    if (result.ok) closeThingMenu();
    else setRefusal(result.reason);
  };
  return (
    <>
      <Head id={id} title={thingTitle(thing, moment)} detail={thingDetail(thing, moment)} />
      {choices.map(choice => (
        <button
          key={choice.key}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={choice.kills ? 'kills' : undefined}
          data-choice={choice.key}
          onClick={() => void act(choice)}
        >
          <b>{choice.label}</b>
          <span>{choice.does}</span>
        </button>
      ))}
      {refusal !== null && (
        <p className="refusal" role="alert">
          {tr('It could not be done: {reason}.', { reason: refusalWords(refusal) })}
        </p>
      )}
      {closed === 'recording' && <p>{tr('This is a recording: what happened has happened.')}</p>}
      {closed === 'past' && (
        <>
          <p>{tr('A live server cannot be taken back: this is its past.')}</p>
          <button
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => player.toPresent(performance.now())}
          >
            <b>{tr('Go to the present')}</b>
          </button>
        </>
      )}
      {closed === null && choices.length === 0 && <p>{tr('Nothing can go wrong with it now.')}</p>}
      {thing.kind === 'connection' && <OnIt connection={thing.id} moment={moment} />}
    </>
  );
}

/** What is on a connection: the way to requests that have no place in its pipe. */
function OnIt({ connection, moment }: { readonly connection: string; readonly moment: Moment }) {
  const known = moment.view.connections.get(connection);
  const pipe = known?.pipe == null ? undefined : moment.view.pipes.get(known.pipe);
  if (!pipe || pipe.grouped) return null;
  const requests = requestsOf(pipe.key, moment.view);
  if (requests.length === 0) return null;
  return (
    <fieldset>
      <legend>{tr('On it now')}</legend>
      <Choosable things={requests} moment={moment} />
    </fieldset>
  );
}

function Things({
  id,
  list,
  moment,
}: {
  readonly id: string;
  readonly list: ThingList;
  readonly moment: Moment;
}) {
  const things = thingsOf(list, moment.view, moment.plan);
  return (
    <>
      <Head id={id} title={listTitle(list)} detail="" />
      {things.length === 0 && <p>{tr('There is none any more.')}</p>}
      <Choosable things={things} moment={moment} />
    </>
  );
}

function listTitle(list: ThingList): string {
  switch (list.of) {
    case 'hidden':
      return tr('Connections without a row');
    case 'pipe':
      return tr('Connections of {client}', { client: list.pipe });
    case 'watches':
      return tr('Watches on {pipe}', { pipe: list.pipe });
    case 'hooks':
      return tr('Pre-shutdown hooks');
  }
}

function Choosable({ things, moment }: { readonly things: readonly Thing[]; readonly moment: Moment }) {
  const choose = (thing: Thing): void => {
    const open = thingMenuStore.get();
    if (open) thingMenuStore.set({ kind: 'thing', thing, anchor: open.anchor, opener: open.opener });
  };
  return (
    <>
      {things.slice(0, LONGEST_LIST).map(thing => (
        <button
          key={thingKey(thing)}
          type="button"
          role="menuitem"
          tabIndex={-1}
          data-thing={thingKey(thing)}
          onClick={() => choose(thing)}
        >
          <b>{thingTitle(thing, moment)}</b>
          <span>{thingDetail(thing, moment)}</span>
        </button>
      ))}
      {things.length > LONGEST_LIST && <p>{tr('and {n} more', { n: things.length - LONGEST_LIST })}</p>}
    </>
  );
}
