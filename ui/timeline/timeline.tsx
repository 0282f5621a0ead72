/** The timeline: lanes on one scale, a playhead to drag, and the ground beyond it that nobody knows yet. */
import { type PointerEvent, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { loadBalancerOf, type RunPlan } from '../../machines/view/plan.ts';
import { TimeScale } from '../../machines/view/time-scale.ts';
import type { Player, PlayerState } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { Axis } from './axis.tsx';
import { ConditionTrack } from './condition-track.tsx';
import { timelineEnd } from './extent.ts';
import { FoldButtons, FoldStrokes } from './folds.tsx';
import { useWheel } from './gestures.ts';
import { clientLaneCount, clientLanes, type FixedLane, fixedLanes } from './lane-list.ts';
import { rootPx } from './measure-text.ts';
import { killTime, Lines, SameInstant, type StateOnScale, Unknown } from './overlays.tsx';
import { DelayTrack, HooksTrack } from './planned-bars.tsx';
import { PodTrack } from './pod-track.tsx';
import { RequestLanes } from './request-lanes.tsx';
import { SignalTrack } from './signal-track.tsx';
import { scaleShown, timelineView } from './timeline-view.ts';
import { useFolds } from './use-folds.ts';
import { useWidth } from './use-width.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

/** Width of a folded wait at the usual size of text. */
const FOLD_PX = 96;
const USUAL_TEXT_PX = 16;

export function Timeline({ player }: { readonly player: Player }) {
  const state = useStore(player.store, value => value);
  const { source, t, present, origin } = state;
  const plan = source?.plan ?? null;
  const tracks = useRef<HTMLDivElement>(null);
  const width = useWidth(tracks);
  const end = timelineEnd(plan, origin, present);
  const choice = useStore(timelineView.store, value => value);
  const folds = useFolds(state, end, choice.unfolded);
  const whole = useMemo(
    () => TimeScale.fit(0, end, width, folds, (FOLD_PX * rootPx()) / USUAL_TEXT_PX),
    [end, width, folds],
  );
  const shown = scaleShown(whole, choice.part, state.playing ? t : null);
  // One object as long as it is the same view: labels are placed, and bars painted, anew for another one.
  const scale = useMemo(
    () => new TimeScale(shown.start, shown.density, whole.width, whole.folds, whole.foldPx),
    [shown.start, shown.density, whole],
  );
  useWheel(tracks);
  useLayoutEffect(() => timelineView.draws({ whole, shown: scale, playhead: t }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run is shown from its beginning to its end
  useEffect(() => timelineView.fit(), [source]);
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
          <span title={origin === null ? 'since the start' : `since ${stopName(state)}`}>seconds</span>
          <ZoomButtons isFit={choice.part === null && choice.unfolded.size === 0} />
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
          <i className="paper" style={{ width: scale.span(scale.start, t).width }} />
          {fixed.map(lane => (
            <div key={lane} className="track" data-lane={lane}>
              <FixedTrack lane={lane} state={state} scale={scale} />
            </div>
          ))}
          <div style={{ height: room * laneHeight }}>
            <RequestLanes lanes={clients} scale={scale} t={t} present={present} laneHeight={laneHeight} />
          </div>
          <FoldStrokes scale={scale} t={t} />
          {present > t && <i className="over veil" style={scale.span(t, present)} />}
          <Lines state={state} scale={scale} />
          <SameInstant state={state} scale={scale} fixed={fixed} laneHeight={laneHeight} />
          <Unknown state={state} scale={scale} top={3 + fixed.length * laneHeight} />
        </div>
        <div className="unfolds">
          <FoldButtons scale={scale} />
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

function FixedTrack({ lane, state, scale }: StateOnScale & { readonly lane: FixedLane }) {
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
