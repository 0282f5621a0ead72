/** The signal map: the drawing above Go's `RunWithContext`, with lamps that light and a gate that fills by halves. */

import type { SignalName } from '../../machines/signals.ts';
import type { RunPlan } from '../../machines/view/plan.ts';
import {
  EDGES,
  type EdgeState,
  LAMPS,
  type SignalMapView,
  signalMapOf,
} from '../../machines/view/signal-map.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { EdgeLabel, valueLine } from './edge-label.tsx';
import {
  EXIT_SQUARE,
  gateShapes,
  LAYOUTS,
  type LayoutName,
  lampAt,
  type MapLayout,
  routes,
  tick,
} from './geometry.ts';
import { Lamp, nameTop } from './lamp.tsx';
import { FASTEST_MOTION } from './motion.ts';
import { Tokens } from './tokens.tsx';
import { useLayoutName } from './use-layout-name.ts';
import { delayValue, drainValue, type EdgeValue, hookValue, retryAfterValue } from './words.ts';

const DRAW_ORDER: readonly EdgeState[] = ['next', 'now', 'past'];

export function SignalMap({
  player,
  attention,
}: {
  readonly player: Player;
  readonly attention: SignalName | null;
}) {
  const layoutName = useLayoutName();
  const { view, source, t, origin, playing, speed, selected } = useStore(player.store, state => state);
  const plan = source?.plan ?? null;
  const map = signalMapOf(view, plan, t);
  return (
    <section className="v-map" aria-label="Signal map">
      <h2 className="view-title">Signal map</h2>
      <Drawing
        layout={LAYOUTS[layoutName]}
        map={map}
        plan={plan}
        origin={origin}
        attention={attention}
        moves={playing && speed <= FASTEST_MOTION}
        onSelect={signal => player.select(signal === selected ? null : signal, performance.now())}
      />
    </section>
  );
}

interface DrawingProps {
  readonly layout: MapLayout;
  readonly map: SignalMapView;
  readonly plan: RunPlan | null;
  readonly origin: number | null;
  readonly attention: SignalName | null;
  readonly moves: boolean;
  readonly onSelect: (signal: SignalName) => void;
}

function Drawing({ layout, map, plan, origin, attention, moves, onSelect }: DrawingProps) {
  const { xC, g, gap } = layout;
  const paths = routes(layout, map.sendRetryAfter, name =>
    map.lamps[name].ring ? layout.ringR : layout.lampR,
  );
  const drain = drainValue(plan, watchesOf(map), layout.name);
  const rowOfDrain = map.sendRetryAfter ? aboveName(layout, drain) : layout.rowA;
  return (
    <svg
      className={`map ${layout.name}`}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      preserveAspectRatio="xMidYMin meet"
      style={
        {
          '--fs': `${layout.nameSize}px`,
          '--ss': `${layout.subSize}px`,
          '--ms': `${layout.valueSize}px`,
        } as React.CSSProperties
      }
    >
      <title>Signal map; the table of signals after it says the same in words</title>
      {DRAW_ORDER.map(state =>
        EDGES.map(name => {
          const path = paths[name];
          return path && map.edges[name] === state ? (
            <path key={name} className={`edge ${state}`} data-edge={name} d={path} />
          ) : null;
        }),
      )}
      <Tokens paths={paths} edges={map.edges} moves={moves} />
      <Gate layout={layout} map={map} />
      <Stop layout={layout} map={map} origin={origin} />
      <EdgeLabel
        value={delayValue(plan, layout.name)}
        x={xC - g - gap}
        y={layout.values}
        anchor="end"
        layout={layout}
      />
      <EdgeLabel
        value={hookValue(plan, layout.name)}
        x={xC + g + gap}
        y={layout.values}
        anchor="start"
        layout={layout}
      />
      <EdgeLabel
        value={retryAfterValue(map.sendRetryAfter, layout.name)}
        x={xC - g - gap}
        y={layout.fork2 + retryAfterDrop(layout.name)}
        anchor="end"
        layout={layout}
      />
      <EdgeLabel value={drain} x={xC + g + gap} y={rowOfDrain} anchor="start" layout={layout} />
      {LAMPS.map(name => (
        <Lamp
          key={name}
          layout={layout}
          lamp={map.lamps[name]}
          at={lampAt(layout, name, map.sendRetryAfter)}
          origin={origin}
          isSelected={attention === name}
          onSelect={onSelect}
        />
      ))}
      <Exit layout={layout} map={map} origin={origin} />
    </svg>
  );
}

/** The value of retry-after stands beside the second fork; where names are broken, a little lower. */
function retryAfterDrop(name: LayoutName): number {
  return { wide: 2, narrow: 9, compact: 9.5 }[name];
}

/** The middle of a value whose last line stands just above the name of the upper lamp. */
function aboveName(layout: MapLayout, value: EdgeValue): number {
  const last = nameTop(layout, 'InFlightRequestsDrained', layout.rowA) - layout.nameSize - 5;
  return last - layout.valueSize * 0.35 - ((value.lines.length - 1) * valueLine(layout)) / 2;
}

function watchesOf(map: SignalMapView): number {
  const { note } = map.lamps.InFlightRequestsDrained;
  return note.kind === 'inFlight' ? note.watches : 0;
}

interface PartProps {
  readonly layout: MapLayout;
  readonly map: SignalMapView;
}

function Gate({ layout, map }: PartProps) {
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
          {armed || came > 0 ? `${came} of 2` : 'both'}
        </tspan>
      </text>
    </g>
  );
}

function Stop({ layout, map, origin }: PartProps & { readonly origin: number | null }) {
  const { xC, top, square, gap } = layout;
  const lit = map.stoppedAt !== null;
  const x = xC + gap;
  const sub = map.stoppedAt === null ? 'not sent' : clockTime(map.stoppedAt, origin);
  return (
    <>
      <g className={`event ${lit ? 'lit' : 'dark'}`}>
        <rect x={xC - square} y={top - square} width={2 * square} height={2 * square} rx="2" />
        {lit && <path className="on-fill" d={tick({ x: xC, y: top }, square + 1)} />}
      </g>
      <text className={`name ${lit ? 'lit' : 'dark'}`} x={x} y={top - 4.4}>
        {map.stopSignal}
      </text>
      <text className="sub" x={x} y={top + 15}>
        {lit && layout.name === 'wide' ? `${sub} · cancels ctx` : sub}
      </text>
    </>
  );
}

function Exit({ layout, map, origin }: PartProps & { readonly origin: number | null }) {
  const { xC, exit } = layout;
  const { exit: end } = map;
  const bad = end !== null && end.code !== 0;
  return (
    <>
      <g className={`event ${end ? 'lit' : 'dark'}`}>
        <rect
          x={xC - EXIT_SQUARE}
          y={exit - EXIT_SQUARE}
          width={2 * EXIT_SQUARE}
          height={2 * EXIT_SQUARE}
          rx="2"
        />
        {end && !bad && <path className="on-fill" d={tick({ x: xC, y: exit }, EXIT_SQUARE + 1)} />}
        {bad && <path className="on-fill" d={`M${xC - 3.5} ${exit - 3.5}l7 7m0-7l-7 7`} />}
      </g>
      <text
        className={`sub exit ${end ? 'lit' : 'dark'} ${bad ? 'bad' : ''}`}
        x={xC + EXIT_SQUARE + 10}
        y={exit + 5}
      >
        {end ? `exit code ${end.code} · ${clockTime(end.t, origin)}` : 'process exits'}
      </text>
    </>
  );
}
