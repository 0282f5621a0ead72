/**
 * The fixed geometry of the signal map: three tables of coordinates, and the routes of the edges between them. Nothing
 * is ever laid out by chance, so that two runs can be held side by side.
 */
import type { Column, LampPlan, Row } from '../maps/map-plan.ts';

export type LayoutName = 'wide' | 'narrow' | 'compact';

/** Coordinates of one layout, in units of its view box. */
export interface MapLayout {
  readonly name: LayoutName;
  readonly width: number;
  readonly height: number;
  /** Centre, and half the distance between the branches. */
  readonly xC: number;
  readonly g: number;
  readonly lampR: number;
  readonly ringR: number;
  /** From a branch to its labels. */
  readonly gap: number;
  readonly halfGate: number;
  readonly corner: number;
  readonly top: number;
  readonly fork: number;
  readonly initiated: number;
  /** Where the values of flags and hooks stand beside the edges. */
  readonly values: number;
  readonly both: number;
  readonly merge: number;
  readonly gate: number;
  readonly refusing: number;
  readonly fork2: number;
  readonly rowA: number;
  readonly rowB: number;
  readonly merge2: number;
  readonly exit: number;
  /** Half the side of the square of the stop signal. */
  readonly square: number;
  /** How far below the middle between the rows the branch of the swapped route leaves. */
  readonly branchDrop: number;
  /** Font sizes: names, states, values; and the distance between lines of names and of states. */
  readonly nameSize: number;
  readonly subSize: number;
  readonly valueSize: number;
  readonly nameLine: number;
  readonly subLine: number;
  /** Whether names are broken at a hump. */
  readonly broken: boolean;
}

export const LAYOUTS: Readonly<Record<LayoutName, MapLayout>> = {
  wide: {
    name: 'wide',
    width: 656,
    height: 488,
    xC: 328,
    g: 84,
    lampR: 13,
    ringR: 19,
    gap: 29,
    halfGate: 28,
    corner: 12,
    top: 18,
    fork: 44,
    initiated: 80,
    values: 124,
    both: 168,
    merge: 204,
    gate: 216,
    refusing: 294,
    fork2: 322,
    rowA: 378,
    rowB: 432,
    merge2: 458,
    exit: 476,
    square: 12,
    branchDrop: 4,
    nameSize: 16,
    subSize: 13.5,
    valueSize: 13,
    nameLine: 19.5,
    subLine: 17,
    broken: false,
  },
  narrow: {
    name: 'narrow',
    width: 358,
    height: 572,
    xC: 179,
    g: 42,
    lampR: 12,
    ringR: 18,
    gap: 26,
    halfGate: 25,
    corner: 12,
    top: 18,
    fork: 44,
    initiated: 90,
    values: 141,
    both: 206,
    merge: 252,
    gate: 264,
    refusing: 346,
    fork2: 384,
    rowA: 448,
    rowB: 512,
    merge2: 542,
    exit: 560,
    square: 11,
    branchDrop: 8,
    nameSize: 14,
    subSize: 13,
    valueSize: 13,
    nameLine: 17.1,
    subLine: 17.2,
    broken: true,
  },
  compact: {
    name: 'compact',
    width: 280,
    height: 572,
    xC: 140,
    g: 32,
    lampR: 10,
    ringR: 15,
    gap: 20,
    halfGate: 20,
    corner: 9,
    top: 18,
    fork: 44,
    initiated: 88,
    values: 142,
    both: 200,
    merge: 244,
    gate: 256,
    refusing: 332,
    fork2: 370,
    rowA: 436,
    rowB: 502,
    merge2: 534,
    exit: 554,
    square: 9,
    branchDrop: 8,
    nameSize: 12,
    subSize: 11.5,
    valueSize: 11.5,
    nameLine: 14.6,
    subLine: 15.2,
    broken: true,
  },
};

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Half the side of the square of the exit. */
export const EXIT_SQUARE = 8;

/** Where a lamp stands. */
export function lampAt(layout: MapLayout, { column, row }: Pick<LampPlan, 'column' | 'row'>): Point {
  return { x: columnX(layout, column), y: rowY(layout, row) };
}

export function columnX({ xC, g }: MapLayout, column: Column): number {
  return { left: xC - g, middle: xC, aside: xC + g / 2, right: xC + g }[column];
}

export function rowY(layout: MapLayout, row: Row): number {
  return row === 'between' ? (layout.rowA + layout.rowB) / 2 + layout.branchDrop : layout[row];
}

/** The outline of the AND gate, and its two halves. */
export function gateShapes(layout: MapLayout): {
  readonly outline: string;
  readonly left: string;
  readonly right: string;
} {
  const { xC, gate: y, halfGate: h } = layout;
  const shoulder = y + 10;
  return {
    outline: `M${xC - h} ${y}H${xC + h}V${shoulder}A${h} ${h} 0 0 1 ${xC - h} ${shoulder}Z`,
    left: `M${xC} ${y}H${xC - h}V${shoulder}A${h} ${h} 0 0 0 ${xC} ${shoulder + h}Z`,
    right: `M${xC} ${y}H${xC + h}V${shoulder}A${h} ${h} 0 0 1 ${xC} ${shoulder + h}Z`,
  };
}

/** The tick inside a lit lamp or square of radius `r`. */
export function tick(centre: Point, r: number): string {
  const s = r / 13;
  const f = (value: number): string => value.toFixed(1);
  return `M${f(centre.x - 5.5 * s)} ${f(centre.y + 0.5)}l${f(3.9 * s)} ${f(3.9 * s)} ${f(7.1 * s)} ${f(-8.2 * s)}`;
}

/** A square on its tip, as wide and high as a disc of radius `r` looks. */
export function diamond({ x, y }: Point, r: number): string {
  const h = r * 1.12;
  return `M${x} ${y - h}L${x + h} ${y}L${x} ${y + h}L${x - h} ${y}Z`;
}
