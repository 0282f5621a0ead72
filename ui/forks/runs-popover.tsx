/** The runs of a scenario: what each is called, where it left another, what came of it, and what can be done with it. */
import { Fragment, useEffect, useRef, useState } from 'react';
import '../styles/runs.css';
import { chooseFileToCompare } from '../files/files.ts';
import { depthOf, type Fork, LONGEST_NAME, MOST_RUNS } from '../session/forks.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { forkName } from './fork-name.ts';
import { closeRuns, compareWith } from './runs-store.ts';

/** Deeper runs are not set further in: there would be no room for their names. */
const DEEPEST = 4;

export function RunsPopover({ session }: { readonly session: Session }) {
  const { runs, shown } = useStore(session.forks.store, state => state);
  const box = useRef<HTMLDivElement>(null);
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    box.current?.focus();
    const leave = (event: PointerEvent): void => {
      const { target } = event;
      if (target instanceof Element && !box.current?.contains(target) && !target.closest('.runs-pill'))
        closeRuns();
    };
    document.addEventListener('pointerdown', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before]);
  return (
    <div
      ref={box}
      className="runs"
      role="dialog"
      aria-labelledby="runs-title"
      tabIndex={-1}
      onKeyDown={event => {
        if (event.key === 'Escape') closeRuns();
      }}
    >
      <h2 id="runs-title">{tr('Runs')}</h2>
      <ul>
        {runs.map(fork => (
          <Run key={fork.id} fork={fork} runs={runs} isShown={fork.id === shown} session={session} />
        ))}
      </ul>
      <p>
        {tr(
          'The runs of this scenario. Acting in the past begins another one; another scenario begins another list.',
        )}{' '}
        {tr('{n} of {most} are kept.', { n: runs.length, most: MOST_RUNS })}
      </p>
      <div className="row">
        <button
          type="button"
          className="btn"
          onClick={() => {
            closeRuns();
            chooseFileToCompare();
          }}
        >
          {tr('Compare with a file…')}
        </button>
        <button type="button" className="btn" onClick={closeRuns}>
          {tr('Close')}
        </button>
      </div>
    </div>
  );
}

interface RunProps {
  readonly fork: Fork;
  readonly runs: readonly Fork[];
  readonly isShown: boolean;
  readonly session: Session;
}

function Run({ fork, runs, isShown, session }: RunProps) {
  const name = forkName(fork, tr);
  const depth = Math.min(DEEPEST, depthOf(fork, runs));
  const facts = [originOf(fork, runs), ...(isShown ? [] : outcomeOf(fork))];
  return (
    <li style={{ paddingInlineStart: `${depth}rem` }} aria-current={isShown ? 'true' : undefined}>
      <NameField key={name} name={name} onName={given => session.forks.rename(fork.id, given)} />
      <p>
        {facts.map((fact, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the facts of a run have a fixed order
          <Fragment key={index}>
            {index > 0 && ' · '}
            {fact}
          </Fragment>
        ))}
      </p>
      <div className="row">
        {isShown ? (
          <b className="shown">{tr('shown')}</b>
        ) : (
          <>
            <button
              type="button"
              className="btn"
              aria-label={tr('Show {name}', { name })}
              onClick={() => session.showFork(fork.id)}
            >
              {tr('Show')}
            </button>
            <button
              type="button"
              className="btn"
              aria-label={tr('Compare {name} with the run that is shown', { name })}
              onClick={() => compareWith(fork.id)}
            >
              {tr('Compare')}
            </button>
            <button
              type="button"
              className="btn"
              aria-label={tr('Drop {name}', { name })}
              onClick={() => session.forks.drop(fork.id)}
            >
              {tr('Drop')}
            </button>
          </>
        )}
      </div>
    </li>
  );
}

interface NameFieldProps {
  readonly name: string;
  readonly onName: (name: string) => void;
}

/** A name that can be written over; emptied, the run is called by how it began. */
function NameField({ name, onName }: NameFieldProps) {
  const [text, setText] = useState(name);
  const commit = (): void => {
    if (text !== name) onName(text);
    if (text.trim() === '') setText(name);
  };
  return (
    <input
      aria-label={tr('Name of {name}', { name })}
      value={text}
      maxLength={LONGEST_NAME}
      spellCheck={false}
      autoComplete="off"
      onChange={event => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}

/** Where it left which run. */
function originOf({ begin }: Fork, runs: readonly Fork[]): string {
  if (!begin) return tr('from the start');
  const when = clockTime(begin.t, begin.origin, 1);
  const parent = runs.find(({ id }) => id === begin.parent);
  return parent
    ? tr('left “{name}” at {when}', { name: forkName(parent, tr), when })
    : tr('left a dropped run at {when}', { when });
}

/** What came of it, in short. */
function outcomeOf({ run }: Fork): readonly string[] {
  const { process, outcomes } = run.index.viewAt(run.index.count);
  const origin = run.tracks.stop ?? run.plannedStop;
  const { exit } = process;
  return [
    exit
      ? tr('exit {code} at {when}', { code: exit.code, when: clockTime(exit.t, origin, 1) })
      : tr('so far to {when}', { when: clockTime(run.presentAt(), origin, 1) }),
    tr('{n} dropped', { n: outcomes.dropped }),
  ];
}
