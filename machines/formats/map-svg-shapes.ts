/** The shapes that the picture of the signal map is made of. */

import type { MapLayout } from '../view/drawing/geometry.ts';
import { textWidth } from '../view/drawing/text-width.ts';
import type { LampState, LampView } from '../view/signal-map.ts';
import type { PrintColours } from './print-colours.ts';
import { element } from './svg-element.ts';
import { xmlText } from './xml.ts';

/** Beside a drawing: fonts of readers may be wider than those that the layouts were made for. */
const SIDE_ROOM = 18;
/** Above and below it. */
const END_ROOM = 4;

/** The whole picture, with room around what the layout has in it. */
export function frameOf({ width, height }: MapLayout) {
  return { x: -SIDE_ROOM, y: -END_ROOM, width: width + 2 * SIDE_ROOM, height: height + 2 * END_ROOM };
}

/** From words that begin or end at `x` to the edge of the picture on their side. */
export function roomFrom({ width, xC }: MapLayout, x: number): number {
  return SIDE_ROOM + (x < xC ? x : width - x);
}

/** The size in which words have room; null: their own. */
export function fitting(size: number, width: number, room: number): number | null {
  return width <= room ? null : (size * room) / width;
}

/** Attributes of a shape. */
export type Style = Readonly<Record<string, string | number>>;

export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'start' | 'end';
  /** Absent: as the layout has it for what is no name. */
  readonly size?: number;
  readonly fill?: string | null;
  readonly weight?: number | null;
  /** Where they have to have room: what is too long is written smaller. */
  readonly within?: MapLayout;
}

/** Words at a place. */
export function text(
  words: string,
  { x, y, anchor = 'start', size, fill, weight, within }: TextPlace,
): string {
  const own = size ?? within?.subSize ?? 0;
  const smaller =
    within === undefined ? null : fitting(own, textWidth(words, own, weight === 600), roomFrom(within, x));
  return element(
    'text',
    {
      x,
      y,
      'text-anchor': anchor === 'start' ? null : anchor,
      'font-size': smaller ?? size ?? null,
      'font-weight': weight ?? null,
      fill: fill ?? null,
    },
    xmlText(words),
  );
}

/** A line without a filling. */
export function line(d: string, stroke: string, width: number): string {
  return element('path', { d, fill: 'none', stroke, 'stroke-width': width, 'stroke-linejoin': 'round' });
}

/**
 * A part of a ring, clockwise, that ends (`left`) or begins (`done`) at twelve o'clock: a dash of it, for the model has
 * no sines.
 */
export function ringPart(
  ring: { readonly cx: number; readonly cy: number; readonly r: number; readonly 'stroke-width': number },
  { shows, fraction }: NonNullable<LampView['ring']>,
  stroke: string,
): string {
  const part = Math.round(Math.max(0, Math.min(1, fraction)) * 1000);
  if (part === 0) return '';
  return element('circle', {
    ...ring,
    fill: 'none',
    stroke,
    pathLength: 1000,
    'stroke-dasharray': shows === 'done' ? `${part} ${1000 - part}` : `0 ${1000 - part} ${part} 0`,
    transform: `rotate(-90 ${ring.cx} ${ring.cy})`,
  });
}

/** The filling and the outline of what has come or may come; what follows from a log without standing in it is dashed. */
export function bodyStyle(colours: PrintColours, isLit: boolean, isInferred: boolean): Style {
  if (!isLit) return { fill: colours.paper, stroke: colours.edge, 'stroke-width': 2 };
  if (!isInferred) return { fill: colours.ink, stroke: colours.ink, 'stroke-width': 2 };
  return { fill: colours.paper, stroke: colours.ink, 'stroke-width': 3, 'stroke-dasharray': '4 3' };
}

/** A tick or a cross inside of such a body. */
export function glyph(colours: PrintColours, d: string, isInferred: boolean): string {
  return element('path', {
    d,
    fill: 'none',
    stroke: isInferred ? colours.ink : colours.onFill,
    'stroke-width': 2.2,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });
}

/** A name: bold as soon as it matters. */
export function nameText(colours: PrintColours, words: string, state: LampState, place: TextPlace): string {
  return text(words, {
    ...place,
    fill: state === 'dark' ? colours.ink2 : colours.ink,
    weight: state === 'dark' ? null : 600,
  });
}
