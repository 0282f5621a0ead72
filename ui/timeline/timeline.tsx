/** The timeline: lanes on one scale, a playhead to drag, and the ground beyond it that nobody knows yet. */
import { type PointerEvent, useMemo, useRef } from 'react';
import { loadBalancerOf, type RunPlan } from '../../machines/view/plan.ts';
import type { Player, PlayerState } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { clockTime, roundTime } from '../words/format.ts';
import { Axis } from './axis.tsx';
import { ConditionTrack } from './condition-track.tsx';
import { timelineEnd } from './extent.ts';
import { clientLaneCount, clientLanes, type FixedLane, fixedLanes } from './lane-list.ts';
import { DelayTrack, HooksTrack } from './planned-bars.tsx';
import { RequestLanes } from './request-lanes.tsx';
import { SignalTrack } from './signal-track.tsx';
import { TimeScale } from './time-scale.ts';
import { useWidth } from './use-width.ts';

const KILL_TEXT_PX = 70;
/** Room for the words about a kill that lies beyond the right edge, and where there is little of it. */
const BEYOND_TEXT_PX = 150;
const BEYOND_SHORT_PX = 62;
const NARROW_PX = 520;
const UNKNOWN_TEXT_PX = 120;
/** Events this close to the stop are of the same instant. */
const INSTANT_MS = 1;

export function Timeline({ player }: { readonly player: Player }) {
  const state = useStore(player.store, value => value);
  const { source, t, present, origin } = state;
  const plan = source?.plan ?? null;
  const tracks = useRef<HTMLDivElement>(null);
  const width = useWidth(tracks);
  const end = timelineEnd(plan, origin, present);
  const scale = useMemo(() => new TimeScale(0, end, width), [end, width]);
  const fixed = fixedLanes(plan);
  const room = clientLaneCount(fixed);
  const clients = source ? clientLanes(source.tracks, room) : [];
  const laneHeight = useLaneHeight(width);
  const seek = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    player.seek(scale.t(event.clientX - box.left), performance.now());
  };
  return (
    <section className="time" aria-label="Timeline">
      <div className="time-grid">
        <div className="axis-name">
          {origin === null ? 'seconds since start' : `seconds since ${stopName(state)}`}
        </div>
        <Axis scale={scale} t={t} origin={origin} stopSignal={stopName(state)} />
        <div className="lane-names">
          {fixed.map(lane => (
            <div key={lane} className="ln">
              {nameOf(lane, plan)}
            </div>
          ))}
          {clients.map(lane => (
            <div key={lane.name} className="ln">
              <b>{lane.name}</b> <span>{lane.detail}</span>
            </div>
          ))}
          {Array.from({ length: room - clients.length }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an empty lane is its place
            <div key={index} className="ln" />
          ))}
        </div>
        <div
          ref={tracks}
          className="tracks"
          role="slider"
          tabIndex={0}
          aria-label="Playhead"
          aria-valuemin={0}
          aria-valuemax={Math.round(present)}
          aria-valuenow={Math.round(t)}
          aria-valuetext={clockTime(t, origin, 1)}
          onPointerDown={event => {
            event.currentTarget.setPointerCapture(event.pointerId);
            seek(event);
          }}
          onPointerMove={event => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event);
          }}
        >
          <i className="paper" style={{ width: Math.max(0, scale.x(t)) }} />
          {fixed.map(lane => (
            <div key={lane} className="track" data-lane={lane}>
              <FixedTrack lane={lane} state={state} scale={scale} />
            </div>
          ))}
          <div style={{ height: room * laneHeight }}>
            <RequestLanes lanes={clients} scale={scale} t={t} present={present} laneHeight={laneHeight} />
          </div>
          {present > t && (
            <i className="over veil" style={{ left: scale.x(t), width: scale.x(present) - scale.x(t) }} />
          )}
          <Lines state={state} scale={scale} />
          <SameInstant state={state} scale={scale} fixed={fixed} laneHeight={laneHeight} />
          <Unknown state={state} scale={scale} top={3 + fixed.length * laneHeight} />
        </div>
      </div>
    </section>
  );
}

function stopName(state: PlayerState): string {
  return state.view.process.stop?.signal ?? 'SIGTERM';
}

const LANE_NAMES: Readonly<Record<FixedLane, string>> = {
  pod: 'Pod',
  signals: 'Signals',
  delay: 'Delay',
  hooks: 'Hook',
  readyz: '/readyz',
  loadBalancer: 'Load balancer',
  listener: 'Listener',
};

function nameOf(lane: FixedLane, plan: RunPlan | null) {
  if (lane !== 'hooks') return <b>{LANE_NAMES[lane]}</b>;
  const hooks = plan?.preShutdownHooks ?? [];
  return (
    <>
      <b>{hooks.length > 1 ? 'Hooks' : 'Hook'}</b>{' '}
      <span>{hooks.length > 1 ? hooks.length : hooks[0]?.name}</span>
    </>
  );
}

function killTime(state: PlayerState): number | null {
  const grace = state.source?.plan?.gracePeriodMs ?? null;
  return grace === null || state.origin === null ? null : state.origin + grace;
}

interface TrackProps {
  readonly state: PlayerState;
  readonly scale: TimeScale;
}

function FixedTrack({ lane, state, scale }: TrackProps & { readonly lane: FixedLane }) {
  const { view, source, t, present, origin } = state;
  const plan = source?.plan;
  if (!source || !plan || scale.width === 0) return null;
  const { tracks } = source;
  const until = tracks.exit ?? present;
  const kill = killTime(state);
  switch (lane) {
    case 'pod':
      return <PodTrack state={state} scale={scale} />;
    case 'signals':
      return <SignalTrack marks={tracks.signals} stop={tracks.stop} t={t} scale={scale} />;
    case 'delay':
      return <DelayTrack view={view} plan={plan} scale={scale} t={t} origin={origin} kill={kill} />;
    case 'hooks':
      return <HooksTrack view={view} plan={plan} scale={scale} t={t} origin={origin} kill={kill} />;
    case 'readyz':
      return (
        <ConditionTrack
          changes={tracks.health.get('/readyz') ?? []}
          scale={scale}
          until={until}
          kind="check"
          bad="fails"
        />
      );
    case 'loadBalancer':
      return (
        <ConditionTrack
          changes={tracks.probes.get(loadBalancerOf(plan)?.name ?? '') ?? []}
          scale={scale}
          until={present}
          kind="check"
          bad="unhealthy"
        />
      );
    case 'listener':
      return <ConditionTrack changes={tracks.listener} scale={scale} until={until} kind="door" bad="shut" />;
  }
}

function PodTrack({ state, scale }: TrackProps) {
  const grace = state.source?.plan?.gracePeriodMs ?? null;
  const kill = killTime(state);
  if (grace === null) return null;
  if (kill === null || state.origin === null) {
    return <span className="mark-text quiet">{`grace period ${grace / 1000}s, from SIGTERM on`}</span>;
  }
  const left = scale.x(state.origin);
  const isBeyond = kill > scale.end;
  const isNarrow = scale.width < NARROW_PX;
  const end = isBeyond ? scale.width - (isNarrow ? BEYOND_SHORT_PX : BEYOND_TEXT_PX) : scale.x(kill);
  const isNearEdge = !isBeyond && scale.width - end < KILL_TEXT_PX;
  return (
    <>
      <i className="bar grace" style={{ left, width: end - left }}>
        {end - left > NARROW_PX / 4 ? `grace period ${grace / 1000}s` : ''}
      </i>
      <span
        className="mark-text danger"
        style={isNearEdge ? { right: scale.width - end + 8 } : { left: end + 11 }}
      >
        {isBeyond
          ? isNarrow
            ? `+${grace / 1000} s →`
            : `SIGKILL at ${roundTime(kill, state.origin)} →`
          : 'SIGKILL'}
      </span>
    </>
  );
}

function Lines({ state, scale }: TrackProps) {
  const kill = killTime(state);
  return (
    <>
      {state.origin !== null && <i className="over vl zero" style={{ left: scale.x(state.origin) }} />}
      {kill !== null && kill <= scale.end && <i className="over vl kill" style={{ left: scale.x(kill) }} />}
      <i className="over vl head" style={{ left: scale.x(state.t) }} />
    </>
  );
}

/** The ground beyond the present says that nobody knows it yet, where it is widest between the lines. */
function Unknown({ state, scale, top }: TrackProps & { readonly top: number }) {
  if (state.ended) return null;
  const lines = [state.origin, killTime(state)].flatMap(t =>
    t === null || t <= state.present ? [] : [scale.x(t)],
  );
  const bounds = [scale.x(state.present), ...lines.filter(x => x < scale.width), scale.width].sort(
    (a, b) => a - b,
  );
  let widest = { from: 0, width: 0 };
  for (const [index, from] of bounds.entries()) {
    const width = (bounds[index + 1] ?? from) - from;
    if (width > widest.width) widest = { from, width };
  }
  if (widest.width < UNKNOWN_TEXT_PX) return null;
  return (
    <span className="over unknown" style={{ left: widest.from, width: widest.width, top }}>
      not yet known
    </span>
  );
}

interface SameInstantProps extends TrackProps {
  readonly fixed: readonly FixedLane[];
  readonly laneHeight: number;
}

/** A bracket joins what happened in the instant of the stop: signals, delay, hooks and /readyz. */
function SameInstant({ state, scale, fixed, laneHeight }: SameInstantProps) {
  const stop = state.view.process.stop?.t;
  const fails = state.view.health['/readyz'];
  if (stop === undefined || !fails || fails.ok || fails.since - stop > INSTANT_MS) return null;
  const [first, last] = [fixed.indexOf('signals'), fixed.indexOf('readyz')];
  const x = scale.x(stop);
  return (
    <i
      className="over same-instant"
      style={{ left: x, top: 3 + first * laneHeight + 3, height: (last - first + 1) * laneHeight - 6 }}
    >
      {x > KILL_TEXT_PX + 50 && <span>same instant</span>}
    </i>
  );
}

/** The height of a lane as the style sheet has it; it changes with the window's size only. */
function useLaneHeight(width: number): number {
  return useMemo(
    () =>
      width < 0
        ? 0
        : Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--lane')) || 19,
    [width],
  );
}
