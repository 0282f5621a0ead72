/** Why: what a signal waits for, or why it fired, what follows from it, and where Kubernetes says so. */
import { SIGNAL_FACTS, type SignalName, signalPredecessors } from '../../machines/signals.ts';
import { causesOf } from '../../machines/view/causes.ts';
import { describeEvent } from '../../machines/view/describe-event.ts';
import { LAMPS, type LampName, type LampView, signalMapOf } from '../../machines/view/signal-map.ts';
import { noteLines } from '../map/words.ts';
import type { PlayerState } from '../session/player.ts';
import { clockTime } from '../words/format.ts';
import { SignalGlyph } from './signal-glyph.tsx';

interface WhyProps {
  readonly state: PlayerState;
  readonly signal: SignalName;
}

export function Why({ state, signal }: WhyProps) {
  const { view, source, t, origin } = state;
  const plan = source?.plan ?? null;
  const fact = SIGNAL_FACTS[signal];
  const fired = view.signals[signal];
  const map = signalMapOf(view, plan, t);
  const waitsFor = signalPredecessors(map.sendRetryAfter)[signal];
  return (
    <>
      <h2>{signal}</h2>
      <p>
        {fired ? `fired at ${clockTime(fired.t, origin)}` : heading(waitsFor, view.process.exit !== null)}
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
      {fired && <Chain state={state} seq={fired.seq} />}
      <h3>Fires when</h3>
      <p>{fact.firesWhen}</p>
      <h3>What follows</h3>
      <p>{fact.releases}</p>
      <h3>Source</h3>
      <SourceLink source={fact.source} lineage={plan?.lineage ?? null} />
    </>
  );
}

function isLamp(name: SignalName): name is LampName {
  return (LAMPS as readonly SignalName[]).includes(name);
}

function heading(waitsFor: readonly SignalName[], gone: boolean): string {
  if (gone) return 'never fired: the process is gone';
  return waitsFor.length > 0 ? 'waits for:' : 'has not fired';
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
          : notes.join(' ') || 'has not fired'}
      </span>
    </li>
  );
}

function InFlightInput({ lamp, origin }: { readonly lamp: LampView; readonly origin: number | null }) {
  return (
    <li className={lamp.state === 'armed' ? 'open' : undefined}>
      <SignalGlyph state={lamp.state} ring={null} />
      <b>The requests in flight</b>
      <span>{noteLines(lamp.note, lamp.name, 'wide', origin).join(' ')}</span>
    </li>
  );
}

/** The events that led to a signal, nearest first. */
function Chain({ state, seq }: { readonly state: PlayerState; readonly seq: number }) {
  const index = state.source?.index;
  const event = index?.bySeq(seq);
  const causes = index && event ? causesOf(event, other => index.bySeq(other)) : [];
  if (causes.length === 0) return null;
  return (
    <>
      <h3>Because</h3>
      <ol className="chain">
        {causes.map(cause => (
          <li key={cause.seq}>
            <time>{clockTime(cause.t, state.origin)}</time>
            <span>{describeEvent(cause)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** `k8s.io/apiserver pkg/server/file.go, Function` as a link to the file in the version of the lineage. */
function SourceLink({ source, lineage }: { readonly source: string; readonly lineage: string | null }) {
  const match = /^k8s\.io\/apiserver (\S+\.go), (.+)$/.exec(source);
  if (!match?.[1]) return <span className="src">{source}</span>;
  const version = lineage === null ? 'master' : `v0.${lineage.slice(2)}.0`;
  const file = match[1].split('/').at(-1);
  return (
    <a
      className="src"
      href={`https://github.com/kubernetes/apiserver/blob/${version}/${match[1]}`}
      target="_blank"
      rel="noreferrer"
    >
      {file}, {match[2]}
    </a>
  );
}
