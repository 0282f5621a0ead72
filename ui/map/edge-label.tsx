/** Words beside an edge, centred on a height. */
import type { MapLayout } from './geometry.ts';
import type { EdgeValue } from './words.ts';

interface EdgeLabelProps {
  readonly value: EdgeValue;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  readonly layout: MapLayout;
}

export function EdgeLabel({ value, x, y, anchor, layout }: EdgeLabelProps) {
  const line = valueLine(layout);
  const first = y + layout.valueSize * 0.35 - ((value.lines.length - 1) * line) / 2;
  return (
    <text className="wait" textAnchor={anchor}>
      {value.lines.map((parts, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity than their place
        <tspan key={index} x={x} y={first + index * line}>
          {parts.map(part => (
            <tspan key={part.text} className={part.bold ? 'val' : undefined}>
              {part.text}
            </tspan>
          ))}
        </tspan>
      ))}
    </text>
  );
}

/** The distance between lines of values. */
export function valueLine(layout: MapLayout): number {
  return layout.valueSize * 1.3;
}
