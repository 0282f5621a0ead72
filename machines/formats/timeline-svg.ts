/**
 * The timeline of a run at one moment as a small picture: what has happened by then, on the scale of the whole run. What
 * comes later is not drawn, so that no picture gives a later answer away.
 */

import { recordingEnd } from '../view/drawing/extent.ts';
import { clientLanes, fixedLanes, laneName } from '../view/drawing/lane-list.ts';
import { drawFinished, drawInFlight } from '../view/drawing/lane-shapes.ts';
import { textWidth } from '../view/drawing/text-width.ts';
import type { MomentShown } from '../view/moment-shown.ts';
import { TimeScale } from '../view/time-scale.ts';
import { clockTime, seconds } from '../words/format.ts';
import type { Translate } from '../words/translate.ts';
import { PRINT_FONTS, type PrintColours } from './print-colours.ts';
import { element } from './svg-element.ts';
import { SvgPen } from './svg-pen.ts';
import { drawTrack } from './timeline-svg-tracks.ts';
import { xmlText } from './xml.ts';

export interface TimelinePicture {
  readonly shown: MomentShown;
  readonly colours: PrintColours;
  readonly tr: Translate;
}

const WIDTH = 430;
/** Room for the lanes' names. */
const LEFT = 92;
const RIGHT = 6;
const AXIS = 20;
const LANE = 15;
export const TIMELINE_TEXT = 10;
const FOLD_PX = 22;
const CLIENT_LANES = 4;
const BOTTOM = 4;

/** The timeline as an `svg` element, complete in itself. */
export function timelineSvg({ shown, colours, tr }: TimelinePicture): string {
  const { run, tracks, t } = shown;
  const scale = TimeScale.fit(0, recordingEnd(run.lastT), WIDTH - LEFT - RIGHT, run.folds, FOLD_PX);
  // The pod's own lane would repeat what the axis says.
  const fixed = fixedLanes(run.plan).filter(lane => lane !== 'pod');
  const clients = clientLanes(tracks, CLIENT_LANES, tr).filter(({ lanes }) =>
    lanes.some(lane => lane.opened > 0 || lane.starts.length > 0 || lane.open.size > 0),
  );
  const bottom = AXIS + (fixed.length + clients.length) * LANE;
  const middle = (row: number): number => AXIS + row * LANE + LANE / 2;
  const name = (row: number, words: string, detail: string): string =>
    element(
      'text',
      { x: 0, y: middle(row) + 3.5 },
      xmlText(shortened(words, LEFT - 6)) +
        (detail !== '' && textWidth(`${words} ${detail}`, TIMELINE_TEXT) < LEFT - 6
          ? element('tspan', { dx: 4, fill: colours.ink3 }, xmlText(detail))
          : ''),
    );
  const pen = new SvgPen(colours);
  clients.forEach(({ lanes }, index) => {
    const place = { top: (fixed.length + index) * LANE, height: LANE, scale };
    for (const lane of lanes) {
      drawFinished(pen, lane, 0, place);
      drawInFlight(pen, lane, place, { t, present: t });
    }
  });
  const names = [
    ...fixed.map((lane, row) => {
      const { name: words, detail } = laneName(lane, run.plan, tr);
      return name(row, words, detail);
    }),
    ...clients.map((lane, index) => name(fixed.length + index, lane.name, '')),
  ];
  const tracksDrawn = fixed.map((lane, row) =>
    element(
      'g',
      { transform: `translate(0 ${middle(row) - AXIS})` },
      drawTrack(lane, { shown, scale, colours, tr }),
    ),
  );
  const body = element(
    'g',
    { transform: `translate(${LEFT} ${AXIS})` },
    [
      ground(shown, scale, bottom - AXIS, colours),
      pen.toString(),
      folds(scale, bottom - AXIS, colours),
      element('rect', {
        x: scale.x(t) - 0.9,
        y: -4,
        width: 1.8,
        height: bottom - AXIS + 4,
        fill: colours.now,
      }),
      ...tracksDrawn,
    ].join(''),
  );
  const height = bottom + BOTTOM;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: 'img',
      'font-family': PRINT_FONTS,
      'font-size': TIMELINE_TEXT,
      fill: colours.ink,
    },
    [
      element('title', {}, xmlText(`${tr('Timeline')} · ${clockTime(t, run.origin)}`)),
      ...names,
      axis(shown, scale, colours, tr),
      body,
    ].join(''),
  );
}

/** Paper for what is known, and the ground of the future; a line where the stop was. */
function ground({ run, t }: MomentShown, scale: TimeScale, height: number, colours: PrintColours): string {
  const x = scale.x(t);
  const lines = Array.from(
    { length: Math.round(height / LANE) + 1 },
    (_, row) => `M0 ${row * LANE}H${scale.width}`,
  );
  const stop = run.origin !== null && run.origin <= t ? scale.x(run.origin) : null;
  return (
    element('rect', { x, y: 0, width: Math.max(0, scale.width - x), height, fill: colours.ground }) +
    element('path', { d: lines.join(''), stroke: colours.line, 'stroke-width': 0.5, fill: 'none' }) +
    (stop === null
      ? ''
      : element('path', { d: `M${stop} -3V${height}`, stroke: colours.ink2, 'stroke-width': 1 }))
  );
}

/** Two slanted strokes at either side of a wait that is folded. */
function folds(scale: TimeScale, height: number, colours: PrintColours): string {
  return scale.folds
    .map(({ from, to }) => {
      const [left, right] = [scale.x(from), scale.x(to)];
      return (
        element('rect', {
          x: left + 2,
          y: 0,
          width: Math.max(0, right - left - 4),
          height,
          fill: colours.paper,
        }) +
        element('path', {
          d: [left, right].map(x => `M${x + 2} 0L${x - 2} ${height}`).join(''),
          stroke: colours.ink2,
          'stroke-width': 1,
          fill: 'none',
        }) +
        element(
          'text',
          { x: (left + right) / 2, y: height / 2 + 3, 'text-anchor': 'middle', fill: colours.ink3 },
          '···',
        )
      );
    })
    .join('');
}

/** The playhead's time, the stop, and numbers where there is room: the most important first, what comes later yields. */
function axis({ run, t, map }: MomentShown, scale: TimeScale, colours: PrintColours, tr: Translate): string {
  const taken: [number, number][] = [];
  const written: string[] = [];
  const write = (at: number, words: string, style: Readonly<Record<string, string | number>>): void => {
    const half = textWidth(words, TIMELINE_TEXT) / 2;
    const x = Math.max(half - LEFT, Math.min(scale.width + RIGHT - half, at));
    if (taken.some(([from, to]) => x + half + 4 > from && x - half - 4 < to)) return;
    taken.push([x - half, x + half]);
    written.push(element('text', { x, y: -7, 'text-anchor': 'middle', ...style }, xmlText(words)));
  };
  write(scale.x(t), clockTime(t, run.origin, 1), { fill: colours.now, 'font-weight': 600 });
  const zero = run.origin ?? 0;
  if (run.origin !== null && run.origin <= t) write(scale.x(zero), map.stopSignal, { 'font-weight': 600 });
  for (const { from, to } of scale.folds) taken.push([scale.x(from), scale.x(to)]);
  const step = scale.step(44);
  for (const at of scale.marks(step, zero)) {
    if (at === run.origin) continue;
    const text = seconds(at - zero, step < 1000 ? 1 : 0);
    write(scale.x(at), `${run.origin !== null && at > zero ? '+' : ''}${text}`, { fill: colours.ink3 });
  }
  const unit = element('text', { x: 0, y: AXIS - 7, fill: colours.ink3 }, xmlText(tr('seconds')));
  return unit + element('g', { transform: `translate(${LEFT} ${AXIS})` }, written.join(''));
}

function shortened(words: string, room: number): string {
  if (textWidth(words, TIMELINE_TEXT) <= room) return words;
  let end = words.length - 1;
  while (end > 1 && textWidth(`${words.slice(0, end)}…`, TIMELINE_TEXT) > room) end--;
  return `${words.slice(0, end)}…`;
}
