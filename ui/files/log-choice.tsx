/** The servers of a log, one to be chosen: when each was asked to stop, who it is, and what the log has of it. */
import { useEffect, useRef } from 'react';
import '../styles/log-choice.css';
import type { FoundRun } from '../../machines/formats/import-result.ts';
import { SHUTDOWN_SIGNALS } from '../../machines/signals.ts';
import { count } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { type LogChoice, logChoiceStore } from './log-choice-store.ts';

const close = (): void => logChoiceStore.set(null);

export function LogChoiceDialog({ choice }: { readonly choice: LogChoice }) {
  const { name, found, chosen, choose } = choice;
  const dialog = useRef<HTMLDialogElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    first.current?.focus();
  }, []);
  return (
    <dialog ref={dialog} className="sheet log-choice" aria-labelledby="log-choice-title" onClose={close}>
      <h2 id="log-choice-title">{tr('Which of the {n} servers in {name}?', { n: found.length, name })}</h2>
      <ul>
        {found.map(run => (
          <li key={run.id}>
            <button
              ref={run.id === chosen ? first : undefined}
              type="button"
              onClick={() => {
                close();
                choose(run.id);
              }}
            >
              <b>{whenOf(run)}</b>
              <span>{[whoOf(run), versionOf(run), ...restOf(run)].filter(Boolean).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="btn" onClick={() => dialog.current?.close()}>
        {tr('Cancel')}
      </button>
    </dialog>
  );
}

function whenOf({ startedAt, stopAt }: FoundRun): string {
  if (stopAt !== null) return tr('asked to stop {time}', { time: second(stopAt) });
  return startedAt === null
    ? tr('nobody asked it to stop')
    : tr('started {time}, nobody asked it to stop', { time: second(startedAt) });
}

function whoOf({ source, pid }: FoundRun): string {
  return [source, pid === null ? '' : `pid ${pid}`].filter(Boolean).join(' ');
}

function versionOf({ version, lineage, from }: FoundRun): string {
  if (version !== null) return version;
  if (lineage === null) return '';
  return from === 'lines' ? `≥ ${lineage}` : lineage;
}

function restOf(run: FoundRun): readonly string[] {
  const { signals, exitAt, requests, firstLine, lastLine } = run;
  const fired = SHUTDOWN_SIGNALS.filter(name => signals.includes(name)).length;
  return [
    tr('{n} of {all} signals', { n: fired, all: SHUTDOWN_SIGNALS.length }),
    exitAt === null ? tr('no end in the log') : tr('ended {time}', { time: second(exitAt) }),
    ...(requests > 0 ? [tr('{n} requests', { n: count(requests) })] : []),
    tr('lines {first}–{last}', { first: count(firstLine), last: count(lastLine) }),
  ];
}

/** `2026-11-21 08:01:02 UTC`. */
function second(time: string): string {
  return `${time.slice(0, 19).replace('T', ' ')} UTC`;
}
