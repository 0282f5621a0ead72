/** The chain of servers, drawn: who asks whom, what each of them knows, and a request's way to whoever answered it. */
import type { KeyboardEvent } from 'react';
import type { RequestWay, ServerChainView } from '../../machines/view/server-chain.ts';
import { count } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { type Box, type LayoutKind, layOut, MOST_SERVICES } from './server-geometry.ts';
import { serverNow, serviceNow } from './server-words.ts';

interface DrawingProps {
  readonly chain: ServerChainView;
  readonly way: RequestWay | null;
  readonly kind: LayoutKind;
  readonly origin: number | null;
  readonly selected: string | null;
  readonly onSelect: (name: string) => void;
}

const REM_PX = 16;

/** An APIService is called VERSION.GROUP. */
const versionOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf('.')));
const groupOf = (name: string): string => name.slice(name.indexOf('.') + 1);

/** What stands in a box. */
interface BoxText {
  readonly title: string;
  readonly now: string;
  readonly state: 'on' | 'waits' | 'off' | 'down';
  readonly number: number;
}

export function ServerDrawing({ chain, way, kind, origin, selected, onSelect }: DrawingProps) {
  const layout = layOut(chain, kind);
  const path = way === null ? '' : layout.wayTo(way.to);
  return (
    <svg
      className="servers"
      data-layout={kind}
      style={{ maxWidth: `${layout.width / REM_PX}rem` }}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
    >
      <title>{tr('The chain of servers; the table after it says the same in words')}</title>
      <text className="servers-from" x="24" y="14">
        {tr('from the handler chain')}
      </text>
      {layout.lines.map(line => (
        <path key={line} className="edge next" d={line} />
      ))}
      {path !== '' && (
        <path className={`edge ${way?.isInside ? 'now' : 'past'}`} d={path} data-way={way?.to} />
      )}
      {layout.boxes.map(box => (
        <BoxShape
          key={box.name}
          box={box}
          text={textOf(box, chain, origin)}
          isSelected={selected === box.name}
          onWay={way?.to === box.name ? (way.isInside ? 'now' : 'past') : null}
          onSelect={onSelect}
        />
      ))}
    </svg>
  );
}

function textOf(box: Box, chain: ServerChainView, origin: number | null): BoxText {
  switch (box.kind) {
    case 'server': {
      const server = chain.servers.find(({ name }) => name === box.name);
      return {
        title: box.name,
        now: server ? serverNow(server, chain, origin) : '',
        state: server?.state === 'registered' ? 'on' : server?.state === 'registering' ? 'waits' : 'off',
        number: server?.answered ?? 0,
      };
    }
    case 'service': {
      const service = chain.services.find(({ name }) => name === box.name);
      return {
        // The group is what one knows it by; the version stands below.
        title: groupOf(box.name),
        now: service ? `${versionOf(box.name)} · ${serviceNow(service, origin)}` : '',
        state: service?.available ? 'on' : 'down',
        number: service?.answered ?? 0,
      };
    }
    case 'more': {
      const rest = chain.services.slice(MOST_SERVICES - 1);
      return {
        title: tr('{n} more', { n: rest.length }),
        now: tr('APIServices'),
        state: rest.every(({ available }) => available) ? 'on' : 'down',
        number: rest.reduce((sum, { answered }) => sum + answered, 0),
      };
    }
    case 'notFound': {
      const { answered, tooEarly } = chain.notFound;
      return {
        title: tr('not found'),
        now: tooEarly > 0 ? tr('404 · 503 if too early: {n}', { n: count(tooEarly) }) : '404',
        state: 'off',
        number: answered,
      };
    }
  }
}

interface BoxShapeProps {
  readonly box: Box;
  readonly text: BoxText;
  readonly isSelected: boolean;
  readonly onWay: 'past' | 'now' | null;
  readonly onSelect: (name: string) => void;
}

function BoxShape({ box, text, isSelected, onWay, onSelect }: BoxShapeProps) {
  const label = `${text.title}, ${text.now}, ${tr('{n} answered', { n: count(text.number) })}`;
  const shared = {
    className: `server ${onWay ?? ''} ${isSelected ? 'selected' : ''}`,
    'aria-label': label,
    'data-server': box.name,
    'data-state': text.state,
  };
  // A box that stands for several is no one thing to know more of; the table has them all.
  if (box.kind === 'more')
    return (
      <g className={shared.className} data-server={box.name} data-state={text.state}>
        <BoxContent box={box} text={text} />
      </g>
    );
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    onSelect(box.name);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button element cannot stand inside a drawing
    <g
      {...shared}
      role="button"
      tabIndex={0}
      aria-pressed={isSelected}
      onClick={() => onSelect(box.name)}
      onKeyDown={press}
    >
      <BoxContent box={box} text={text} />
    </g>
  );
}

function BoxContent({ box, text }: { readonly box: Box; readonly text: BoxText }) {
  const { kind, x, y, width, height } = box;
  const hasLamp = kind !== 'notFound';
  const left = x + (hasLamp ? 12 : 20);
  const nameAt = y + (kind === 'server' ? 22 : 19);
  const nowAt = y + height - (kind === 'server' ? 12.5 : 9.5);
  return (
    <>
      <rect className="server-box" x={x} y={y} width={width} height={height} rx={hasLamp ? 6 : 20} />
      <text className="server-name" x={left} y={nameAt}>
        {fitting(text.title, width - NUMBER_WIDTH)}
      </text>
      {hasLamp && <circle className="server-lamp" cx={left + 5} cy={nowAt - 4.5} r="4.5" />}
      <text x={hasLamp ? left + 17 : left} y={nowAt}>
        {text.now}
      </text>
      <text className="server-number" x={x + width - 12} y={hasLamp ? nameAt : nowAt}>
        {text.number === 0 ? '' : count(text.number)}
      </text>
    </>
  );
}

/** The room of a number beside a name. */
const NUMBER_WIDTH = 32;
/** A bold letter is about this wide. */
const LETTER = 7.3;

/** A name that is too long for its box is cut; the label and the table have all of it. */
function fitting(name: string, width: number): string {
  const most = Math.floor((width - 24) / LETTER);
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`;
}
