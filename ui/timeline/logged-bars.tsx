/** The delay and the hooks of a log: nobody knows what was planned, but the signals say how long both took. */
import type { SignalName } from '../../machines/signals.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { seconds } from '../words/format.ts';
import { measureText } from './measure-text.ts';

const BAR_PADDING_PX = 14;

interface LoggedBarProps {
  readonly view: RunView;
  readonly scale: TimeScale;
  readonly t: number;
  /** The signal that ended it. */
  readonly until: Extract<SignalName, 'AfterShutdownDelayDuration' | 'PreShutdownHooksStopped'>;
}

export function LoggedBar({ view, scale, t, until }: LoggedBarProps) {
  const from = view.signals.ShutdownInitiated;
  const ended = view.signals[until];
  if (!from) return null;
  const to = ended?.t ?? Math.min(t, view.process.exit?.t ?? t);
  const { left, width } = scale.span(from.t, to);
  const text = `${seconds(to - from.t, 1)} s`;
  const isInferred = from.inferred || ended?.inferred;
  return (
    <i
      className={`bar ${ended ? 'done' : 'run'} ${isInferred ? 'inferred' : ''}`}
      style={{ left, width: Math.max(2, width) }}
      title={text}
    >
      {measureText(text) + BAR_PADDING_PX < scale.room(from.t, to) ? text : ''}
    </i>
  );
}
