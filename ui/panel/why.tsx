/** Why: what a signal waits for, or why it fired, what follows from it, and where Kubernetes says so. */
import { lazy, Suspense } from 'react';
import { SIGNAL_FACTS, type SignalName, signalPredecessors } from '../../machines/signals.ts';
import { LAMPS, type LampName, type LampView, signalMapOf } from '../../machines/view/signal-map.ts';
import { noteLines, withInferred } from '../map/words.ts';
import type { Player, PlayerState } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { Causes } from './causes.tsx';
import { SignalGlyph } from './signal-glyph.tsx';
import { SourceLink } from './source-link.tsx';

/** What goes wrong is not on screen at first. */
const Choices = lazy(async () => ({ default: (await import('./choices.tsx')).Choices }));

interface WhyProps {
  readonly player: Player;
  readonly signal: SignalName;
}

export function Why({ player, signal }: WhyProps) {
  const state = useStore(player.store, value => value);
  const { view, source, t, origin } = state;
  const plan = source?.plan ?? null;
  const fact = SIGNAL_FACTS[signal];
  const fired = view.signals[signal];
  const map = signalMapOf(view, plan, t, source?.sendRetryAfter);
  const waitsFor = signalPredecessors(map.sendRetryAfter)[signal];
  return (
    <>
      <h2>{signal}</h2>
      <p>
        {fired
          ? withInferred(tr('fired at {time}', { time: clockTime(fired.t, origin) }), fired.inferred === true)
          : heading(waitsFor, view.process.exit !== null)}
      </p>
      {!fired && waitsFor.length > 0 && (
        <ul className="why">
          {waitsFor.filter(isLamp).map(name => (
            <Input key={name} lamp={map.lamps[name]} origin={origin} />
          ))}
          {signal === 'InFlightRequestsDrained' && (
            <InFlightInput lamp={map.lamps.InFlightRequestsDrained} origin={origin} />
          )}
        </ul>
      )}
      {fired && <Causes player={player} event={source?.index.bySeq(fired.seq)} />}
      {!fired && signal === 'NotAcceptingNewRequest' ? (
        <>
          <h3>{tr('Why both')}</h3>
          <p>{tr('A hook may still call this API to clean up, so the server answers until it returns.')}</p>
        </>
      ) : (
        <>
          <h3>{tr('Fires when')}</h3>
          <p>{tr.text(fact.firesWhen)}</p>
        </>
      )}
      <HookChoices player={player} state={state} signal={signal} />
      <h3>{tr('What follows')}</h3>
      <p>{tr.text(fact.releases)}</p>
      <h3>{tr('Source')}</h3>
      <SourceLink source={fact.source} lineage={plan?.lineage ?? null} />
    </>
  );
}

const WAIT_FOR_HOOKS: ReadonlySet<SignalName> = new Set([
  'PreShutdownHooksStopped',
  'NotAcceptingNewRequest',
]);

/** What a signal that waits for a hook depends on: what can go wrong with the hook. */
function HookChoices({
  player,
  state,
  signal,
}: {
  readonly player: Player;
  readonly state: PlayerState;
  readonly signal: SignalName;
}) {
  const hook = state.view.hooks.find(({ phase, endedAt }) => phase === 'preShutdown' && endedAt === null);
  if (!hook || !WAIT_FOR_HOOKS.has(signal)) return null;
  return (
    <Suspense fallback={null}>
      <Choices
        player={player}
        thing={{ kind: 'hook', phase: 'preShutdown', name: hook.name }}
        heading={tr('What can go wrong with the hook now')}
      />
    </Suspense>
  );
}

function isLamp(name: SignalName): name is LampName {
  return (LAMPS as readonly SignalName[]).includes(name);
}

function heading(waitsFor: readonly SignalName[], gone: boolean): string {
  if (gone) return tr('never fired: the process is gone');
  return waitsFor.length > 0 ? tr('waits for:') : tr('has not fired');
}

function Input({ lamp, origin }: { readonly lamp: LampView; readonly origin: number | null }) {
  const notes = noteLines(lamp.note, lamp.name, 'wide', origin);
  return (
    <li className={lamp.state === 'armed' ? 'open' : undefined}>
      <SignalGlyph state={lamp.state} ring={lamp.ring} />
      <b>{lamp.name}</b>
      <span>
        {lamp.state === 'lit'
          ? lamp.note.kind === 'firedAt'
            ? clockTime(lamp.note.t, origin)
            : ''
          : notes.join(' ') || tr('has not fired')}
      </span>
    </li>
  );
}

function InFlightInput({ lamp, origin }: { readonly lamp: LampView; readonly origin: number | null }) {
  return (
    <li className={lamp.state === 'armed' ? 'open' : undefined}>
      <SignalGlyph state={lamp.state} ring={null} />
      <b>{tr('The requests in flight')}</b>
      <span>{noteLines(lamp.note, lamp.name, 'wide', origin).join(' ')}</span>
    </li>
  );
}
