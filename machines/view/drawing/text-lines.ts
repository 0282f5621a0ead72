/** Where the lines of texts stand on the signal map. */
import type { LampName } from '../maps/map-plan.ts';
import type { MapLayout } from './geometry.ts';

/** Lamps whose note may take two lines where names are broken; their names stand higher from the beginning. */
const TWO_LINES: ReadonlySet<LampName> = new Set(['PreShutdownHooksStopped', 'InFlightRequestsDrained']);

/** The baseline of the first line of a lamp's name. */
export function nameTop(layout: MapLayout, name: LampName, y: number, lines: number): number {
  if (!layout.broken) return y - 4.4;
  const first = y - layout.lampR - 1.1 - (TWO_LINES.has(name) ? layout.subLine / 2 : 0);
  return first + (2 - lines) * (layout.nameLine / 2);
}

/** The baseline of the first note below a name that begins at `top`. */
export function noteTop(layout: MapLayout, top: number, lines: number): number {
  return top + (lines - 1) * layout.nameLine + layout.subLine + (layout.broken ? 1.9 : 2.8);
}

/** The distance between lines of values. */
export function valueLine(layout: MapLayout): number {
  return layout.valueSize * 1.3;
}
