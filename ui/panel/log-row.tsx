/** A line of the log. */
import { memo } from 'react';
import type { RunEvent } from '../../machines/recording/events.ts';
import { describeEvent } from '../../machines/view/describe-event.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';

interface LogRowProps {
  readonly id: string;
  readonly event: RunEvent;
  /** Its place among the lines of the filter, and how many these are. */
  readonly number: number;
  readonly length: number;
  /** Pixels from the first line, and its height. */
  readonly top: number;
  readonly height: number;
  readonly origin: number | null;
  readonly when: 'past' | 'now' | 'later';
  readonly onGo: (event: RunEvent) => void;
}

const STRONG: ReadonlySet<string> = new Set(['signal.fired', 'process.signalled', 'process.exited']);

export const LogRow = memo(function LogRow(props: LogRowProps) {
  const { id, event, number, length, top, height, origin, when, onGo } = props;
  const text = describeEvent(event, tr);
  const isBad =
    (event.type === 'hook.finished' && event.error !== null) ||
    event.type === 'request.aborted' ||
    event.type === 'audit.lost';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the listbox's
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names the active option
    <div
      id={id}
      role="option"
      aria-selected={when === 'now'}
      aria-posinset={number + 1}
      aria-setsize={length}
      className={`log-row ${when} ${STRONG.has(event.type) ? 'strong' : ''} ${isBad ? 'bad' : ''} ${event.inferred ? 'inferred' : ''}`}
      style={{ top, height, lineHeight: `${height}px` }}
      onClick={() => onGo(event)}
    >
      <time>{clockTime(event.t, origin)}</time>
      <span className="what" title={[text, whereOf(event)].filter(Boolean).join(' · ')}>
        {text}
        {event.inferred && <span className="visually-hidden"> ({tr('inferred')})</span>}
      </span>
    </div>
  );
});

/** Where the log of a server says it, or that it does not. */
function whereOf(event: RunEvent): string {
  if (event.inferred) return tr('inferred: no line of the log says so');
  return event.line === undefined ? '' : tr('line {line} of the log', { line: event.line });
}
