/** Two runs side by side, aligned where the shutdown begins. */
import { useEffect, useRef, useState } from 'react';
import '../styles/runs.css';
import { type ComparableRun, compareRuns, type RunComparison } from '../../machines/recording/compare.ts';
import type { RunEvent } from '../../machines/recording/events.ts';
import type { Fate } from '../../machines/recording/fate.ts';
import { SPENDINGS, type TimeSpent, timeSpent } from '../../machines/recording/time-spent.ts';
import { describeEvent } from '../../machines/view/describe-event.ts';
import { isSimulatedRun } from '../session/run-source.ts';
import type { Session } from '../session/session.ts';
import type { SimulatedRun } from '../session/simulated-run.ts';
import { useStore } from '../session/store.ts';
import { clockTime, seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { forkName } from './fork-name.ts';
import { closeRuns, type RunsState } from './runs-store.ts';

const FATES = {
  answered: 'answered',
  turnedAway: 'turned away',
  dropped: 'dropped',
  cut: 'watches cut',
  lost: 'lost on the way',
  open: 'still open',
} as const satisfies Record<Fate, string>;

interface CompareDialogProps {
  readonly session: Session;
  /** The run that is compared with the one that is shown. */
  readonly id: number;
}

/** Two runs of the list. */
export function CompareDialog({ session, id }: CompareDialogProps) {
  const { runs, shown } = useStore(session.forks.store, state => state);
  // The one that stands first in the list is on the left: a run stands before those that left it.
  const [left, right] = runs.filter(fork => fork.id === id || fork.id === shown);
  useEffect(() => {
    if (!left || !right) closeRuns();
  }, [left, right]);
  if (!left || !right) return null;
  const both = [left, right];
  return (
    <Comparison
      a={() => comparable(left.run)}
      b={() => comparable(right.run)}
      names={{ a: forkName(left, tr), b: forkName(right, tr) }}
      isOver={() => both.every(({ run }) => run.ended)}
      onRunToEnd={() => {
        for (const { run } of both) run.runToEnd();
      }}
    />
  );
}

interface CompareFileDialogProps {
  readonly session: Session;
  readonly file: NonNullable<RunsState['file']>;
}

/** What is shown, of whichever source, with a recording or log from a file. */
export function CompareFileDialog({ session, file }: CompareFileDialogProps) {
  const { source } = session.player.store.get();
  const header = source?.header;
  if (!source || !header) return null;
  const run = isSimulatedRun(source) ? source : null;
  return (
    <Comparison
      a={() => ({
        header,
        events: source.index.eventsUpTo(source.index.count),
        knownTo: source.presentAt(performance.now()),
      })}
      b={() => file.recording}
      names={{ a: session.store.get().scenario, b: file.name }}
      isOver={() => source.ended}
      {...(run ? { onRunToEnd: () => run.runToEnd() } : {})}
    />
  );
}

interface ComparisonProps {
  readonly a: () => ComparableRun;
  readonly b: () => ComparableRun;
  readonly names: { readonly a: string; readonly b: string };
  /** Whether both have ended. */
  readonly isOver: () => boolean;
  /** Runs those to their ends that have not; left out where nobody can. */
  readonly onRunToEnd?: () => void;
}

interface Made {
  readonly made: RunComparison;
  readonly spent: { readonly a: TimeSpent; readonly b: TimeSpent };
}

function madeOf({ a, b }: Pick<ComparisonProps, 'a' | 'b'>): Made {
  const runs = { a: a(), b: b() };
  return {
    made: compareRuns(runs.a, runs.b),
    spent: { a: timeSpent(runs.a), b: timeSpent(runs.b) },
  };
}

function Comparison({ a, b, names, isOver: hasEnded, onRunToEnd }: ComparisonProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [{ made, spent }, setMade] = useState(() => madeOf({ a, b }));
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const { exit } = made;
  const isOver = hasEnded();
  return (
    <dialog ref={dialog} className="sheet compare" aria-labelledby="compare-title" onClose={closeRuns}>
      <h2 id="compare-title">{tr('Two runs compared')}</h2>
      <p className="divergence">{divergenceOf(made, names, isOver)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{made.moments.length > 0 ? tr('Moment') : tr('Signal')}</th>
            <th scope="col">{names.a}</th>
            <th scope="col">{names.b}</th>
            <th scope="col">{tr('Difference')}</th>
          </tr>
        </thead>
        <tbody>
          {made.moments.map(({ key, label, signal, a, b, difference }) => (
            <tr key={key}>
              <th scope="row">
                {tr.text(label)} {signal !== null && <small>{humps(signal)}</small>}
              </th>
              <td>{timeText(a)}</td>
              <td>{timeText(b)}</td>
              <td>{difference === null ? '–' : signed(difference)}</td>
            </tr>
          ))}
          {signalsLeft(made).map(({ name, a, b, difference }) => (
            <tr key={name}>
              <th scope="row">{humps(name)}</th>
              <td>{timeText(a)}</td>
              <td>{timeText(b)}</td>
              <td>{difference === null ? '–' : signed(difference)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{tr('Process exit')}</th>
            <td>{exit.a ? timeText(exit.a.t) : tr('not yet')}</td>
            <td>{exit.b ? timeText(exit.b.t) : tr('not yet')}</td>
            <td>{exit.a && exit.b ? signed(exit.b.t - exit.a.t) : '–'}</td>
          </tr>
          <tr>
            <th scope="row">{tr('Exit code')}</th>
            <td>{exit.a?.code ?? '–'}</td>
            <td>{exit.b?.code ?? '–'}</td>
            <td />
          </tr>
        </tbody>
        <tbody aria-label={tr('How the time was spent')}>
          {SPENDINGS.filter(part => spent.a[part] !== null || spent.b[part] !== null).map(part => (
            <tr key={part}>
              <th scope="row">{tr('{part} took', { part: tr(part) })}</th>
              <td>{timeText(spent.a[part])}</td>
              <td>{timeText(spent.b[part])}</td>
              <td>{differenceText(spent.a[part], spent.b[part])}</td>
            </tr>
          ))}
        </tbody>
        <tbody>
          {made.fates
            .filter(({ a, b }) => a > 0 || b > 0)
            .map(({ fate, a, b }) => (
              <tr key={fate}>
                <th scope="row">{tr(FATES[fate])}</th>
                <td>{a}</td>
                <td>{b}</td>
                <td>{b === a ? '0' : b > a ? `+${b - a}` : `−${a - b}`}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <p>
        {alignmentText(made)}
        {!isOver && ` ${tr('A run that has not ended is compared as far as it has come.')}`}
      </p>
      <div className="row">
        {!isOver && onRunToEnd && (
          <button
            type="button"
            className="btn"
            onClick={() => {
              onRunToEnd();
              setMade(madeOf({ a, b }));
            }}
          >
            {tr('Run both to their ends')}
          </button>
        )}
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          {tr('Close')}
        </button>
      </div>
    </dialog>
  );
}

/** The signals that are not among the moments. */
function signalsLeft({ signals, moments }: RunComparison) {
  return signals.filter(({ name }) => !moments.some(({ signal }) => signal === name));
}

function comparable(run: SimulatedRun): ComparableRun {
  return { header: run.header, events: run.events, knownTo: run.presentAt() };
}

function divergenceOf(
  { divergence, alignment }: RunComparison,
  names: { readonly a: string; readonly b: string },
  isOver: boolean,
): string {
  if (!divergence)
    return isOver ? tr('Both are the same.') : tr('Both are the same as far as they are known.');
  const when = clockTime(divergence.t, alignment === 'start' ? null : 0);
  const { a, b } = divergence;
  // What comes first in time is the news: that of a fork is what was done.
  const isFirst = b !== null && (a === null || b.t <= a.t);
  const [here, there] = isFirst ? [names.b, names.a] : [names.a, names.b];
  const [event, other] = isFirst ? [b, a] : [a, b];
  const [label, otherLabel] = isFirst
    ? [divergence.labels.b, divergence.labels.a]
    : [divergence.labels.a, divergence.labels.b];
  const what = event ? inWords(event, label) : '';
  return other
    ? tr('Both are the same up to {when}; then {here}: {what}. {there}: {otherwise}.', {
        when,
        here: `“${here}”`,
        what,
        there: `“${there}”`,
        otherwise: inWords(other, otherLabel),
      })
    : tr('Both are the same up to {when}; then only {here}: {what}.', { when, here: `“${here}”`, what });
}

/** What an event says, or the nameless moment that it shows. */
function inWords(event: RunEvent, label: string | null): string {
  return label === null ? describeEvent(event, tr) : tr.text(label);
}

function alignmentText({ alignment }: RunComparison): string {
  if (alignment === 'stop') return tr('Seconds from the stop.');
  if (alignment === 'start') return tr('Seconds from the start.');
  return tr('Seconds from {signal}.', { signal: alignment });
}

function timeText(t: number | null): string {
  return t === null ? '–' : seconds(t, 2);
}

function differenceText(a: number | null, b: number | null): string {
  return a === null || b === null ? '–' : signed(b - a);
}

function signed(ms: number): string {
  const text = seconds(ms, 2);
  return ms > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A signal's name may be broken before its capital letters. */
function humps(name: string) {
  return name
    .split(/(?=[A-Z][a-z])/)
    .flatMap((part, index) => (index === 0 ? [part] : [<wbr key={part} />, part]));
}
