/** Where the name of a lamp and what stands below it are written: on the page as in pictures. */
import type { Translate } from '../../words/translate.ts';
import type { LampView } from '../signal-map.ts';
import type { MapLayout, Point } from './geometry.ts';
import { nameLines } from './lamp-name.ts';
import { lampLines } from './lamp-words.ts';
import { nameTop, noteTop } from './text-lines.ts';

export interface LampLabel {
  readonly x: number;
  readonly anchor: 'start' | 'end';
  readonly names: readonly string[];
  /** Of the first line of the name. */
  readonly nameY: number;
  readonly notes: readonly string[];
  /** Of the first line of the notes. */
  readonly noteY: number;
}

/** Names stand outside of the map's two branches. @param origin when the clock's zero is, in milliseconds; null: unknown. */
export function lampLabel(
  layout: MapLayout,
  lamp: LampView,
  at: Point,
  origin: number | null,
  tr: Translate,
): LampLabel {
  const isLeft = at.x < layout.xC;
  const names = nameLines(lamp, layout, tr);
  const nameY = nameTop(layout, lamp.name, at.y, names.length);
  return {
    x: isLeft ? at.x - layout.gap : at.x + layout.gap,
    anchor: isLeft ? 'end' : 'start',
    names,
    nameY,
    notes: lampLines(lamp, layout.name, origin, tr),
    noteY: noteTop(layout, nameY, names.length),
  };
}
