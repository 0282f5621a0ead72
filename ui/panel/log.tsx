/** The event log: every event of the run, of which only the lines in sight are drawn; it follows the playhead. */
import { type KeyboardEvent, useCallback, useMemo, useRef } from 'react';
import type { RunEvent } from '../../machines/recording/events.ts';
import { describeEvent } from '../../machines/view/describe-event.ts';
import { isOfKind, type LogKind, LogLines } from '../../machines/view/log-lines.ts';
import type { Player } from '../session/player.ts';
import { shallowEqual, useStore } from '../session/store.ts';
import { isPoll } from '../session/transitions.ts';
import { tr } from '../words/language.ts';
import { LogFilter } from './log-filter.tsx';
import { LogRow } from './log-row.tsx';
import { LogWay } from './log-way.tsx';
import { panelStore } from './panel-store.ts';
import { useLogWindow } from './use-log-window.ts';
import '../styles/log.css';

const OVERSCAN = 6;
const PAGE_LINES = 10;

export function Log({ player }: { readonly player: Player }) {
  const { kind, text } = useStore(panelStore, state => state.log);
  const { index, known, count, origin } = useStore(
    player.store,
    ({ source, count, origin }) => ({
      index: source?.index ?? null,
      known: source?.index.count ?? 0,
      count,
      origin,
    }),
    shallowEqual,
  );
  const lines = useMemo(
    () => (index ? new LogLines(index, filterOf(kind, text)) : null),
    [index, kind, text],
  );
  if (known > 0) lines?.update();
  const length = lines?.length ?? 0;
  /** The line at the playhead: the last one that has happened; −1: none has. */
  const current = (lines?.before(count) ?? 0) - 1;
  const box = useRef<HTMLDivElement>(null);
  const { top, height, row } = useLogWindow(box, current, length);
  const go = useCallback(
    (event: RunEvent | undefined): void => {
      if (event) player.showEvent(event.seq, performance.now());
    },
    [player],
  );
  const press = (event: KeyboardEvent): void => {
    const to = {
      ArrowDown: current + 1,
      ArrowUp: Math.max(0, current - 1),
      PageDown: Math.min(length - 1, current + PAGE_LINES),
      PageUp: Math.max(0, current - PAGE_LINES),
      Home: 0,
      End: length - 1,
    }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    go(lines?.line(to));
  };
  const first = Math.max(0, Math.floor(top / row) - OVERSCAN);
  const end = Math.min(length, Math.ceil((top + height) / row) + OVERSCAN);
  const shown = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset);
  return (
    <div className="log-box">
      <LogFilter found={length} />
      {length === 0 ? (
        <p>{known === 0 ? tr('Nothing has happened yet.') : tr('No event matches.')}</p>
      ) : (
        <div
          ref={box}
          className="log"
          role="listbox"
          aria-label={tr('Events')}
          tabIndex={0}
          aria-activedescendant={current >= first && current < end ? optionId(current) : undefined}
          onKeyDown={press}
        >
          <div role="presentation" style={{ height: length * row }}>
            {shown.map(number => {
              const event = lines?.line(number);
              return event ? (
                <LogRow
                  key={event.seq}
                  id={optionId(number)}
                  event={event}
                  number={number}
                  length={length}
                  top={number * row}
                  height={row}
                  origin={origin}
                  when={number === current ? 'now' : number < current ? 'past' : 'later'}
                  onGo={go}
                />
              ) : null;
            })}
          </div>
        </div>
      )}
      <LogWay player={player} event={lines?.line(current)} />
    </div>
  );
}

function optionId(number: number): string {
  return `log-${number}`;
}

/** Inputs of the kernel say nothing to people that their effects do not say as well; neither do polls. */
function filterOf(kind: LogKind, text: string): (event: RunEvent) => boolean {
  const wanted = text.trim().toLowerCase();
  return event =>
    event.type !== 'input' &&
    !isPoll(event) &&
    isOfKind(event, kind) &&
    (wanted === '' || describeEvent(event, tr).toLowerCase().includes(wanted));
}
