/** The timeline: lanes on one scale, a playhead to drag, and the ground beyond it that nobody knows yet. */
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { recordingEnd, timelineEnd } from '../../machines/view/drawing/extent.ts';
import { clientLaneCount, clientLanes, fixedLanes } from '../../machines/view/drawing/lane-list.ts';
import { TimeScale } from '../../machines/view/time-scale.ts';
import { SavePicture } from '../export/save-picture.tsx';
import { openThingMenu } from '../faults/menu-store.ts';
import { canEdit, runWithValue } from '../map/edit-scenario.ts';
import type { Player, PlayerState } from '../session/player.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { AuditWord } from './audit-word.tsx';
import { Axis } from './axis.tsx';
import { FixedTrack, LaneName } from './fixed-track.tsx';
import { FoldButtons, FoldStrokes } from './folds.tsx';
import { useWheel } from './gestures.ts';
import { GraceEditor } from './grace-editor.tsx';
import { hookAt, requestAt, type ThingBar, whileThere } from './hit.ts';
import { InFlight } from './in-flight.tsx';
import { measureText, rootPx } from './measure-text.ts';
import { Lines, Unknown } from './overlays.tsx';
import { podLane, UNKNOWN_POD } from './pod-lane.ts';
import { RequestLanes } from './request-lanes.tsx';
import { placeInstants, SameInstant } from './same-instant.tsx';
import { scaleShown, timelineView } from './timeline-view.ts';
import { useFolds } from './use-folds.ts';
import { useLanePointer } from './use-lane-pointer.ts';
import { useWidth } from './use-width.ts';
import { ZoomButtons } from './zoom-buttons.tsx';

/** Width of a folded wait at the usual size of text. */
const FOLD_PX = 96;
const USUAL_TEXT_PX = 16;
/** The grace period's place in a scenario. */
const GRACE = ['pod', 'terminationGracePeriodSeconds'] as const;
/** Above the first lane. */
const LANES_TOP_PX = 3;

interface TimelineProps {
  readonly player: Player;
  /** Where values of the scenario are changed; without it they are fixed. */
  readonly session?: Session;
}

export function Timeline({ player, session }: TimelineProps) {
  const state = useStore(player.store, value => value);
  const { source, view, t, present, origin } = state;
  const plan = source?.plan ?? null;
  const tracks = useRef<HTMLDivElement>(null);
  const width = useWidth(tracks);
  const end =
    source?.mode === 'replay' ? recordingEnd(source.index.lastT) : timelineEnd(plan, origin, present);
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
  const fixed = useMemo(() => fixedLanes(plan), [plan]);
  const room = clientLaneCount(fixed);
  const clients = source ? clientLanes(source.tracks, room, tr) : [];
  const laneHeight = useLaneHeight(width);
  const clientsTop = LANES_TOP_PX + fixed.length * laneHeight;
  const hooksTop = fixed.includes('hooks') ? LANES_TOP_PX + fixed.indexOf('hooks') * laneHeight : null;
  const graceMs = plan?.gracePeriodMs ?? null;
  // The marks are one growing list: their number says whether they have changed.
  const marks = source?.tracks.process;
  const known = marks?.length ?? 0;
  const pod = useMemo(
    () =>
      plan === null
        ? UNKNOWN_POD
        : podLane({ graceMs, origin, marks: marks?.slice(0, known) ?? [] }, scale, measureText),
    [plan, graceMs, origin, marks, known, scale],
  );
  const shownSeq = source?.index.event(state.count - 1)?.seq ?? -1;
  const instants = placeInstants(
    source?.tracks.instants.groups ?? [],
    fixed,
    scale,
    shownSeq,
    source?.tracks.stop ?? null,
  );
  const brackets = instants
    .filter(({ first }) => fixed[first] === 'pod' || fixed[first] === 'signals')
    .map(({ x }) => Math.round(x))
    .join(' ');
  const seek = (x: number): void => player.seek(scale.t(x), performance.now());
  const pointer = useLanePointer<ThingBar & { readonly top: number }>({
    seek,
    find: ({ x, y }, slack) => {
      const lane = Math.floor((y - LANES_TOP_PX) / laneHeight);
      const top = LANES_TOP_PX + lane * laneHeight;
      const aim = { x, y: y - top, slack };
      const client = clients[lane - fixed.length];
      const bar =
        fixed[lane] === 'hooks'
          ? hookAt(view.hooks, aim, laneHeight, scale, t)
          : client
            ? requestAt(client.lanes, aim, laneHeight, scale)
            : null;
      return bar && { ...bar, top };
    },
    open: (bar, { x }) => {
      const { thing, start, top, y, height } = bar;
      // A thing is pointed at in a moment in which it is there: now, or else where it was pressed.
      const isThere =
        thing.kind === 'request' ? view.requests.has(thing.id) : start <= t && (bar.end ?? t + 1) > t;
      const at = isThere ? t : whileThere(bar, scale.t(x));
      if (!isThere) player.seek(at, performance.now());
      const box = tracks.current?.getBoundingClientRect();
      if (!box) return;
      const left = box.left + Math.max(0, scale.x(start));
      const right = box.left + Math.min(scale.width, Math.max(scale.x(bar.end ?? at), scale.x(start) + 2));
      openThingMenu(
        thing,
        { left, right: Math.max(left, right), top: box.top + top + y, bottom: box.top + top + y + height },
        tracks.current,
      );
    },
  });
  return (
    <section className="time" aria-label={tr('Timeline')}>
      <div className="time-grid">
        <div className="axis-name">
          <span
            className="unit"
            title={
              origin === null ? tr('since the start') : tr('since {signal}', { signal: stopName(state) })
            }
          >
            {tr('seconds')}
          </span>
          <ZoomButtons isFit={choice.part === null && choice.unfolded.size === 0} />
          <SavePicture player={player} view="timeline" />
        </div>
        <Axis scale={scale} t={t} origin={origin} stopSignal={stopName(state)} />
        <div className="lane-names">
          {fixed.map(lane => (
            <div key={lane} className="ln">
              <LaneName lane={lane} plan={plan} />
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
          <div className="ln">
            <b>{tr('Audit log')}</b>
          </div>
        </div>
        <div
          ref={tracks}
          className="tracks"
          role="slider"
          tabIndex={0}
          aria-label={tr('Playhead')}
          aria-valuemin={0}
          aria-valuemax={Math.round(present)}
          aria-valuenow={Math.round(t)}
          aria-valuetext={clockTime(t, origin, 1)}
          {...pointer}
        >
          <i className="paper" style={{ width: scale.span(scale.start, t).width }} />
          {fixed.map(lane => (
            <div key={lane} className="track" data-lane={lane}>
              <FixedTrack
                lane={lane}
                state={state}
                scale={scale}
                pod={pod}
                shownSeq={shownSeq}
                brackets={brackets}
              />
            </div>
          ))}
          <div style={{ height: (room + 1) * laneHeight }}>
            <RequestLanes
              lanes={clients}
              room={room}
              audit={source?.tracks.audit ?? null}
              scale={scale}
              at={{ t, present }}
              laneHeight={laneHeight}
            />
          </div>
          {source && (
            <AuditWord audit={source.tracks.audit} scale={scale} top={clientsTop + room * laneHeight} />
          )}
          <FoldStrokes scale={scale} t={t} />
          {present > t && <i className="over veil" style={scale.span(t, present)} />}
          <Lines state={state} scale={scale} />
          <SameInstant state={state} scale={scale} placed={instants} fixed={fixed} laneHeight={laneHeight} />
          <Unknown state={state} scale={scale} top={clientsTop} />
        </div>
        <div className="handles">
          {session && canEdit(state) ? (
            <GraceEditor
              lane={pod}
              scale={scale}
              origin={origin}
              grace={graceMs === null ? null : graceMs / 1000}
              onChange={seconds => runWithValue(session, GRACE, seconds)}
            />
          ) : (
            pod.value && (
              <span className="mark-text grace-words fixed" style={{ left: pod.value.left }}>
                {pod.value.words}
              </span>
            )
          )}
          <FoldButtons scale={scale} />
          <InFlight
            view={view}
            t={t}
            origin={origin}
            scale={scale}
            clients={clients}
            laneHeight={laneHeight}
            hooksTop={hooksTop}
            clientsTop={clientsTop}
          />
        </div>
      </div>
    </section>
  );
}

function stopName(state: PlayerState): string {
  return state.view.process.stop?.signal ?? 'SIGTERM';
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
