/** The rules of graceful termination, and whether the run has kept them up to the playhead. */
import type { CheckResult } from '../../machines/recording/checks.ts';
import type { RunEvent } from '../../machines/recording/events.ts';
import { chooseFileToCompare } from '../files/files.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { EventList } from './event-list.tsx';
import { TimeSpent } from './time-spent.tsx';
import { useVerdicts } from './use-verdicts.ts';
import '../styles/rules.css';

/** More events than these say no more. */
const MOST_EVENTS = 4;

export function RulesTab({ player }: { readonly player: Player }) {
  const verdicts = useVerdicts(player);
  const isOver = useStore(player.store, ({ view }) => view.process.exit !== null);
  const hasForgotten = useStore(player.store, ({ source }) => (source?.index.forgotten ?? 0) > 0);
  if (!verdicts) return <p>{tr('There is no run yet.')}</p>;
  const { checks, server, spent } = verdicts;
  const number = (ok: boolean | null): number => checks.filter(verdict => verdict.ok === ok).length;
  return (
    <div className="rules">
      <h2>{tr('The rules of graceful termination')}</h2>
      <p>
        {tr('{kept} kept · {broken} broken · {open} not decidable', {
          kept: number(true),
          broken: number(false),
          open: number(null),
        })}
      </p>
      {hasForgotten && (
        <p>{tr('The earliest events of this run were let go: what they would show is missing here.')}</p>
      )}
      {server !== null && <p>{tr('The server of this log: {sentence}.', { sentence: server })}</p>}
      <TimeSpent spent={spent} />
      <button type="button" className="btn" onClick={chooseFileToCompare}>
        {tr('Compare with a file…')}
      </button>
      <ul className="verdicts">
        {checks.map(verdict => (
          <RuleItem key={verdict.rule} player={player} verdict={verdict} isOver={isOver} />
        ))}
      </ul>
    </div>
  );
}

interface RuleItemProps {
  readonly player: Player;
  readonly verdict: CheckResult;
  readonly isOver: boolean;
}

function RuleItem({ player, verdict, isOver }: RuleItemProps) {
  const { ok, title, detail, explanation, events, rule, advice } = verdict;
  const index = player.store.get().source?.index;
  const shown = events.slice(0, MOST_EVENTS).flatMap((seq): RunEvent[] => {
    const event = index?.bySeq(seq);
    return event ? [event] : [];
  });
  return (
    <li data-rule={rule} data-ok={String(ok)}>
      <Verdict ok={ok} />
      <div>
        <h3>{title}</h3>
        <p className="verdict">{verdictWords(ok, isOver)}</p>
        <p>{tr('{sentence}.', { sentence: detail })}</p>
        {advice !== null && <p className="advice">{tr('Advice: {sentence}.', { sentence: advice })}</p>}
        {shown.length > 0 && (
          <EventList player={player} events={shown} label={ok ? tr('Shown by') : tr('Broken by')} />
        )}
        {events.length > shown.length && (
          <p className="more">{tr('and {n} more', { n: events.length - shown.length })}</p>
        )}
        <details>
          <summary>{tr('Why it matters')}</summary>
          <p>{explanation}</p>
        </details>
      </div>
    </li>
  );
}

function verdictWords(ok: boolean | null, isOver: boolean): string {
  if (ok === false) return tr('broken');
  if (ok === null) return isOver ? tr('not decidable') : tr('not decidable yet');
  return isOver ? tr('kept') : tr('ok so far');
}

/** A disc with a tick, an octagon with a cross, a hollow ring with a dash: each with its word beside it. */
function Verdict({ ok }: { readonly ok: boolean | null }) {
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true" className={ok === null ? 'open' : ok ? 'kept' : 'broken'}>
      {ok === false ? (
        <path className="body" d="M5.7 1h6.6L17 5.7v6.6L12.3 17H5.7L1 12.3V5.7z" />
      ) : (
        <circle className="body" cx="9" cy="9" r={ok === null ? 7.5 : 8.5} />
      )}
      <path
        className="sign"
        d={ok === null ? 'M5.6 9h6.8' : ok ? 'M5.2 9.4l2.6 2.6 4.8-5.6' : 'M6 6l6 6M12 6l-6 6'}
      />
    </svg>
  );
}
