/** Door and guard: the listener that lets connections in, and the filter behind the pipes' mouths that turns requests back. */
import {
  doorWords,
  guardWords,
  isDoorOpen,
  statusOnDuty,
} from '../../machines/view/drawing/entrance-words.ts';
import type { GuardDuty } from '../../machines/view/guard-duty.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import { tr } from '../words/language.ts';
import { octagon } from './glyphs.tsx';

/** The listener: a door in the server's wall. Shut, it refuses new connections; those that are open stay. */
export function Door({ view }: { readonly view: RunView }) {
  const gone = view.process.exit !== null;
  const open = isDoorOpen(view);
  const [title, text] = doorWords(view, tr);
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

/** The filter that turns new requests back on connections that are open: it stands inside. */
export function Guard({ view, duty }: { readonly view: RunView; readonly duty: GuardDuty }) {
  const status = statusOnDuty(view, duty);
  const on = status !== null;
  const [title, text] = guardWords(view, duty, tr);
  return (
    <g data-guard={on ? 'on' : 'off'}>
      <g className={`guard ${on ? 'on' : ''}`}>
        <circle cx="154" cy="109" r="5" />
        <path d="M145 131v-5a9 9 0 0 1 18 0v5z" />
      </g>
      <text className={`r-h ${on ? '' : 'mute'}`} x="180" y="115">
        {title}
      </text>
      <text x="180" y="133">
        {text}
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
