/** A bracket beside lamps that have lit in one instant: their order is that of their causes, no time lies between them. */
import type { SignalMapView } from '../../machines/view/signal-map.ts';
import { tr } from '../words/language.ts';
import { lampAt, type MapLayout, rowY } from './geometry.ts';

/** It stands for so long after the instant, while time goes on. */
const STANDS_MS = 1_000;
const TICK = 5;
/** From the top of the gate to where its halves are widest. */
const GATE_MIDDLE = 8;

interface SameInstantProps {
  readonly layout: MapLayout;
  readonly map: SignalMapView;
  readonly t: number;
}

export function SameInstant({ layout, map, t }: SameInstantProps) {
  const marks = marksOf(layout, map);
  const last = Math.max(...marks.map(mark => mark.t));
  const together = [...new Set(marks.filter(mark => mark.t === last).map(mark => mark.y))];
  if (together.length < 2 || t - last > STANDS_MS) return null;
  const [top, bottom] = [Math.min(...together), Math.max(...together)];
  const x = layout.xC - layout.g - layout.ringR - (layout.gap - layout.ringR) / 2 + 1;
  const label = labelHeights(layout, map).find(y => y > top && y < bottom);
  return (
    <g className="map-instant" data-instant={together.length}>
      <path d={`M${x + TICK} ${top}H${x}V${bottom}H${x + TICK}`} />
      {together
        .filter(y => y !== top && y !== bottom)
        .map(y => (
          <path key={y} d={`M${x} ${y}h${TICK}`} />
        ))}
      {label !== undefined && (
        <text x={x - 6} y={label} textAnchor="end">
          {tr('same instant')}
        </text>
      )}
    </g>
  );
}

interface Mark {
  readonly t: number;
  readonly y: number;
}

function marksOf(layout: MapLayout, map: SignalMapView): readonly Mark[] {
  const delay = map.lamps.AfterShutdownDelayDuration?.note;
  const lamps = map.plan.lamps.flatMap((lamp): Mark[] => {
    const note = map.lamps[lamp.name]?.note;
    if (note?.kind !== 'firedAt') return [];
    const { y } = lampAt(layout, lamp);
    // The hooks' lamp stands behind that of the delay: alone in its instant it is marked where it enters the gate.
    const isBehind =
      lamp.name === 'PreShutdownHooksStopped' &&
      map.plan.gate !== null &&
      !(delay?.kind === 'firedAt' && delay.t === note.t);
    return [{ t: note.t, y: isBehind ? layout.gate + GATE_MIDDLE : y }];
  });
  return map.stoppedAt === null ? lamps : [{ t: map.stoppedAt, y: layout.top }, ...lamps];
}

/** From the words of the bracket to other words. */
const AIR = 16;

/** Where no other words stand left of the lamps. */
function labelHeights(layout: MapLayout, { plan }: SignalMapView): readonly number[] {
  const remarks = plan.remarks.filter(({ side }) => side === 'left').map(({ row }) => rowY(layout, row));
  return [
    (layout.both + layout.fork2) / 2 + 4,
    layout.fork + 4,
    (layout.rowA + layout.rowB) / 2 + (layout.broken ? 2 : 10),
  ].filter(y => remarks.every(remark => Math.abs(remark - y) > AIR));
}
