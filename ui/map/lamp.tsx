/** A lamp of the signal map: dark, armed with what it waits for, or lit with its time. */
import type { SignalName } from '../../machines/signals.ts';
import { diamond, type MapLayout, type Point, tick } from '../../machines/view/drawing/geometry.ts';
import { lampLabel } from '../../machines/view/drawing/lamp-label.ts';
import { nameOf } from '../../machines/view/drawing/lamp-name.ts';
import type { LampState, LampView } from '../../machines/view/signal-map.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { tr } from '../words/language.ts';
import { ringArc } from './ring-arc.ts';

interface LampProps {
  readonly layout: MapLayout;
  readonly lamp: LampView;
  readonly at: Point;
  readonly origin: number | null;
  readonly isSelected: boolean;
  readonly onSelect: (signal: SignalName) => void;
}

/** A lamp in words, for those who do not see it. */
const SAID = {
  dark: '{name}, dark',
  armed: '{name}, armed',
  lit: '{name}, lit',
} as const satisfies Record<LampState, Phrase>;

/** A lamp is chosen by its name as well: the place to press reaches from the lamp to the edge of the drawing. */
const HIT_HEIGHT = 48;

export function Lamp({ layout, lamp, at, origin, isSelected, onSelect }: LampProps) {
  const { x, anchor, names, nameY, notes, noteY } = lampLabel(layout, lamp, at, origin, tr);
  const isLeft = anchor === 'end';
  const select = (): void => onSelect(lamp.name);
  const reach = layout.ringR + 5;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button element cannot stand inside a drawing
    <g
      className="node"
      role="button"
      tabIndex={0}
      aria-pressed={isSelected}
      aria-label={[tr(SAID[lamp.state], { name: nameOf(lamp, tr) }), notes.join(' ')]
        .filter(Boolean)
        .join(': ')}
      data-signal={lamp.unnamed === null ? lamp.name : undefined}
      data-moment={lamp.unnamed === null ? undefined : lamp.name}
      data-state={lamp.state}
      onClick={select}
      onKeyDown={event => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        select();
      }}
    >
      <rect
        className="hit"
        x={isLeft ? 0 : at.x - reach}
        y={at.y - HIT_HEIGHT / 2}
        width={isLeft ? at.x + reach : layout.width - at.x + reach}
        height={HIT_HEIGHT}
      />
      <circle className="focus" cx={at.x} cy={at.y} r={reach} />
      <LampBody layout={layout} lamp={lamp} at={at} />
      {names.map((name, index) => (
        <text
          key={name}
          className={`name ${lamp.state} ${isSelected ? 'sel' : ''}`}
          x={x}
          y={nameY + index * layout.nameLine}
          textAnchor={anchor}
        >
          {name}
        </text>
      ))}
      {notes.map((note, index) => (
        <text
          key={note}
          className={`sub ${lamp.state === 'armed' ? 'now' : ''}`}
          x={x}
          y={noteY + index * layout.subLine}
          textAnchor={anchor}
        >
          {note}
        </text>
      ))}
    </g>
  );
}

/** A signal is a disc; a moment that had no name is a diamond. */
function LampBody({ layout, lamp, at }: Pick<LampProps, 'layout' | 'lamp' | 'at'>) {
  const { lampR, ringR } = layout;
  const kind = lamp.unnamed === null ? '' : 'unnamed';
  const shape = (className: string, r: number) =>
    lamp.unnamed === null ? (
      <circle className={className} cx={at.x} cy={at.y} r={r} />
    ) : (
      <path className={className} d={diamond(at, r)} />
    );
  if (lamp.state === 'lit') {
    return (
      <g className={`lamp lit ${kind} ${lamp.inferred ? 'inferred' : ''}`}>
        {shape('body', lampR)}
        <path className="on-fill" d={tick(at, lamp.unnamed === null ? lampR : lampR * 0.8)} />
      </g>
    );
  }
  if (lamp.ring) {
    const arc = ringArc(at, ringR, lamp.ring.shows, lamp.ring.fraction);
    return (
      <g className={`lamp armed ${kind}`}>
        <circle className="track" cx={at.x} cy={at.y} r={ringR} />
        {arc && <path className="prog" d={arc} />}
        {shape('core', lampR * 0.52)}
      </g>
    );
  }
  return (
    <g className={`lamp ${lamp.state} ${kind}`}>
      {shape('body', lampR)}
      {lamp.state === 'armed' && shape('core', lampR * 0.42)}
    </g>
  );
}
