/** Door and guard: the listener that lets connections in, and the filter behind the pipes' mouths that turns requests back. */
import type { RunPlan } from '../../machines/view/plan.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import { plural } from '../words/format.ts';
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
      <path
        className={`door-leaf ${gone ? 'gone' : ''}`}
        d="M120 50H160"
        style={{ transform: open ? 'none' : 'rotate(90deg)', transformOrigin: '120px 50px' }}
      />
      {view.refused.count > 0 && (
        <>
          <path className="way" d="M98 64h7a6.5 6.5 0 0 1 0 13h-1" />
          <path className="way-head" d="M96 77l8 -4.5v9z" />
        </>
      )}
      <text className={`r-h ${open ? '' : 'mute'}`} x="180" y="68">
        {title}
      </text>
      <text x="180" y="86">
        {text}
      </text>
    </g>
  );
}

function doorWords(view: RunView, open: boolean, gone: boolean): readonly [string, string] {
  if (open) return ['Door open', 'takes new connections'];
  const refused =
    view.refused.count > 0
      ? `${plural(view.refused.count, 'connection')} refused`
      : 'refuses new connections';
  if (gone) return ['No server', refused];
  if (view.listener === null) return ['Door not yet open', refused];
  return ['Door shut', refused];
}

/** The retry-after filter: it stands inside and turns new requests back on connections that are open. */
export function Guard({ view, plan }: EntranceProps) {
  const has = plan?.sendRetryAfter ?? false;
  const on = has && view.signals.NotAcceptingNewRequest !== undefined && view.process.exit === null;
  return (
    <g data-guard={on ? 'on' : 'off'}>
      <g className={`guard ${on ? 'on' : ''}`}>
        <circle cx="154" cy="109" r="5" />
        <path d="M145 131v-5a9 9 0 0 1 18 0v5z" />
      </g>
      <text className={`r-h ${on ? '' : 'mute'}`} x="180" y="115">
        {on ? 'Guard on duty' : has ? 'Guard off duty' : 'No guard'}
      </text>
      <text x="180" y="133">
        {on ? 'answers Retry-After: 5' : has ? 'retry-after is on: 429 later' : 'retry-after is off: no 429'}
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
