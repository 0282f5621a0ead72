/** Door and guard: the listener that lets connections in, and the filter behind the pipes' mouths that turns requests back. */
import type { RunPlan } from '../../machines/view/plan.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import { count } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { octagon } from './glyphs.tsx';

interface EntranceProps {
  readonly view: RunView;
  readonly plan: RunPlan | null;
}

/** The listener: a door in the server's wall. Shut, it refuses new connections; those that are open stay. */
export function Door({ view }: EntranceProps) {
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

/** The retry-after filter: it stands inside and turns new requests back on connections that are open. */
export function Guard({ view, plan, logged }: EntranceProps & { readonly logged: boolean | null }) {
  const known = plan?.sendRetryAfter ?? logged;
  const has = known ?? false;
  const on = has && view.signals.NotAcceptingNewRequest !== undefined && view.process.exit === null;
  return (
    <g data-guard={on ? 'on' : 'off'}>
      <g className={`guard ${on ? 'on' : ''}`}>
        <circle cx="154" cy="109" r="5" />
        <path d="M145 131v-5a9 9 0 0 1 18 0v5z" />
      </g>
      <text className={`r-h ${on ? '' : 'mute'}`} x="180" y="115">
        {titleOf(known, on)}
      </text>
      <text x="180" y="133">
        {textOf(known, on)}
      </text>
      {on && (
        <>
          <path className="guard-bar" d="M133 149V352" />
          <polygon className="sign" points={octagon(352, 116, 15)} />
          <text className="sign-text" x="352" y="120.4">
            429
          </text>
        </>
      )}
    </g>
  );
}

/** `known`: whether the server has the guard; null: a log does not tell. */
function titleOf(known: boolean | null, on: boolean): string {
  if (on) return tr('Guard on duty');
  if (known === null) return tr('Guard unknown');
  return known ? tr('Guard off duty') : tr('No guard');
}

function textOf(known: boolean | null, on: boolean): string {
  if (on) return tr('turns back: Retry-After: 5');
  if (known === null) return tr('retry-after: unknown');
  return known ? tr('retry-after is on: 429 later') : tr('retry-after is off: no 429');
}
