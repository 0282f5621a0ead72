/** A bracket beside lamps that have lit in one instant: their order is that of their causes, no time lies between them. */
import type { MapLayout } from '../../machines/view/drawing/geometry.ts';
import { BRACKET_TICK, bracketOf, bracketPath } from '../../machines/view/drawing/same-instant.ts';
import type { SignalMapView } from '../../machines/view/signal-map.ts';
import { tr } from '../words/language.ts';

interface SameInstantProps {
  readonly layout: MapLayout;
  readonly map: SignalMapView;
  readonly t: number;
}

export function SameInstant({ layout, map, t }: SameInstantProps) {
  const bracket = bracketOf(layout, map, t);
  if (bracket === null) return null;
  const { x, heights, label } = bracket;
  return (
    <g className="map-instant" data-instant={heights.length}>
      <path d={bracketPath(bracket)} />
      {label !== null && (
        <text x={x - BRACKET_TICK - 1} y={label} textAnchor="end">
          {tr('same instant')}
        </text>
      )}
    </g>
  );
}
