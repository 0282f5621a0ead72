/** What became of the whole room's requests, as bars that say their numbers. */
import type { RoomFires } from '../../machines/workshop/messages.ts';
import { tr } from '../words/language.ts';
import { isBad, outcomeRows, outcomeWords } from './fire-words.ts';

export function FireBars({ fires }: { readonly fires: RoomFires | null }) {
  if (!fires || fires.sent === 0) return <p className="ws-quiet">{tr('Nobody has fired a request yet.')}</p>;
  const most = Math.max(1, ...Object.values(fires.outcomes));
  return (
    <div className="ws-fires">
      <p className="ws-quiet">{tr('{n} requests fired by the room', { n: fires.sent })}</p>
      <ul className="ws-rows small">
        {outcomeRows(fires).map(({ outcome, count }) => (
          <li key={outcome} className={isBad(outcome) ? 'bad' : ''} data-outcome={outcome}>
            <span className="ws-choice">{outcomeWords(outcome)}</span>
            <b className="ws-count">{count}</b>
            <span className="ws-bar" aria-hidden="true">
              <i style={{ transform: `scaleX(${count / most})` }} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
