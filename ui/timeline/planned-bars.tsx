/** Bars of things with a planned end: the shutdown delay and the hooks; what is planned is a ghost. */

import { formatDuration } from '../../machines/scenario/duration.ts';
import { millis } from '../../machines/time.ts';
import { type HookPlan, hooksTakeMs, type RunPlan } from '../../machines/view/plan.ts';
import { momentIn, type RunView } from '../../machines/view/run-view.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { namesMoments } from '../../machines/view/unnamed-moments.ts';
import { clockTime, seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { measureText } from './measure-text.ts';

const BAR_PADDING_PX = 14;
/** From a ghost to the words behind it, and from these to what comes next. */
const AFTER_PX = 11;
const AIR_PX = 5;

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
  /** What is written behind the ghost, the longest first. */
  readonly after: readonly string[];
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
  /** Words behind the ghost end before the line of the kill, a fold or the edge, or they are not written. */
  const afterX = scale.x(ghostEnd) + AFTER_PX;
  const walls = [
    scale.width,
    ...(kill === null ? [] : [scale.x(kill)]),
    ...scale.folds.map(fold => scale.x(fold.from)),
  ];
  const wall = Math.min(...walls.filter(x => x >= afterX - AFTER_PX));
  const after = props.after.find(text => afterX + measureText(text) + AIR_PX <= wall);
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
        {fitting([tr('cut off')], from, gone)}
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
      {ghostEnd > t && after !== undefined && (
        <span className="mark-text" style={{ left: scale.x(ghostEnd) + AFTER_PX }}>
          {after}
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
  // Up to 1.21 no signal says when it begins: it is the stop.
  const begun = namesMoments(plan) ? view.signals.ShutdownInitiated : view.process.stop;
  const from = begun?.t ?? origin;
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
      ended={momentIn(view, 'AfterShutdownDelayDuration')?.t ?? null}
      planned={from + plan.shutdownDelayMs}
      t={t}
      begun={begun != null}
      gone={view.process.exit?.t ?? null}
      running={[
        tr('{done} of {all}', { done: seconds(t - from, 1), all: value.replace(/s$/, ' s') }),
        seconds(t - from, 1),
      ]}
      done={[tr('{what}, over', { what: flag }), tr('{what}, over', { what: value }), value]}
      kill={kill}
      after={[]}
    />
  );
}

/** The pre-shutdown hooks: they run one after the other, so that one track holds them all. */
export function HooksTrack({ view, plan, scale, t, origin, kill }: TrackProps) {
  const runs = view.hooks.filter(hook => hook.phase === 'preShutdown');
  const waiting = plan.preShutdownHooks.filter(
    hook => !isWaiting(hook) && !runs.some(run => run.name === hook.name),
  );
  const planOf = (name: string): HookPlan | undefined =>
    plan.preShutdownHooks.find(hook => hook.name === name);
  const isAlone = plan.preShutdownHooks.length === 1;
  const ahead = hooksTakeMs(waiting);
  return (
    <>
      {runs.map(run => {
        const takes = planOf(run.name)?.takesMs ?? null;
        const planned = takes === null || run.hangs ? null : run.startedAt + takes;
        const name = isAlone ? '' : `${run.name} `;
        const ran = seconds(t - run.startedAt, 1);
        const ranOf =
          takes === null || run.hangs
            ? isWaiting(planOf(run.name)) && !run.hangs
              ? `${ran} s`
              : tr('{done} s, never ends', { done: ran })
            : tr('{done} of {all}', { done: ran, all: formatDuration(millis(takes)).replace(/s$/, ' s') });
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
            running={[`${name}${ranOf}`, ranOf, ran]}
            done={
              run.error === null
                ? [`${run.name}, ${seconds((run.endedAt ?? t) - run.startedAt, 1)} s`, run.name]
                : [tr('{hook} failed', { hook: run.name }), tr('failed')]
            }
            failed={run.error !== null}
            kill={kill}
            after={planned === null || waiting.length > 0 ? [] : plannedEnd(planned, origin)}
          />
        );
      })}
      {runs.length === 0 && origin !== null && !view.process.exit && (
        <PlannedBar
          scale={scale}
          from={origin}
          ended={null}
          planned={ahead === null ? null : origin + ahead}
          t={t}
          begun={false}
          gone={null}
          running={[]}
          done={[]}
          kill={kill}
          after={[]}
        />
      )}
    </>
  );
}

function isWaiting(hook: HookPlan | undefined): boolean {
  return hook?.waits === true;
}

function plannedEnd(planned: number, origin: number | null): readonly string[] {
  const at = clockTime(planned, origin, 1).replace(/ s$/, '');
  return [tr('planned end {at}', { at }), at];
}
