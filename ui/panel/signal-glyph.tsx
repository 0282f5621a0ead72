/** A lamp in small, for lists: a disc for a signal, a diamond for a moment without a name. */

import { diamond } from '../../machines/view/drawing/geometry.ts';
import type { LampView } from '../../machines/view/signal-map.ts';
import { ringArc } from '../map/ring-arc.ts';

const CENTRE = { x: 9, y: 9 };

export function SignalGlyph({ lamp }: { readonly lamp: Pick<LampView, 'state' | 'ring' | 'unnamed'> }) {
  const { state, ring, unnamed } = lamp;
  const arc = ring ? ringArc(CENTRE, 7, ring.shows, ring.fraction) : null;
  const shape = (r: number, style: React.SVGProps<SVGPathElement> & React.SVGProps<SVGCircleElement>) =>
    unnamed === null ? (
      <circle cx="9" cy="9" r={r} {...style} />
    ) : (
      <path d={diamond(CENTRE, r * 0.92)} {...style} />
    );
  return (
    <svg viewBox="0 0 18 18" aria-hidden="true">
      {state === 'lit' && (
        <>
          {shape(8.5, { fill: 'var(--ink)' })}
          <path className="on-fill" d="M5.2 9.4l2.6 2.6 4.8-5.6" />
        </>
      )}
      {state === 'armed' && (
        <>
          {ring ? (
            <circle cx="9" cy="9" r="7" fill="none" stroke="var(--now-soft)" strokeWidth="3" />
          ) : (
            shape(7, { fill: 'none', stroke: 'var(--now)', strokeWidth: 2.2 })
          )}
          {arc && <path d={arc} fill="none" stroke="var(--now)" strokeWidth="3" />}
          {shape(2.6, { fill: 'var(--now)' })}
        </>
      )}
      {state === 'dark' && shape(7.5, { fill: 'none', stroke: 'var(--edge)', strokeWidth: 1.8 })}
    </svg>
  );
}
