/** A connection as a channel through the server's wall, with the requests that are in it. */
import { useRef } from 'react';
import type { PipeState, RunView } from '../../machines/view/run-view.ts';
import { ThingButton } from '../faults/thing-button.tsx';
import { isSameThing } from '../faults/thing-key.ts';
import type { Thing } from '../session/run-source.ts';
import { tr } from '../words/language.ts';
import { watches } from './counts.ts';
import { Pill } from './pill.tsx';
import { pipeCaption, pipeName, pipeTitle } from './pipe-words.ts';

const LEFT = 92;
const RIGHT = 372;
const HEIGHT = 26;
const INSIDE = 142;
export const PILL_WIDTH = 72;
const PILL_GAP = 6;
/** The place to press: the whole row, from above the channel to below the words under it. */
const ROW_ABOVE = 5;
export const ROW_HEIGHT = 54;
/** A wave of a rope. */
const WAVE = 16;

interface PipeProps {
  readonly pipe: PipeState;
  readonly view: RunView;
  readonly y: number;
  readonly t: number;
  readonly picked: Thing | null;
  /** Whether watches were told to end. */
  readonly watchesEnd: boolean;
}

export function Pipe({ pipe, view, y, t, picked, watchesEnd }: PipeProps) {
  const button = useRef<SVGGElement>(null);
  const isClosed = pipe.open === 0;
  const hit = { x: -4, y: y - ROW_ABOVE, width: RIGHT + 8, height: ROW_HEIGHT };
  const caption = pipeCaption(pipe, watchesEnd);
  const channel = (
    <>
      {!isClosed && <rect className="pipe-bg" x={LEFT} y={y} width={RIGHT - LEFT} height={HEIGHT} />}
      <text className={`r-b ${isClosed ? 'mute' : ''}`} x="0" y={y + 12}>
        {pipeTitle(pipe)}
        <title>{pipe.client}</title>
      </text>
      <text x="0" y={y + 28}>
        {pipeName(pipe)}
      </text>
      <path
        className={`pipe ${isClosed ? 'closed' : ''}`}
        d={`M${LEFT} ${y}H${RIGHT}M${LEFT} ${y + HEIGHT}H${RIGHT}`}
      />
      {!isClosed && pipe.goingAway === pipe.open && (
        <path className="pipe-end" d={`M${RIGHT - 1.5} ${y}V${y + HEIGHT}`} />
      )}
      {!isClosed && pipe.rejected > 0 && <TurnedBack y={y + HEIGHT / 2} />}
      {pipe.short === 0 && pipe.watches === 0 && (
        <text x={INSIDE} y={y + 18}>
          {isClosed ? (pipe.grouped ? tr('no connection now') : tr('closed')) : tr('idle')}
        </text>
      )}
      <text x={INSIDE} y={y + 42}>
        {caption}
      </text>
    </>
  );
  if (isClosed) return <g data-pipe={pipe.key}>{channel}</g>;
  const thing = { kind: 'connection', id: pipe.key } as const;
  return (
    <g data-pipe={pipe.key}>
      <ThingButton
        ref={button}
        of={pipe.grouped ? { list: { of: 'pipe', pipe: pipe.key } } : { thing }}
        label={tr('Connection of {client}, {name}: {what}', {
          client: pipe.client,
          name: pipeName(pipe),
          what: caption === '' ? tr('idle') : caption,
        })}
        hit={hit}
        isPicked={isSameThing(picked, thing)}
      >
        {channel}
      </ThingButton>
      {pipe.slots.map((id, slot) => {
        const request = id === null ? undefined : view.requests.get(id);
        return request ? (
          <Pill
            key={request.id}
            request={request}
            x={INSIDE + slot * (PILL_WIDTH + PILL_GAP)}
            y={y}
            t={t}
            isPicked={picked?.kind === 'request' && picked.id === request.id}
            behind={button}
          />
        ) : null;
      })}
      {pipe.watches > 0 && <Ropes pipe={pipe} view={view} from={ropeStart(pipe)} y={y} />}
    </g>
  );
}

/** A request that a filter turns back at the mouth of its pipe. */
function TurnedBack({ y }: { readonly y: number }) {
  return (
    <g className="turned-back">
      <path className="way turn" pathLength="1" d={`M97 ${y - 5}H121a5 5 0 0 1 0 10H104`} />
      <path className="way-head" d={`M97 ${y + 5}l8 -4.5v9z`} />
    </g>
  );
}

/** Ropes begin behind the last place of a short request that is taken. */
function ropeStart(pipe: PipeState): number {
  const last = pipe.slots.findLastIndex(slot => slot !== null);
  return INSIDE + (last + 1) * (PILL_WIDTH + PILL_GAP);
}

interface RopesProps {
  readonly pipe: PipeState;
  readonly view: RunView;
  readonly from: number;
  readonly y: number;
}

/** One rope for one watch, two for more: a crowd is told by its number. */
function Ropes({ pipe, view, from, y }: RopesProps) {
  const waves = Math.floor((RIGHT - 6 - from) / WAVE);
  if (waves < 1) return null;
  const rope = 'q4 -5 8 0q4 5 8 0'.repeat(waves);
  const middle = y + HEIGHT / 2;
  const only =
    pipe.watches === 1
      ? [...view.requests.values()].find(
          request => request.pipe === pipe.key && request.kind === 'watch' && request.inside,
        )
      : undefined;
  return (
    <ThingButton
      of={only ? { thing: { kind: 'request', id: only.id } } : { list: { of: 'watches', pipe: pipe.key } }}
      label={only ? tr('Watch {id}', { id: only.id }) : watches(pipe.watches)}
      hit={{ x: from - 3, y: y - ROW_ABOVE, width: RIGHT - from + 3, height: ROW_HEIGHT }}
    >
      <path
        className="rope"
        d={
          pipe.watches === 1
            ? `M${from} ${middle}${rope}`
            : `M${from} ${middle - 4.5}${rope}M${from} ${middle + 4.5}${rope}`
        }
      />
    </ThingButton>
  );
}
