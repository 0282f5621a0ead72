/** The AND of a map: a D that points down, each half of which is one input. */

import { gateShapes, type MapLayout } from '../../machines/view/drawing/geometry.ts';
import type { SignalMapView } from '../../machines/view/signal-map.ts';
import { tr } from '../words/language.ts';

interface GateProps {
  readonly layout: MapLayout;
  readonly map: SignalMapView;
}

export function Gate({ layout, map }: GateProps) {
  const shapes = gateShapes(layout);
  const { left, right, armed } = map.gate;
  const came = Number(left) + Number(right);
  const x = layout.xC + layout.halfGate + 14;
  const y = layout.gate + 18 + (layout.halfGate - 20) * 0.6;
  return (
    <g data-gate={`${came} of 2`}>
      <path className="gate" d={shapes.outline} />
      {left && <path className="gatefill" d={shapes.left} />}
      {right && <path className="gatefill" d={shapes.right} />}
      {came === 2 ? (
        <path className="gate full" d={shapes.outline} />
      ) : (
        <path className={`gate outline ${armed ? 'armed' : ''}`} d={shapes.outline} />
      )}
      <text className="gname" x={x} y={y}>
        <tspan className="b">AND</tspan>{' '}
        <tspan className={armed && came < 2 ? 'c now' : 'c'}>
          {armed || came > 0 ? tr('{n} of 2', { n: came }) : tr('both')}
        </tspan>
      </text>
    </g>
  );
}
