/** A value or a remark in its place on the map. */

import { columnX, type MapLayout } from '../../machines/view/drawing/geometry.ts';
import type { PlacedValue as Placed } from '../../machines/view/drawing/map-values.ts';
import type { Session } from '../session/session.ts';
import { EdgeLabel } from './edge-label.tsx';

interface PlacedValueProps {
  readonly placed: Placed;
  readonly layout: MapLayout;
  /** Who runs the scenario again with another value; null: values stand fast. */
  readonly session: Session | null;
}

export function PlacedValue({ placed, layout, session }: PlacedValueProps) {
  const { value, side, y } = placed;
  const isLeft = side === 'left';
  return (
    <EdgeLabel
      value={value}
      x={columnX(layout, side) + (isLeft ? -layout.gap : layout.gap)}
      y={y}
      anchor={isLeft ? 'end' : 'start'}
      layout={layout}
      session={session}
    />
  );
}
