/** Why: what a moment waits for, or why it came, what follows from it, and where Kubernetes says so. */
import { lazy, Suspense } from 'react';
import { SIGNAL_FACTS, type SignalName } from '../../machines/signals.ts';
import { nameOf } from '../../machines/view/drawing/lamp-name.ts';
import { noteLines, withInferred } from '../../machines/view/drawing/lamp-words.ts';
import type { LampName, LampPlan } from '../../machines/view/maps/map-plan.ts';
import { litAt } from '../../machines/view/run-view.ts';
import { type LampView, signalMapOf } from '../../machines/view/signal-map.ts';
import { useMapOf, useOlderMaps } from '../map/use-map-plan.ts';
import { lineageShown } from '../session/lineage-shown.ts';
import type { Player, PlayerState } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { Causes } from './causes.tsx';
import { SignalGlyph } from './signal-glyph.tsx';
import { SourceLink } from './source-link.tsx';

/** What goes wrong is not on screen at first. */
const Choices = lazy(async () => ({ default: (await import('./choices.tsx')).Choices }));
/** Nor is what was wrong with a version of long ago. */
const StepWhy = lazy(async () => ({ default: (await import('./step-why.tsx')).StepWhy }));

interface WhyProps {
  readonly player: Player;
  readonly signal: SignalName;
}

export function Why({ player, signal }: WhyProps) {
  const state = useStore(player.store, value => value);
  const { view, source, t, origin } = state;
  const plan = source?.plan ?? null;
  const lineage = lineageShown(source);
  const mapOf = useMapOf(lineage);
  const step = useOlderMaps(lineage)?.stepFact(lineage) ?? null;
  if (!mapOf) return <p>{tr('This is being fetched.')}</p>;
  const map = signalMapOf(view, plan, t, source?.sendRetryAfter, mapOf);
  if (step && map.plan.lamps.length === 0) return <StepWhy step={step} isAll />;
  const place = map.plan.lamps.find(({ name }) => name === signal) ?? null;
  const unnamed = place?.unnamed ?? null;
  const fact = place?.fact ?? SIGNAL_FACTS[signal];
  const fired = place ? litAt(view, place) : view.signals[signal];
  const waitsFor = place?.after.filter((cause): cause is LampName => cause !== 'stop') ?? [];
  return (
    <>
      <h2>{nameOf({ name: signal, unnamed }, tr)}</h2>
      <p>
        {fired
          ? withInferred(
              tr(unnamed === null ? 'fired at {time}' : 'came at {time}', {
                time: clockTime(fired.t, origin),
              }),
              fired.inferred === true,
              tr,
            )
          : heading(waitsFor, view.process.exit !== null, unnamed !== null)}
      </p>
      {!fired && waitsFor.length > 0 && (
        <ul className="why">
          {waitsFor.map(name => (
            <Input key={name} lamp={map.lamps[name]} origin={origin} />
          ))}
          {signal === 'InFlightRequestsDrained' && (
            <InFlightInput lamp={map.lamps.InFlightRequestsDrained} origin={origin} />
          )}
        </ul>
      )}
      {fired && <Causes player={player} event={source?.index.bySeq(fired.seq)} />}
      {!fired && signal === 'NotAcceptingNewRequest' && unnamed === null ? (
        <>
          <h3>{tr('Why both')}</h3>
          <p>{tr('A hook may still call this API to clean up, so the server answers until it returns.')}</p>
        </>
      ) : (
        <>
          <h3>{unnamed === null ? tr('Fires when') : tr('Comes when')}</h3>
          <p>{tr.text(fact.firesWhen)}</p>
        </>
      )}
      <HookChoices player={player} state={state} place={place} />
      <h3>{tr('What follows')}</h3>
      <p>{tr.text(fact.releases)}</p>
      {step ? (
        <Suspense fallback={null}>
          <StepWhy step={step} />
        </Suspense>
      ) : (
        <>
          <h3>{tr('Source')}</h3>
          <SourceLink source={SIGNAL_FACTS[signal].source} lineage={plan?.lineage ?? null} />
        </>
      )}
    </>
  );
}

/** What a moment that waits for a hook depends on: what can go wrong with the hook. */
function HookChoices({
  player,
  state,
  place,
}: {
  readonly player: Player;
  readonly state: PlayerState;
  readonly place: LampPlan | null;
}) {
  const hook = state.view.hooks.find(({ phase, endedAt }) => phase === 'preShutdown' && endedAt === null);
  const waits =
    place?.name === 'PreShutdownHooksStopped' || place?.after.includes('PreShutdownHooksStopped') === true;
  if (!hook || !waits) return null;
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

function heading(waitsFor: readonly SignalName[], gone: boolean, isUnnamed: boolean): string {
  if (gone)
    return isUnnamed
      ? tr('it never came to that: the process is gone')
      : tr('never fired: the process is gone');
  if (waitsFor.length > 0) return tr('waits for:');
  return isUnnamed ? tr('has not come') : tr('has not fired');
}

interface InputProps {
  readonly lamp: LampView | undefined;
  readonly origin: number | null;
}

function Input({ lamp, origin }: InputProps) {
  if (!lamp) return null;
  const open = lamp.unnamed === null ? tr('has not fired') : tr('has not come');
  return (
    <li className={lamp.state === 'armed' ? 'open' : undefined}>
      <SignalGlyph lamp={lamp} />
      <b>{nameOf(lamp, tr)}</b>
      <span>
        {lamp.note.kind === 'firedAt'
          ? clockTime(lamp.note.t, origin)
          : noteLines(lamp, 'wide', origin, tr).join(' ') || open}
      </span>
    </li>
  );
}

function InFlightInput({ lamp, origin }: InputProps) {
  if (!lamp) return null;
  return (
    <li className={lamp.state === 'armed' ? 'open' : undefined}>
      <SignalGlyph lamp={{ ...lamp, ring: null }} />
      <b>{tr('The requests in flight')}</b>
      <span>{noteLines(lamp, 'wide', origin, tr).join(' ')}</span>
    </li>
  );
}
