/** The start of the process in the pod's lane: the bar of its post-start hooks, until the last one has returned. */
import type { RunView } from '../../machines/view/run-view.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { measureText } from './measure-text.ts';

const BAR_PADDING_PX = 14;

interface StartBarProps {
  readonly view: RunView;
  readonly scale: TimeScale;
  readonly t: number;
}

export function StartBar({ view, scale, t }: StartBarProps) {
  const hooks = view.hooks.filter(({ phase }) => phase === 'postStart');
  if (hooks.length === 0) return null;
  const from = Math.min(...hooks.map(hook => hook.startedAt));
  const gone = view.process.exit?.t ?? null;
  const runs = gone === null && hooks.some(hook => hook.endedAt === null);
  const to = runs ? t : Math.max(from, ...hooks.map(hook => hook.endedAt ?? gone ?? t));
  // Hooks that take no time are no phase of the run.
  if (!runs && to === from) return null;
  const state = hooks.some(hook => hook.error !== null) ? 'failed' : runs ? 'run' : 'done';
  const { left, width } = scale.span(from, to);
  const took = `${seconds(to - from, 1)} s`;
  const words = tr('post-start hooks {time}', { time: took });
  const text = [words, took].find(
    candidate => measureText(candidate) + BAR_PADDING_PX < scale.room(from, to),
  );
  return (
    <i
      className={`bar ${state}`}
      data-start={state}
      style={{ left, width: Math.max(2, width) }}
      title={words}
    >
      {text ?? ''}
    </i>
  );
}
