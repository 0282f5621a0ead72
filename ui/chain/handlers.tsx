/** The handler chain: one request's walk through it, or, when none is looked at, who was turned away where. */
import { useEffect, useMemo, useRef } from 'react';
import { ChainCounter } from '../../machines/view/chain-counts.ts';
import { RequestWalks } from '../../machines/view/request-walk.ts';
import { walkSentence } from '../../machines/view/walk-notes.ts';
import { thingTitle } from '../faults/thing-words.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { ChainOverview } from './overview.tsx';
import { WalkList } from './walk-list.tsx';

export function HandlersView({ player }: { readonly player: Player }) {
  const thing = useStore(player.store, state => state.thing);
  const header = useStore(player.store, state => state.source?.header ?? null);
  const index = useStore(player.store, state => state.source?.index ?? null);
  const counter = useMemo(() => (index ? new ChainCounter(index) : null), [index]);
  if (!header || !index || !counter) return <p>{tr('There is no run yet.')}</p>;
  if (header.lineage === null)
    return <p>{tr('This recording does not say which version it is of: its chain is not known.')}</p>;
  return thing?.kind === 'request' ? (
    <Walk key={thing.id} player={player} request={thing.id} />
  ) : (
    <ChainOverview player={player} counter={counter} />
  );
}

function Walk({ player, request }: { readonly player: Player; readonly request: string }) {
  const { source, count, view, t, origin } = useStore(player.store, state => state);
  const index = source?.index ?? null;
  const top = useRef<HTMLHeadingElement>(null);
  // Who chose it far down the list begins at its beginning.
  useEffect(() => {
    top.current?.closest('.tab-body, .chain-columns')?.scrollTo({ top: 0 });
  }, []);
  const walks = useMemo(() => (index ? new RequestWalks(request, index) : null), [index, request]);
  const header = source?.header;
  if (!header || !walks) return null;
  const walk = walks.at(count, header, tr);
  if (!walk) return <p>{tr('The chain of this version is not modelled.')}</p>;
  const known = thingTitle({ kind: 'request', id: request }, { view, plan: source?.plan ?? null, t, origin });
  // What it asks for is known from its whole story, also where the playhead stands before or behind it.
  const whole = known.includes(' ') || !index ? null : walks.at(index.count, header, tr);
  const title = whole ? `${request} · ${whole.method} ${whole.target}` : known;
  return (
    <>
      <button type="button" className="back" onClick={() => player.pick(null, performance.now())}>
        ← {tr('The whole chain')}
      </button>
      <h2 ref={top}>{title}</h2>
      <p className="way-now" data-place={walk.place}>
        {walkSentence(walk, tr)}
      </p>
      <WalkList player={player} walk={walk} />
    </>
  );
}
