/** The lanes of the small timeline that are no requests: signals, delay, hooks, health, the listener. */

import { diamond } from '../view/drawing/geometry.ts';
import { nameOf } from '../view/drawing/lamp-name.ts';
import type { FixedLane } from '../view/drawing/lane-list.ts';
import { placeLabels } from '../view/drawing/signal-labels.ts';
import { textWidth } from '../view/drawing/text-width.ts';
import type { MomentShown } from '../view/moment-shown.ts';
import { loadBalancerOf } from '../view/plan.ts';
import { momentIn } from '../view/run-view.ts';
import type { TimeScale } from '../view/time-scale.ts';
import type { Change } from '../view/tracks.ts';
import { namesMoments } from '../view/unnamed-moments.ts';
import { seconds } from '../words/format.ts';
import type { Translate } from '../words/translate.ts';
import type { PrintColours } from './print-colours.ts';
import { element } from './svg-element.ts';
import { xmlText } from './xml.ts';

export interface TrackPlace {
  readonly shown: MomentShown;
  readonly scale: TimeScale;
  readonly colours: PrintColours;
  readonly tr: Translate;
}

const TEXT = 9;
/** Half the height of a bar, and of a word's baseline below the middle. */
const HALF = 5;
const BASELINE = 3.2;
const DOT = 4;

/** What a lane shows, around the height 0. */
export function drawTrack(lane: FixedLane, place: TrackPlace): string {
  const { shown, tr } = place;
  const { tracks, run } = shown;
  switch (lane) {
    case 'pod':
      return '';
    case 'signals':
      return signals(place);
    case 'delay':
      return delay(place);
    case 'hooks':
      return hooks(place);
    case 'readyz':
      return check(place, tracks.health.get('/readyz') ?? [], tr('fails'), tracks.exit);
    case 'loadBalancer':
      return check(
        place,
        tracks.probes.get(loadBalancerOf(run.plan)?.name ?? '') ?? [],
        tr('unhealthy'),
        null,
      );
    case 'listener':
      return door(place);
  }
}

/** Dots in the order of time, with as many names as there is room for. */
function signals({ shown, scale, colours, tr }: TrackPlace): string {
  const marks = shown.tracks.signals;
  const labels = placeLabels(
    marks,
    shown.run.origin,
    scale,
    text => textWidth(text, TEXT),
    undefined,
    mark => nameOf(mark, tr),
  );
  return (
    marks
      .map(({ t, unnamed, inferred }) => {
        const style = inferred
          ? { fill: colours.paper, stroke: colours.ink, 'stroke-dasharray': '2 1.5' }
          : { fill: colours.ink };
        return unnamed === null
          ? element('circle', { cx: scale.x(t), cy: 0, r: DOT, ...style })
          : element('path', { d: diamond({ x: scale.x(t), y: 0 }, DOT), ...style });
      })
      .join('') +
    labels
      .map(({ mark, text, side }) => {
        const isAfter = side === 'after';
        // It may reach across the playhead.
        return words(text, scale.x(mark.t) + (isAfter ? 7 : -7), colours.ink, {
          anchor: isAfter ? 'start' : 'end',
          halo: colours.paper,
        });
      })
      .join('')
  );
}

/** From the stop, or its signal, to the end of the delay. */
function delay(place: TrackPlace): string {
  const { shown, colours } = place;
  const { view, run } = shown;
  const from = namesMoments(run.plan) ? view.signals.ShutdownInitiated : view.process.stop;
  if (from === undefined || from === null || run.plan?.shutdownDelayMs === 0) return '';
  const ended = momentIn(view, 'AfterShutdownDelayDuration')?.t ?? null;
  return bar(place, from.t, ended, ended === null ? null : colours.ink2);
}

/** One after the other; a log knows only that all of them are done. */
function hooks(place: TrackPlace): string {
  const { shown, colours } = place;
  const { view, run } = shown;
  if (run.plan === null) {
    const [from, to] = [view.signals.ShutdownInitiated, view.signals.PreShutdownHooksStopped];
    return from === undefined
      ? ''
      : bar(place, from.t, to?.t ?? null, to === undefined ? null : colours.ink2);
  }
  return view.hooks
    .filter(hook => hook.phase === 'preShutdown')
    .map(({ startedAt, endedAt, error }) =>
      bar(
        place,
        startedAt,
        endedAt,
        error !== null ? colours.danger : endedAt === null ? null : colours.ink2,
      ),
    )
    .join('');
}

/** @param over the colour of what is over; null: it runs, or ended with the process */
function bar(place: TrackPlace, from: number, ended: number | null, over: string | null): string {
  const { shown, scale, colours } = place;
  const gone = shown.view.process.exit?.t ?? null;
  const to = ended ?? gone ?? shown.t;
  const { left, width } = scale.span(from, to);
  const isCut = ended === null && gone !== null;
  const fill = over ?? (isCut ? colours.danger : colours.now);
  const text = `${seconds(to - from, 1)} s`;
  const fits = textWidth(text, TEXT) + 8 < scale.room(from, to);
  return (
    element('rect', { x: left, y: -HALF, width: Math.max(2, width), height: 2 * HALF, rx: 2, fill }) +
    (fits ? words(text, left + 5, colours.onFill) : '')
  );
}

function check(
  { shown, scale, colours }: TrackPlace,
  changes: readonly Change[],
  bad: string,
  until: number | null,
): string {
  return spans(changes, until ?? shown.t)
    .map(({ from, to, good }) => {
      const { left, width } = scale.span(from, to);
      if (good) return element('rect', { x: left, y: -1, width, height: 2, fill: colours.ok });
      const fits = textWidth(bad, TEXT) + 8 < scale.room(from, to);
      return (
        element('rect', { x: left, y: -HALF, width, height: 2 * HALF, fill: colours.dangerSoft }) +
        element('rect', {
          x: left,
          y: -HALF,
          width: Math.min(2, width),
          height: 2 * HALF,
          fill: colours.danger,
        }) +
        (fits ? words(bad, left + 6, colours.danger) : '')
      );
    })
    .join('');
}

function door({ shown, scale, colours, tr }: TrackPlace): string {
  const { tracks, t } = shown;
  return spans(tracks.listener, tracks.exit ?? t)
    .map(({ from, to, good }) => {
      const { left, width } = scale.span(from, to);
      if (good) return element('rect', { x: left, y: -1.5, width, height: 3, fill: colours.ink2 });
      const text = tr('shut');
      return textWidth(text, TEXT) + 8 < scale.room(from, to) ? words(text, left + 5, colours.ink3) : '';
    })
    .join('');
}

function spans(
  changes: readonly Change[],
  until: number,
): readonly { readonly from: number; readonly to: number; readonly good: boolean }[] {
  return changes.flatMap(({ t, good }, index) => {
    const to = Math.min(changes[index + 1]?.t ?? until, until);
    return to <= t ? [] : [{ from: t, to, good }];
  });
}

function words(
  text: string,
  x: number,
  fill: string,
  { anchor, halo }: { readonly anchor?: 'start' | 'end'; readonly halo?: string } = {},
): string {
  const around = halo === undefined ? {} : { stroke: halo, 'stroke-width': 2.5, 'paint-order': 'stroke' };
  const place = { x, y: BASELINE, 'font-size': TEXT, 'text-anchor': anchor === 'end' ? anchor : null };
  return element('text', { ...place, fill, ...around }, xmlText(text));
}
