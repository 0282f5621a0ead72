/** Door and guard: the listener that lets connections in, and the filter behind the pipes' mouths that turns requests back. */
import type { RunView } from '../../machines/view/run-view.ts';
import { count } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { octagon } from './glyphs.tsx';
import type { GuardDuty } from './guard-duty.ts';

/** The listener: a door in the server's wall. Shut, it refuses new connections; those that are open stay. */
export function Door({ view }: { readonly view: RunView }) {
  const gone = view.process.exit !== null;
  const open = view.listener?.open === true && !gone;
  const [title, text] = doorWords(view, open, gone);
  return (
    <g data-door={open ? 'open' : 'shut'}>
      <path className={`door-jamb ${gone ? 'gone' : ''}`} d="M115 50H125M115 90H125" />
      {open && <path className="door-arc" d="M160 50A40 40 0 0 1 120 90" />}
      <rect
        className={`door-leaf ${gone ? 'gone' : ''}`}
        x="120"
        y="46.5"
        width="40"
        height="7"
        style={{ transform: open ? 'none' : 'rotate(90deg)', transformOrigin: '120px 50px' }}
      />
      {view.refused.count > 0 && !open && (
        <g className="refused">
          <path className="way turn" pathLength="1" d="M85 70H105a7 7 0 0 1 0 14H95" />
          <path className="way-head" d="M85 84l9 -5v10z" />
        </g>
      )}
      <text className={`r-h ${view.listener === null ? 'mute' : ''}`} x="180" y="68">
        {title}
      </text>
      <text x="180" y="86">
        {text}
      </text>
    </g>
  );
}

function doorWords(view: RunView, open: boolean, gone: boolean): readonly [string, string] {
  if (open) return [tr('Door open'), tr('takes new connections')];
  const { count: n } = view.refused;
  const refused =
    n === 0
      ? tr('refuses new connections')
      : n === 1
        ? tr('1 connection refused')
        : tr('{n} connections refused', { n: count(n) });
  if (gone) return [tr('No server'), refused];
  if (view.listener === null) return [tr('Door not yet open'), refused];
  return [tr('Door shut'), refused];
}

/** The filter that turns new requests back on connections that are open: it stands inside. */
export function Guard({ view, duty }: { readonly view: RunView; readonly duty: GuardDuty }) {
  const status = 'isOn' in duty && duty.isOn && view.process.exit === null ? duty.status : null;
  const on = status !== null;
  return (
    <g data-guard={on ? 'on' : 'off'}>
      <g className={`guard ${on ? 'on' : ''}`}>
        <circle cx="154" cy="109" r="5" />
        <path d="M145 131v-5a9 9 0 0 1 18 0v5z" />
      </g>
      <text className={`r-h ${on ? '' : 'mute'}`} x="180" y="115">
        {on ? tr('Guard on duty') : titleOf(duty)}
      </text>
      <text x="180" y="133">
        {on ? wordsOnDuty(status) : wordsOffDuty(duty)}
      </text>
      {on && (
        <>
          <path className="guard-bar" d="M133 149V352" />
          <polygon className="sign" points={octagon(352, 116, 15)} />
          <text className="sign-text" x="352" y="120.4">
            {status}
          </text>
        </>
      )}
    </g>
  );
}

function titleOf({ kind }: GuardDuty): string {
  if (kind === 'unknown') return tr('Guard unknown');
  return kind === 'none' || kind === 'noWaitGroup' ? tr('No guard') : tr('Guard off duty');
}

function wordsOnDuty(status: number): string {
  switch (status) {
    case 429:
      return tr('turns back: Retry-After: 5');
    case 503:
      return tr('turns back: Retry-After: 1');
    default:
      return tr('turns back: shutting down');
  }
}

function wordsOffDuty(duty: GuardDuty): string {
  switch (duty.kind) {
    case 'unknown':
      return tr('retry-after: unknown');
    case 'none':
      return tr('retry-after is off: no 429');
    case 'noWaitGroup':
      return tr('nobody counts requests');
    case 'retryAfter':
      return tr('retry-after is on: 429 later');
    case 'waitGroup':
      return tr('the wait group: {status} later', { status: duty.status });
  }
}
