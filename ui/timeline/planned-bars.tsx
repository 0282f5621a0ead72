/** Bars of things with a planned end: the shutdown delay and the hooks; what is planned is a ghost. */

import { formatDuration } from '../../machines/scenario/duration.ts';
import { millis } from '../../machines/time.ts';
import type { HookPlan, RunPlan } from '../../machines/view/plan.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { clockTime, seconds } from '../words/format.ts';
import { measureText } from './measure-text.ts';

const BAR_PADDING_PX = 14;

interface PlannedBarProps {
  readonly scale: TimeScale;
  readonly from: number;
  /** When it ended; null while it runs or has not begun. */
  readonly ended: number | null;
  /** When it is planned to end; null: never. */
  readonly planned: number | null;
  readonly t: number;
  readonly begun: boolean;
  /** When the process is gone: what ran then runs no more. */
  readonly gone: number | null;
  /** What stands in the bar, the longest first. */
  readonly running: readonly string[];
  readonly done: readonly string[];
  readonly failed?: boolean;
  /** The end of the pod's grace period: what crosses it is hatched. */
  readonly kill: number | null;
  /** Written behind the ghost; empty: nothing. */
  readonly after: string;
}

function PlannedBar(props: PlannedBarProps) {
  const { scale, from, ended, planned, t, begun, gone, kill } = props;
  /** The longest text that fits into a bar. */
  const fitting = (texts: readonly string[], a: number, b: number): string =>
    texts.find(text => measureText(text) + BAR_PADDING_PX < scale.room(a, b)) ?? '';
  const box = (a: number, b: number) => {
    const { left, width } = scale.span(a, b);
    return { left, width: Math.max(2, width) };
  };
  const ghostEnd = planned ?? Math.max(from, scale.end);
  const hatched =
    kill !== null && ghostEnd > kill ? (
      <i className="bar overrun" style={box(Math.max(kill, from), ghostEnd)} />
    ) : null;
  if (!begun)
    return (
      <>
        {ghostEnd > from && <i className="bar plan" style={box(from, ghostEnd)} />}
        {hatched}
      </>
    );
  if (ended !== null && ended <= t) {
    return (
      <i className={`bar ${props.failed ? 'failed' : 'done'}`} style={box(from, ended)} title={props.done[0]}>
        {fitting(props.done, from, ended)}
      </i>
    );
  }
  if (gone !== null && gone <= t) {
    return (
      <i className="bar failed" style={box(from, gone)}>
        {fitting(['cut off'], from, gone)}
      </i>
    );
  }
  return (
    <>
      <i className="bar run" style={box(from, t)}>
        {fitting(props.running, from, t)}
      </i>
      {ghostEnd > t && <i className="bar plan rest" style={box(t, ghostEnd)} />}
      {hatched}
      {ghostEnd > t && props.after !== '' && (
        <span className="mark-text" style={{ left: scale.x(ghostEnd) + 11 }}>
          {props.after}
        </span>
      )}
    </>
  );
}

interface TrackProps {
  readonly view: RunView;
  readonly plan: RunPlan;
  readonly scale: TimeScale;
  readonly t: number;
  readonly origin: number | null;
  readonly kill: number | null;
}

/** The shutdown delay. */
export function DelayTrack({ view, plan, scale, t, origin, kill }: TrackProps) {
  const from = view.signals.ShutdownInitiated?.t ?? origin;
  if (from === null) return null;
  const value = formatDuration(millis(plan.shutdownDelayMs));
  const flag = `shutdown-delay-duration ${value}`;
  if (plan.shutdownDelayMs === 0) {
    return (
      <span className="mark-text quiet" style={{ left: scale.x(from) + 11 }}>
        {flag}
      </span>
    );
  }
  return (
    <PlannedBar
      scale={scale}
      from={from}
      ended={view.signals.AfterShutdownDelayDuration?.t ?? null}
      planned={from + plan.shutdownDelayMs}
      t={t}
      begun={view.signals.ShutdownInitiated !== undefined}
      gone={view.process.exit?.t ?? null}
      running={[`${seconds(t - from, 1)} of ${value.replace(/s$/, ' s')}`, seconds(t - from, 1)]}
      done={[`${flag}, over`, `${value}, over`, value]}
      kill={kill}
      after=""
    />
  );
}

/** The pre-shutdown hooks: they run one after the other, so that one track holds them all. */
export function HooksTrack({ view, plan, scale, t, origin, kill }: TrackProps) {
  const runs = view.hooks.filter(hook => hook.phase === 'preShutdown');
  const waiting = plan.preShutdownHooks.filter(hook => !runs.some(run => run.name === hook.name));
  const planOf = (name: string): HookPlan | undefined =>
    plan.preShutdownHooks.find(hook => hook.name === name);
  const isAlone = plan.preShutdownHooks.length === 1;
  return (
    <>
      {runs.map(run => {
        const takes = planOf(run.name)?.takesMs ?? null;
        const planned = takes === null ? null : run.startedAt + takes;
        const name = isAlone ? '' : `${run.name} `;
        const ran = seconds(t - run.startedAt, 1);
        const ofPlan =
          takes === null ? ' s, never ends' : ` of ${formatDuration(millis(takes)).replace(/s$/, ' s')}`;
        return (
          <PlannedBar
            key={run.name}
            scale={scale}
            from={run.startedAt}
            ended={run.endedAt}
            planned={planned}
            t={t}
            begun
            gone={view.process.exit?.t ?? null}
            running={[`${name}${ran}${ofPlan}`, `${ran}${ofPlan}`, ran]}
            done={
              run.error === null
                ? [`${run.name}, ${seconds((run.endedAt ?? t) - run.startedAt, 1)} s`, run.name]
                : [`${run.name} failed`, 'failed']
            }
            failed={run.error !== null}
            kill={kill}
            after={
              planned === null || waiting.length > 0
                ? ''
                : `planned end ${clockTime(planned, origin, 1).replace(/ s$/, '')}`
            }
          />
        );
      })}
      {runs.length === 0 && origin !== null && !view.process.exit && (
        <PlannedBar
          scale={scale}
          from={origin}
          ended={null}
          planned={totalOf(waiting) === null ? null : origin + (totalOf(waiting) ?? 0)}
          t={t}
          begun={false}
          gone={null}
          running={[]}
          done={[]}
          kill={kill}
          after=""
        />
      )}
    </>
  );
}

function totalOf(hooks: readonly HookPlan[]): number | null {
  return hooks.some(hook => hook.takesMs === null)
    ? null
    : hooks.reduce((sum, hook) => sum + (hook.takesMs ?? 0), 0);
}
