/** A connection as a channel through the server's wall, with the requests that are in it. */
import { inFlight, type PipeState, type RequestState, type RunView } from '../../machines/view/run-view.ts';
import { plural, seconds } from '../words/format.ts';
import { progress } from './request-progress.ts';

const LEFT = 92;
const RIGHT = 372;
const HEIGHT = 26;
const INSIDE = 142;
const PILL_WIDTH = 72;
const PILL_GAP = 6;
const PILL_HEIGHT = 16;
/** Below this part the percentage does not fit into the filled end of a pill. */
const FITS_INSIDE = 0.58;
const LONGEST_NAME = 11;
const HOOK = 'hook/';

interface PipeProps {
  readonly pipe: PipeState;
  readonly view: RunView;
  readonly y: number;
  readonly t: number;
  /** Whether watches were told to end. */
  readonly watchesEnd: boolean;
}

export function Pipe({ pipe, view, y, t, watchesEnd }: PipeProps) {
  const isClosed = pipe.open === 0;
  const caption = captionOf(pipe, watchesEnd);
  return (
    <g data-pipe={pipe.key}>
      {!isClosed && <rect className="pipe-bg" x={LEFT} y={y} width={RIGHT - LEFT} height={HEIGHT} />}
      <path
        className={`pipe ${isClosed ? 'closed' : ''}`}
        d={`M${LEFT} ${y}H${RIGHT}M${LEFT} ${y + HEIGHT}H${RIGHT}`}
      />
      {!isClosed && pipe.goingAway === pipe.open && (
        <path className="pipe-end" d={`M${RIGHT - 1.5} ${y}V${y + HEIGHT}`} />
      )}
      <text className={`r-b ${isClosed ? 'mute' : ''}`} x="0" y={y + 12}>
        {titleOf(pipe)}
        <title>{pipe.client}</title>
      </text>
      <text x="0" y={y + 28}>
        {nameOf(pipe)}
      </text>
      {pipe.slots.map((id, slot) => {
        const request = id === null ? undefined : view.requests.get(id);
        return request ? (
          <Pill
            key={request.id}
            request={request}
            x={INSIDE + slot * (PILL_WIDTH + PILL_GAP)}
            y={y + 5}
            t={t}
          />
        ) : null;
      })}
      {pipe.watches > 0 && <Ropes count={pipe.watches} from={ropeStart(pipe)} y={y + HEIGHT / 2} />}
      {pipe.short === 0 && pipe.watches === 0 && (
        <text x={INSIDE} y={y + 18}>
          {isClosed ? (pipe.grouped ? 'no connection now' : 'closed') : 'idle'}
        </text>
      )}
      <text x={INSIDE} y={y + 42}>
        {caption}
      </text>
    </g>
  );
}

/** A hook's own connection goes by the hook's name. */
function titleOf(pipe: PipeState): string {
  const name = pipe.client.startsWith(HOOK) ? pipe.client.slice(HOOK.length) : pipe.client;
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

function nameOf(pipe: PipeState): string {
  if (pipe.client.startsWith(HOOK)) return `${pipe.key} · its hook`;
  const protocol = pipe.protocol === 'h2' ? 'HTTP/2' : 'HTTP/1.1';
  return pipe.grouped ? protocol : `${pipe.key} · ${protocol}`;
}

function captionOf(pipe: PipeState, watchesEnd: boolean): string {
  const parts: string[] = pipe.grouped && pipe.open > 0 ? [plural(pipe.open, 'connection')] : [];
  if (pipe.open > 0 && pipe.goingAway === pipe.open) parts.push('GOAWAY');
  if (pipe.rejected > 0) parts.push(`${pipe.rejected} turned back`);
  if (pipe.short > 0)
    parts.push(
      parts.length > 0 ? `${pipe.short} in flight` : `${plural(pipe.short, 'short request')} in flight`,
    );
  if (pipe.watches > 0) {
    const watches = plural(pipe.watches, 'watch', 'watches');
    parts.push(
      parts.length > 0
        ? watches
        : `${watches}, ${watchesEnd ? 'told to end' : pipe.watches === 1 ? 'does not end by itself' : 'never end by themselves'}`,
    );
  }
  return parts.join(' · ');
}

/** Ropes begin behind the last place of a short request that is taken. */
function ropeStart(pipe: PipeState): number {
  const last = pipe.slots.findLastIndex(slot => slot !== null);
  return INSIDE + (last + 1) * (PILL_WIDTH + PILL_GAP);
}

function Pill({
  request,
  x,
  y,
  t,
}: {
  readonly request: RequestState;
  readonly x: number;
  readonly y: number;
  readonly t: number;
}) {
  const since = request.arrivedAt ?? request.sentAt;
  const part = progress(request.path, since, t);
  const isInside = part !== null && part >= FITS_INSIDE;
  const label = part === null ? `${seconds(t - since, 1)} s` : `${Math.floor(part * 100)} %`;
  const clip = `pill-${request.id}`;
  return (
    <g data-request={request.id}>
      <clipPath id={clip}>
        <rect x={x} y={y} width={PILL_WIDTH} height={PILL_HEIGHT} rx="8" />
      </clipPath>
      <rect className="pill" x={x} y={y} width={PILL_WIDTH} height={PILL_HEIGHT} rx="8" />
      {part !== null && (
        <rect
          className="pill-f"
          clipPath={`url(#${clip})`}
          x={x}
          y={y}
          width={PILL_WIDTH * part}
          height={PILL_HEIGHT}
        />
      )}
      <rect className="pill-o" x={x} y={y} width={PILL_WIDTH} height={PILL_HEIGHT} rx="8" />
      <text
        className={`pill-t ${isInside ? '' : 'out'}`}
        x={isInside ? x + 8 : x + PILL_WIDTH - 8}
        y={y + 12.5}
        textAnchor={isInside ? 'start' : 'end'}
      >
        {label}
      </text>
    </g>
  );
}

/** One rope for one watch, two for more: a crowd is told by its number. */
function Ropes({ count, from, y }: { readonly count: number; readonly from: number; readonly y: number }) {
  const waves = Math.floor((RIGHT - 6 - from) / 16);
  if (waves < 1) return null;
  const rope = 'q4 -5 8 0q4 5 8 0'.repeat(waves);
  return (
    <path
      className="rope"
      d={count === 1 ? `M${from} ${y}${rope}` : `M${from} ${y - 4.5}${rope}M${from} ${y + 4.5}${rope}`}
    />
  );
}

/** What is in flight on connections that have no place in the room. */
export function moreText(view: RunView): string {
  const hidden = view.pipes.size - view.rows.filter(row => row !== null && view.pipes.has(row.key)).length;
  if (hidden <= 0) return '';
  const all = inFlight(view);
  const shown = view.rows.reduce(
    (sum, row) => sum + (row && view.pipes.has(row.key) ? row.short + row.watches : 0),
    0,
  );
  const flying = all.short + all.watches - shown;
  return `and ${plural(hidden, 'more connection')}${flying > 0 ? `, ${flying} in flight` : ''}`;
}
