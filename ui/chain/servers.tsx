/** The chain of servers: the drawing, the request's way in it, and what is known of the server that is chosen. */
import { useMemo, useState } from 'react';
import { ChainCounter } from '../../machines/view/chain-counts.ts';
import { RequestWalks } from '../../machines/view/request-walk.ts';
import { ServerChains, type ServerChainView, wayOf } from '../../machines/view/server-chain.ts';
import { breakable } from '../panel/breakable.tsx';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { InFlightChoice } from './request-choice.tsx';
import { ServerDetail } from './server-detail.tsx';
import { ServerDrawing } from './server-drawing.tsx';
import type { LayoutKind } from './server-geometry.ts';
import { ServerTable } from './server-table.tsx';
import { waySentence } from './server-words.ts';
import { LampSign } from './signs.tsx';
import './servers.css';

export function ServersView({ player, kind }: { readonly player: Player; readonly kind: LayoutKind }) {
  const { source, count, origin, thing } = useStore(player.store, state => state);
  const [chosen, choose] = useState<string | null>(null);
  const index = source?.index ?? null;
  const header = source?.header ?? null;
  const request = thing?.kind === 'request' ? thing.id : null;
  const parts = useMemo(
    () => (index ? { counter: new ChainCounter(index), chains: new ServerChains(index) } : null),
    [index],
  );
  const walks = useMemo(
    () => (index && request !== null ? new RequestWalks(request, index) : null),
    [index, request],
  );
  if (!header || !parts) return <p>{tr('There is no run yet.')}</p>;
  const chain = parts.chains.at(count, header, parts.counter.at(count));
  if (!chain)
    return <p>{tr('This recording does not say which version it is of: its chain is not known.')}</p>;
  const walk = walks?.at(count, header, tr) ?? null;
  const way = walk ? wayOf(walk) : null;
  const selected = chosen ?? way?.to ?? null;
  return (
    <>
      <p className="way-now">{sentenceOf(chain, request, way)}</p>
      {request === null && kind === 'panel' && <InFlightChoice player={player} />}
      <ServerDrawing
        chain={chain}
        way={way}
        kind={kind}
        origin={origin}
        selected={selected}
        onSelect={name => choose(chosen === name ? null : name)}
      />
      {chain.hasMux && <MuxLine chain={chain} origin={origin} />}
      <ServerTable chain={chain} origin={origin} />
      {selected !== null && <ServerDetail name={selected} chain={chain} origin={origin} />}
    </>
  );
}

function sentenceOf(chain: ServerChainView, request: string | null, way: ReturnType<typeof wayOf>): string {
  if (way !== null) return `${request}: ${waySentence(way)}`;
  if (!chain.isRecorded) return tr('This recording does not say which server answered.');
  if (request !== null) return tr('{request} has not come to the servers.', { request });
  return chain.servers.length === 1
    ? tr('One server answers everything: the chain came later.')
    : tr('Each server answers what it knows and hands the rest on to the next one.');
}

/** The signal that waits for all of them. */
function MuxLine({ chain, origin }: { readonly chain: ServerChainView; readonly origin: number | null }) {
  const { muxCompleteAt, servers } = chain;
  const waitsFor = servers.filter(({ state }) => state === 'registering').map(({ name }) => name);
  const note =
    muxCompleteAt !== null
      ? clockTime(muxCompleteAt, origin)
      : waitsFor.length > 0
        ? tr('waits for {what}', { what: waitsFor.join(', ') })
        : tr('has not fired');
  const state = muxCompleteAt !== null ? 'past' : waitsFor.length > 0 ? 'now' : 'next';
  return (
    <p className="servers-mux" data-state={state}>
      <svg viewBox="0 0 18 18" aria-hidden="true">
        <LampSign state={state} />
      </svg>
      <b>{breakable('MuxAndDiscoveryComplete')}</b>
      <span>{note}</span>
    </p>
  );
}
