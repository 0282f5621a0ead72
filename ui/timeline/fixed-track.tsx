/** The lanes above the requests: what each of them shows. */

import { type FixedLane, laneName } from '../../machines/view/drawing/lane-list.ts';
import { loadBalancerOf, type RunPlan } from '../../machines/view/plan.ts';
import { tr } from '../words/language.ts';
import { ConditionTrack } from './condition-track.tsx';
import { LoggedBar } from './logged-bars.tsx';
import { killTime, type StateOnScale } from './overlays.tsx';
import { DelayTrack, HooksTrack } from './planned-bars.tsx';
import type { PodLane } from './pod-lane.ts';
import { PodTrack } from './pod-track.tsx';
import { SignalTrack } from './signal-track.tsx';
import { StartBar } from './start-bar.tsx';

export function LaneName({ lane, plan }: { readonly lane: FixedLane; readonly plan: RunPlan | null }) {
  const { name, detail } = laneName(lane, plan, tr);
  return (
    <>
      <b>{name}</b>
      {detail !== '' && (
        <>
          {' '}
          <span>{detail}</span>
        </>
      )}
    </>
  );
}

interface FixedTrackProps extends StateOnScale {
  readonly lane: FixedLane;
  readonly pod: PodLane;
  /** The event that is shown last. */
  readonly shownSeq: number;
  /** Where brackets stand. */
  readonly brackets: string;
}

export function FixedTrack({ lane, state, scale, pod, shownSeq, brackets }: FixedTrackProps) {
  const { view, source, t, present, origin } = state;
  if (!source || scale.width === 0) return null;
  // An imported log may have no scenario: then nothing is planned, and what happened is drawn all the same.
  const { plan } = source;
  const { tracks } = source;
  const until = tracks.exit ?? present;
  const kill = killTime(state);
  const shared = { scale, shownSeq, t };
  switch (lane) {
    case 'pod':
      return (
        <>
          <StartBar view={view} scale={scale} t={t} />
          <PodTrack
            lane={pod}
            marks={tracks.process.filter(mark => mark.t !== t || mark.seq <= shownSeq)}
            x={at => scale.x(at)}
            width={scale.width}
            origin={origin}
          />
        </>
      );
    case 'signals':
      return <SignalTrack marks={tracks.signals} stop={tracks.stop} brackets={brackets} {...shared} />;
    case 'delay':
      return plan ? (
        <DelayTrack view={view} plan={plan} scale={scale} t={t} origin={origin} kill={kill} />
      ) : (
        <LoggedBar view={view} scale={scale} t={t} until="AfterShutdownDelayDuration" />
      );
    case 'hooks':
      return plan ? (
        <HooksTrack view={view} plan={plan} scale={scale} t={t} origin={origin} kill={kill} />
      ) : (
        <LoggedBar view={view} scale={scale} t={t} until="PreShutdownHooksStopped" />
      );
    case 'readyz':
      return (
        <ConditionTrack
          changes={tracks.health.get('/readyz') ?? []}
          until={until}
          kind="check"
          bad={tr('fails')}
          {...shared}
        />
      );
    case 'loadBalancer':
      return (
        <ConditionTrack
          changes={tracks.probes.get(loadBalancerOf(plan)?.name ?? '') ?? []}
          until={present}
          kind="check"
          bad={tr('unhealthy')}
          {...shared}
        />
      );
    case 'listener':
      return (
        <ConditionTrack changes={tracks.listener} until={until} kind="door" bad={tr('shut')} {...shared} />
      );
  }
}
