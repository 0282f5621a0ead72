/** The signal map: the drawing above Go's `RunWithContext`, or what came before it, with lamps that light. */

import { useRef } from 'react';
import type { Lineage } from '../../machines/lineage.ts';
import type { SignalName } from '../../machines/signals.ts';
import { LAYOUTS, type LayoutName, lampAt, type MapLayout } from '../../machines/view/drawing/geometry.ts';
import { valuesOf } from '../../machines/view/drawing/map-values.ts';
import { routes } from '../../machines/view/drawing/routes.ts';
import type { MapOf } from '../../machines/view/maps/map-plan.ts';
import type { RunPlan } from '../../machines/view/plan.ts';
import { type EdgeState, type SignalMapView, signalMapOf } from '../../machines/view/signal-map.ts';
import { SavePicture } from '../export/save-picture.tsx';
import { lineageShown } from '../session/lineage-shown.ts';
import type { Player } from '../session/player.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { useDrawn } from '../session/use-drawn.ts';
import { tr } from '../words/language.ts';
import { type Coming, comingOf } from './coming.ts';
import { canEdit } from './edit-scenario.ts';
import { Gate } from './gate.tsx';
import { Lamp } from './lamp.tsx';
import { FASTEST_MOTION } from './motion.ts';
import { PlacedValue } from './placed-value.tsx';
import { Exit, Stop } from './process-squares.tsx';
import { SameInstant } from './same-instant.tsx';
import { Tokens } from './tokens.tsx';
import { useLayoutName } from './use-layout-name.ts';
import { useMapOf } from './use-map-plan.ts';
import { useReroute } from './use-reroute.ts';

const DRAW_ORDER: readonly EdgeState[] = ['next', 'now', 'past'];

interface SignalMapProps {
  readonly player: Player;
  readonly attention: SignalName | null;
  /** Who runs the scenario again when a value is changed; without it they stand fast. */
  readonly session?: Session;
}

export function SignalMap({ player, attention, session }: SignalMapProps) {
  const layoutName = useLayoutName();
  const lineage = useStore(player.store, ({ source }) => lineageShown(source));
  const mapOf = useMapOf(lineage);
  return (
    <section className="v-map" aria-label={tr('Signal map')}>
      <h2 className="view-title">{tr('Signal map')}</h2>
      <SavePicture player={player} view="map" />
      {mapOf && (
        <Shown
          layoutName={layoutName}
          lineage={lineage}
          mapOf={mapOf}
          player={player}
          attention={attention}
          session={session ?? null}
        />
      )}
    </section>
  );
}

interface ShownProps {
  readonly layoutName: LayoutName;
  readonly lineage: Lineage;
  readonly mapOf: MapOf;
  readonly player: Player;
  readonly attention: SignalName | null;
  readonly session: Session | null;
}

function Shown({ layoutName, lineage, mapOf, player, attention, session }: ShownProps) {
  const state = useDrawn(player.store);
  const { view, source, t, origin, playing, speed, selected, thing } = state;
  const plan = source?.plan ?? null;
  const map = signalMapOf(view, plan, t, source?.sendRetryAfter, mapOf);
  return (
    <Drawing
      layout={LAYOUTS[layoutName]}
      lineage={lineage}
      map={map}
      plan={plan}
      logged={source?.sendRetryAfter ?? null}
      t={t}
      origin={origin}
      attention={thing === null ? attention : null}
      session={session && canEdit(state) ? session : null}
      coming={comingOf(state, map.plan)}
      moves={playing && speed <= FASTEST_MOTION}
      onSelect={signal => player.select(signal === selected ? null : signal, performance.now())}
    />
  );
}

interface DrawingProps {
  readonly layout: MapLayout;
  readonly lineage: Lineage;
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
  const { layout, lineage, map, plan, logged, t, origin, attention, session, coming, moves, onSelect } =
    props;
  const svg = useRef<SVGSVGElement>(null);
  const paths = routes(layout, map.plan, name => (map.lamps[name]?.ring ? layout.ringR : layout.lampR));
  useReroute(svg, { sendRetryAfter: map.sendRetryAfter, lineage, plan: map.plan, layout, paths });
  const values = valuesOf(map, plan, logged, layout, tr);
  const lastInput = map.plan.gate?.at(-1);
  return (
    <svg
      ref={svg}
      className={`map ${layout.name}`}
      viewBox={`0 0 ${layout.width} ${layout.height}`}
      preserveAspectRatio="xMidYMin meet"
      data-lineage={lineage}
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
        map.plan.edges.map(({ name }) =>
          map.edges[name] === state ? (
            <path
              key={name}
              className={`edge ${state}`}
              data-edge={name}
              d={paths[name] ?? ''}
              pathLength="1"
            />
          ) : null,
        ),
      )}
      <Tokens paths={paths} edges={map.edges} coming={coming} moves={moves} />
      <SameInstant layout={layout} map={map} t={t} />
      <Stop layout={layout} map={map} origin={origin} />
      {map.plan.lamps.flatMap(place => {
        const lamp = map.lamps[place.name];
        if (!lamp) return [];
        return [
          ...values
            .filter(({ before }) => before === place.name)
            .map(value => <PlacedValue key={value.key} placed={value} layout={layout} session={session} />),
          <Lamp
            key={place.name}
            layout={layout}
            lamp={lamp}
            at={lampAt(layout, place)}
            origin={origin}
            isSelected={attention === place.name}
            onSelect={onSelect}
          />,
          ...(place.name === lastInput ? [<Gate key="gate" layout={layout} map={map} />] : []),
        ];
      })}
      {values
        .filter(({ before }) => before === null)
        .map(value => (
          <PlacedValue key={value.key} placed={value} layout={layout} session={session} />
        ))}
      <Exit layout={layout} map={map} origin={origin} />
    </svg>
  );
}
