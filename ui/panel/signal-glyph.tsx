/** A lamp in small, for lists. */
import type { LampView } from '../../machines/view/signal-map.ts';
import { ringArc } from '../map/geometry.ts';

export function SignalGlyph({ state, ring }: Pick<LampView, 'state' | 'ring'>) {
  const arc = ring ? ringArc({ x: 9, y: 9 }, 7, ring.shows, ring.fraction) : null;
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true">
      {state === 'lit' && (
        <>
          <circle cx="9" cy="9" r="8.5" fill="var(--ink)" />
          <path className="on-fill" d="M5.2 9.4l2.6 2.6 4.8-5.6" />
        </>
      )}
      {state === 'armed' && (
        <>
          <circle
            cx="9"
            cy="9"
            r="7"
            fill="none"
            stroke={ring ? 'var(--now-soft)' : 'var(--now)'}
            strokeWidth={ring ? 3 : 2.2}
          />
          {arc && <path d={arc} fill="none" stroke="var(--now)" strokeWidth="3" />}
          <circle cx="9" cy="9" r="2.6" fill="var(--now)" />
        </>
      )}
      {state === 'dark' && (
        <circle cx="9" cy="9" r="7.5" fill="none" stroke="var(--edge)" strokeWidth="1.8" />
      )}
    </svg>
  );
}
