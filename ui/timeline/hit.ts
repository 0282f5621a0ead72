/** What lies under a pointer: the bar of a request or of a hook. Pure: lanes, rows and times against a place. */

import { firstAtOrAfter, ROPES, ropeY, rowBox } from '../../machines/view/drawing/lane-shapes.ts';
import type { RequestLane } from '../../machines/view/request-lane.ts';
import type { HookRun } from '../../machines/view/run-view.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import type { Thing } from '../session/run-source.ts';

/** A bar of a thing: its times, and the part of its lane's height that it takes. */
export interface ThingBar {
  readonly thing: Thing;
  readonly start: number;
  /** null: it has not ended. */
  readonly end: number | null;
  readonly y: number;
  readonly height: number;
}

/** A point in a lane, and how far beside a bar it may lie, in pixels. */
export interface Aim {
  readonly x: number;
  readonly y: number;
  readonly slack: number;
}

/** The bar of a request nearest to a point of its lane; null: none is near. Those that came last lie on top. */
export function requestAt(
  lanes: readonly RequestLane[],
  aim: Aim,
  height: number,
  scale: TimeScale,
): ThingBar | null {
  let best: ThingBar | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  const consider = (id: string, start: number, end: number | null, row: number, watch: boolean): void => {
    const from = scale.x(start);
    const aside = Math.max(0, from - aim.x, end === null ? 0 : aim.x - Math.max(from + 2, scale.x(end)));
    if (aside > aim.slack) return;
    const box = barBox(row, watch, height);
    const above = Math.max(0, box.y - aim.y, aim.y - box.y - box.height);
    if (above > aim.slack + 1) return;
    const distance = aside + above;
    if (distance > nearest) return;
    nearest = distance;
    best = { thing: { kind: 'request', id }, start, end, ...box };
  };
  const earliest = scale.t(aim.x - aim.slack) - 2 / scale.density;
  for (const lane of lanes) {
    for (let bar = firstAtOrAfter(lane.ends, earliest); bar < lane.starts.length; bar++)
      consider(
        lane.ids[bar] ?? '',
        lane.starts[bar] ?? 0,
        lane.ends[bar] ?? 0,
        lane.rows[bar] ?? 0,
        lane.watches[bar] ?? false,
      );
    for (const [id, bar] of lane.open) consider(id, bar.start, null, bar.row, bar.watch);
  }
  return best;
}

/** The bar of a request with this identity; null: it was let go, or never drawn. */
export function barOf(lane: RequestLane, id: string, after: number, height: number): ThingBar | null {
  const open = lane.open.get(id);
  if (open)
    return {
      thing: { kind: 'request', id },
      start: open.start,
      end: null,
      ...barBox(open.row, open.watch, height),
    };
  const bar = lane.ids.indexOf(id, firstAtOrAfter(lane.ends, after));
  if (bar < 0) return null;
  return {
    thing: { kind: 'request', id },
    start: lane.starts[bar] ?? 0,
    end: lane.ends[bar] ?? 0,
    ...barBox(lane.rows[bar] ?? 0, lane.watches[bar] ?? false, height),
  };
}

/** The bar of a pre-shutdown hook at a place of its lane, as it is known at `t`. */
export function hookAt(
  hooks: readonly HookRun[],
  aim: Aim,
  height: number,
  scale: TimeScale,
  t: number,
): ThingBar | null {
  for (const hook of hooks.filter(({ phase }) => phase === 'preShutdown')) {
    const bar = hookBar(hook, height);
    if (aim.x >= scale.x(bar.start) - aim.slack && aim.x <= scale.x(bar.end ?? t) + aim.slack) return bar;
  }
  return null;
}

export function hookBar(hook: HookRun, height: number): ThingBar {
  const { phase, name, startedAt, endedAt } = hook;
  return { thing: { kind: 'hook', phase, name }, start: startedAt, end: endedAt, y: 2, height: height - 4 };
}

function barBox(
  row: number,
  watch: boolean,
  height: number,
): { readonly y: number; readonly height: number } {
  if (!watch) return rowBox(row, height);
  const reach = height / (2 * ROPES) - 1;
  return { y: ropeY(row, height) - reach, height: 2 * reach };
}

/** A time at which the thing of a bar is there, as near to `t` as can be. */
export function whileThere({ start, end }: ThingBar, t: number): number {
  if (t < start) return start;
  return end === null || t < end ? t : (start + end) / 2;
}
