/** The signal map: the drawing above Go's `RunWithContext`, with lamps that light and a gate that fills by halves. */

import { useRef } from 'react';
import type { SignalName } from '../../machines/signals.ts';
import type { RunPlan } from '../../machines/view/plan.ts';
import {
  EDGES,
  type EdgeState,
  type LampName,
  type SignalMapView,
  signalMapOf,
} from '../../machines/view/signal-map.ts';
import { SavePicture } from '../export/save-picture.tsx';
import type { Player } from '../session/player.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { type Coming, comingOf } from './coming.ts';
import { EdgeLabel, valueLine } from './edge-label.tsx';
import { canEdit } from './edit-scenario.ts';
import { gateShapes, LAYOUTS, type LayoutName, lampAt, type MapLayout, routes } from './geometry.ts';
import { Lamp, nameTop } from './lamp.tsx';
import { FASTEST_MOTION } from './motion.ts';
import { Exit, Stop } from './process-squares.tsx';
import { SameInstant } from './same-instant.tsx';
import { Tokens } from './tokens.tsx';
import { useLayoutName } from './use-layout-name.ts';
import { useReroute } from './use-reroute.ts';
import { delayValue, drainValue, type EdgeValue, hookValue, retryAfterValue } from './words.ts';

const DRAW_ORDER: readonly EdgeState[] = ['next', 'now', 'past'];

interface SignalMapProps {
  readonly player: Player;
  readonly attention: SignalName | null;
  /** Who runs the scenario again when a value is changed; without it they stand fast. */
  readonly session?: Session;
}

export function SignalMap({ player, attention, session }: SignalMapProps) {
  const layoutName = useLayoutName();
  const state = useStore(player.store, value => value);
  const { view, source, t, origin, playing, speed, selected, thing } = state;
  const plan = source?.plan ?? null;
  const map = signalMapOf(view, plan, t, source?.sendRetryAfter);
  return (
    <section className="v-map" aria-label={tr('Signal map')}>
      <h2 className="view-title">{tr('Signal map')}</h2>
      <SavePicture player={player} view="map" />
      <Drawing
        layout={LAYOUTS[layoutName]}
        map={map}
        plan={plan}
        logged={source?.sendRetryAfter ?? null}
        t={t}
        origin={origin}
        attention={thing === null ? attention : null}
        session={session && canEdit(state) ? session : null}
        coming={comingOf(state)}
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
  /** Whether a log tells of retry-after. */
  readonly logged: boolean | null;
  readonly t: number;
  readonly origin: number | null;
  readonly attention: SignalName | null;
  readonly session: Session | null;
  readonly coming: Coming;
  readonly moves: boolean;
  readonly onSelect: (signal: SignalName) => void;
}

function Drawing(props: DrawingProps) {
  const { layout, map, plan, logged, t, origin, attention, session, coming, moves, onSelect } = props;
  const { xC, g, gap } = layout;
  const svg = useRef<SVGSVGElement>(null);
  const paths = routes(layout, map.sendRetryAfter, name =>
    map.lamps[name].ring ? layout.ringR : layout.lampR,
  );
  useReroute(svg, { sendRetryAfter: map.sendRetryAfter, layout, paths });
  const drain = drainValue(plan, watchesOf(map), layout.name);
  const rowOfDrain = map.sendRetryAfter ? aboveName(layout, drain) : middleOfDrain(layout, drain);
  const lamp = (name: LampName) => (
    <Lamp
      key={name}
      layout={layout}
      lamp={map.lamps[name]}
      at={lampAt(layout, name, map.sendRetryAfter)}
      origin={origin}
      isSelected={attention === name}
      onSelect={onSelect}
    />
  );
  const label = (value: EdgeValue, side: 'left' | 'right', y: number) => (
    <EdgeLabel
      key={`${side}-${y < layout.merge ? 'upper' : 'lower'}`}
      value={value}
      x={side === 'left' ? xC - g - gap : xC + g + gap}
      y={y}
      anchor={side === 'left' ? 'end' : 'start'}
      layout={layout}
      session={session}
    />
  );
  const last = map.sendRetryAfter
    ? [label(drain, 'right', rowOfDrain), lamp('InFlightRequestsDrained'), lamp('HTTPServerStoppedListening')]
    : [
        lamp('HTTPServerStoppedListening'),
        label(drain, 'right', rowOfDrain),
        lamp('InFlightRequestsDrained'),
      ];
  return (
    <svg
      ref={svg}
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
      <title>{tr('Signal map; the table of signals after it says the same in words')}</title>
      {DRAW_ORDER.map(state =>
        EDGES.map(name => {
          const path = paths[name];
          return path && map.edges[name] === state ? (
            <path key={name} className={`edge ${state}`} data-edge={name} d={path} pathLength="1" />
          ) : null;
        }),
      )}
      <Tokens paths={paths} edges={map.edges} coming={coming} moves={moves} />
      <SameInstant layout={layout} map={map} t={t} />
      <Stop layout={layout} map={map} origin={origin} />
      {lamp('ShutdownInitiated')}
      {label(delayValue(plan, layout.name), 'left', layout.values)}
      {lamp('AfterShutdownDelayDuration')}
      {label(hookValue(plan, layout.name), 'right', layout.values)}
      {lamp('PreShutdownHooksStopped')}
      <Gate layout={layout} map={map} />
      {lamp('NotAcceptingNewRequest')}
      {label(retryAfterValue(plan, logged, layout.name), 'left', layout.fork2 + retryAfterDrop(layout.name))}
      {last}
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

/** Beside the upper row; what needs more lines grows upwards, away from the lamp below it. */
function middleOfDrain(layout: MapLayout, value: EdgeValue): number {
  const lines = layout.broken ? 2 : 1;
  return layout.rowA - (Math.max(0, value.lines.length - lines) * valueLine(layout)) / 2;
}

function watchesOf(map: SignalMapView): number {
  const { note } = map.lamps.InFlightRequestsDrained;
  return note.kind === 'inFlight' ? note.watches : 0;
}

interface GateProps {
  readonly layout: MapLayout;
  readonly map: SignalMapView;
}

function Gate({ layout, map }: GateProps) {
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
