/** What is said of a statechart in words. */
import type { ChartState, ChartTransition, Statechart } from '../../machines/view/statechart.ts';
import { statesOf } from '../../machines/view/statechart.ts';
import type { ChartMarks, RegionNow, StateMark, TakenChange } from '../../machines/view/statechart-run.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';

export const MARK_WORDS = {
  never: 'not entered',
  was: 'left',
  waits: 'active, waits',
  rests: 'active, at its end',
  cut: 'active when the process ended',
} as const satisfies Record<StateMark, Phrase>;

/** `delaying, since T+0.00 s`. */
export function nowWords({ states, since }: RegionNow, origin: number | null): string {
  const active = states.join(', ');
  return since === null
    ? active
    : tr('{state}, since {time}', { state: active, time: clockTime(since, origin) });
}

/** `T+0.00 s · delay: idle → delaying · stop.requested`; null: a machine that no run lights. */
export function stepWords(last: readonly TakenChange[] | null, origin: number | null): string {
  if (last === null) return tr('A run has many of these: choose one, and it lights the chart.');
  const first = last[0]?.change;
  if (!first) return tr('No transition yet.');
  const moves = last.map(({ change }) =>
    change.machine === 'lifecycle'
      ? `${change.region}: ${change.from} → ${change.to}`
      : `${change.from} → ${change.to}`,
  );
  return `${clockTime(first.t, origin)} · ${moves.join(', ')} · ${first.event}`;
}

/** `stop.requested [hasNoPreShutdownHooks] → waitingForDrain`. */
export function transitionWords(chart: Statechart, transition: ChartTransition): string {
  const names = new Map(statesOf(chart.root).map(state => [state.id, state.name]));
  const targets = transition.targets.map(id => names.get(id) ?? id).join(', ');
  const guard = transition.guard === null ? '' : ` [${transition.guard}]`;
  return `${transition.label}${guard} → ${targets || tr('stays')}`;
}

export function stateWords(state: ChartState, marks: ChartMarks | null): string {
  const mark = marks?.states.get(state.id);
  return [
    state.name,
    ...(mark ? [tr(MARK_WORDS[mark])] : []),
    ...(state.description ? [tr.text(state.description)] : []),
  ].join(', ');
}
