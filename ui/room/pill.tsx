/** A short request: a pill that fills from the left as far as its address tells how long it takes. */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { RequestState } from '../../machines/view/run-view.ts';
import { ThingButton } from '../faults/thing-button.tsx';
import { seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { PILL_WIDTH, ROW_HEIGHT } from './pipe.tsx';
import { progress } from './request-progress.ts';

const HEIGHT = 16;
const BELOW_CHANNEL_TOP = 5;
/** From this part on the percentage fits into the filled end of a pill. */
const FITS_INSIDE = 0.62;
/** Up to this part it fits into the free end. */
const FITS_OUTSIDE = 0.42;

interface PillProps {
  readonly request: RequestState;
  readonly x: number;
  /** Top of its channel. */
  readonly y: number;
  readonly t: number;
  readonly isPicked: boolean;
  /** What gets the focus when the request ends while it has it. */
  readonly behind: RefObject<SVGGElement | null>;
}

export function Pill({ request, x, y, t, isPicked, behind }: PillProps) {
  const button = useRef<SVGGElement>(null);
  useLayoutEffect(() => {
    const own = button.current;
    return () => {
      if (own !== null && document.activeElement === own) behind.current?.focus({ preventScroll: true });
    };
  }, [behind]);
  const top = y + BELOW_CHANNEL_TOP;
  const since = request.arrivedAt ?? request.sentAt;
  const part = request.stalled ? null : progress(request.path, since, t);
  const age = `${seconds(t - since, 1)} s`;
  const label = part === null ? age : `${Math.floor(part * 100)} %`;
  const clip = `pill-${request.id}`;
  const box = { x, y: top, width: PILL_WIDTH, height: HEIGHT };
  return (
    <ThingButton
      ref={button}
      of={{ thing: { kind: 'request', id: request.id } }}
      label={
        request.stalled
          ? tr('Request {id}, {path}, stalled', { id: request.id, path: request.path })
          : tr('Request {id}, {path}', { id: request.id, path: request.path })
      }
      hit={{ x: x - 3, y: y - BELOW_CHANNEL_TOP, width: PILL_WIDTH + 6, height: ROW_HEIGHT }}
      isPicked={isPicked}
    >
      <g data-request={request.id}>
        <clipPath id={clip}>
          <rect {...box} rx="8" />
        </clipPath>
        <rect className="pill" {...box} rx="8" />
        {part !== null && (
          <rect className="pill-f" clipPath={`url(#${clip})`} {...box} width={PILL_WIDTH * part} />
        )}
        <rect className={`pill-o ${request.stalled ? 'stalled' : ''}`} {...box} rx="8" />
        <PillLabel label={label} part={part} x={x} y={top + 12.5} clip={clip} />
      </g>
    </ThingButton>
  );
}

interface PillLabelProps {
  readonly label: string;
  readonly part: number | null;
  readonly x: number;
  readonly y: number;
  readonly clip: string;
}

/** On the filled end, on the free end, or, where it lies on both, half in each colour. */
function PillLabel({ label, part, x, y, clip }: PillLabelProps) {
  if (part !== null && part >= FITS_INSIDE) {
    return (
      <text className="pill-t" x={x + 8} y={y}>
        {label}
      </text>
    );
  }
  const free = (
    <text className="pill-t out" x={x + PILL_WIDTH - 8} y={y} textAnchor="end">
      {label}
    </text>
  );
  if (part === null || part <= FITS_OUTSIDE) return free;
  const filled = `${clip}-f`;
  return (
    <>
      {free}
      <clipPath id={filled}>
        <rect x={x} y={y - HEIGHT} width={PILL_WIDTH * part} height={2 * HEIGHT} />
      </clipPath>
      <text className="pill-t" x={x + PILL_WIDTH - 8} y={y} textAnchor="end" clipPath={`url(#${filled})`}>
        {label}
      </text>
    </>
  );
}
