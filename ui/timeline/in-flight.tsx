/**
 * The things in flight as buttons over their bars: what a click on a bar does, for those who have no pointer. They stand
 * beside the lanes in the document, as the lanes are one slider, and are one stop of the tabulator; arrows go from one
 * to the next in causal order.
 */
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { ClientLane } from '../../machines/view/drawing/lane-list.ts';
import type { HookRun, RequestState, RunView } from '../../machines/view/run-view.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { openThingMenu } from '../faults/menu-store.ts';
import type { Thing } from '../session/run-source.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { barOf, hookBar, type ThingBar } from './hit.ts';

/** So many are listed, the oldest first; the room lists what is on each connection. */
const LISTED = 24;

interface InFlightProps {
  readonly view: RunView;
  readonly t: number;
  readonly origin: number | null;
  readonly scale: TimeScale;
  readonly clients: readonly ClientLane[];
  readonly laneHeight: number;
  /** Where the lane of the hooks begins; null: there is none. */
  readonly hooksTop: number | null;
  readonly clientsTop: number;
}

interface Listed {
  readonly key: string;
  readonly thing: Thing;
  readonly start: number;
  readonly name: string;
  readonly hook: HookRun | null;
  readonly request: RequestState | null;
}

export function InFlight(props: InFlightProps) {
  const { view, t, origin, scale, laneHeight } = props;
  const list = useMemo(() => listOf(view), [view]);
  /** The button that has the focus, or had it last. */
  const [current, setCurrent] = useState<string | null>(null);
  const [isFocused, setFocused] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const active = list.some(({ key }) => key === current) ? current : list[0]?.key;
  const onKeyDown = (event: KeyboardEvent): void => {
    const index = list.findIndex(({ key }) => key === active);
    const next = {
      ArrowRight: index + 1,
      ArrowDown: index + 1,
      ArrowLeft: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: list.length - 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const wanted = bar.current?.children[Math.max(0, Math.min(list.length - 1, next))];
    if (wanted instanceof HTMLElement) wanted.focus();
  };
  return (
    <div
      ref={bar}
      className="in-flight"
      role="toolbar"
      aria-label={tr('In flight on the timeline')}
      onKeyDown={onKeyDown}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      {list.map(({ key, thing, start, name, hook, request }) => {
        // Where a bar lies matters only while it is outlined.
        const place = isFocused && key === active ? placeOf(props, hook, request) : null;
        const from = Math.max(0, scale.x(start));
        return (
          <button
            key={key}
            type="button"
            tabIndex={key === active ? 0 : -1}
            aria-haspopup="menu"
            aria-label={tr('{name}, since {at}', { name, at: clockTime(start, origin) })}
            style={
              place
                ? {
                    left: from,
                    top: place.top + place.bar.y,
                    width: Math.max(6, Math.min(scale.width, scale.x(t)) - from),
                    height: place.bar.height,
                  }
                : { left: from, top: 0, width: 6, height: laneHeight }
            }
            onFocus={() => setCurrent(key)}
            onClick={event =>
              openThingMenu(thing, event.currentTarget.getBoundingClientRect(), event.currentTarget)
            }
          >
            <span />
          </button>
        );
      })}
    </div>
  );
}

function listOf(view: RunView): readonly Listed[] {
  const hooks = view.hooks
    .filter(hook => hook.endedAt === null && hook.phase === 'preShutdown' && view.process.exit === null)
    .map(hook => ({
      key: `hook/${hook.name}`,
      thing: { kind: 'hook', phase: hook.phase, name: hook.name } as const,
      start: hook.startedAt,
      name: tr('hook {name}', { name: hook.name }),
      hook,
      request: null,
    }));
  const requests: Listed[] = [];
  for (const request of view.requests.values()) {
    if (request.kind === 'probe') continue;
    // In the order of their sending, as the view has them.
    if (requests.length === LISTED) break;
    requests.push({
      key: request.id,
      thing: { kind: 'request', id: request.id },
      start: request.sentAt,
      name: `${request.name ?? request.id}, ${request.client}, ${request.method} ${request.path}`,
      hook: null,
      request,
    });
  }
  return [...hooks, ...requests].sort((a, b) => a.start - b.start);
}

function placeOf(
  { clients, laneHeight, t, hooksTop, clientsTop }: InFlightProps,
  hook: HookRun | null,
  request: RequestState | null,
): { readonly top: number; readonly bar: ThingBar } | null {
  if (hook) return hooksTop === null ? null : { top: hooksTop, bar: hookBar(hook, laneHeight) };
  if (!request) return null;
  for (const [index, client] of clients.entries()) {
    for (const lane of client.lanes) {
      if (lane.client !== request.client) continue;
      const bar = barOf(lane, request.id, t, laneHeight);
      if (bar) return { top: clientsTop + index * laneHeight, bar };
    }
  }
  return null;
}
