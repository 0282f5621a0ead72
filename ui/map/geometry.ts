/**
 * The fixed geometry of the signal map: three tables of coordinates, and the routes of the edges between them. Nothing
 * is ever laid out by chance, so that two runs can be held side by side.
 */
import type { EdgeName, LampName } from '../../machines/view/signal-map.ts';

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

/** Where a lamp stands. With retry-after the last two exchange rows, not columns. */
export function lampAt(layout: MapLayout, name: LampName, sendRetryAfter: boolean): Point {
  const { xC, g } = layout;
  switch (name) {
    case 'ShutdownInitiated':
      return { x: xC - g, y: layout.initiated };
    case 'AfterShutdownDelayDuration':
      return { x: xC - g, y: layout.both };
    case 'PreShutdownHooksStopped':
      return { x: xC + g, y: layout.both };
    case 'NotAcceptingNewRequest':
      return { x: xC, y: layout.refusing };
    case 'HTTPServerStoppedListening':
      return { x: xC - g, y: sendRetryAfter ? layout.rowB : layout.rowA };
    case 'InFlightRequestsDrained':
      return { x: xC + g, y: sendRetryAfter ? layout.rowA : layout.rowB };
  }
}

/** How far from a lamp's centre its edges end: a ring needs more room than a lamp. */
export type Reach = (name: LampName) => number;

/** The path of every edge; those that a mode does not have are left out. */
export function routes(
  layout: MapLayout,
  sendRetryAfter: boolean,
  reach: Reach,
): Partial<Record<EdgeName, string>> {
  const { xC, g, top, fork, merge, gate, fork2, merge2, corner: r } = layout;
  const [xL, xR] = [xC - g, xC + g];
  const at = (name: LampName): Point => lampAt(layout, name, sendRetryAfter);
  const above = (name: LampName): number => at(name).y - reach(name);
  const below = (name: LampName): number => at(name).y + reach(name);
  const input = 0.7 * r;
  const half = layout.halfGate / 2;

  const split = (fromY: number, forkY: number, x: number, toY: number): string => {
    const s = Math.sign(x - xC);
    return `M${xC} ${fromY}V${forkY - r}Q${xC} ${forkY} ${xC + s * r} ${forkY}H${x - s * r}Q${x} ${forkY} ${x} ${forkY + r}V${toY}`;
  };
  const join = (
    fromY: number,
    x: number,
    mergeY: number,
    toX: number,
    corner: number,
    toY: number,
  ): string => {
    const s = Math.sign(toX - x);
    return `M${x} ${fromY}V${mergeY - r}Q${x} ${mergeY} ${x + s * r} ${mergeY}H${toX - s * corner}Q${toX} ${mergeY} ${toX} ${mergeY + corner}V${toY}`;
  };
  const exitTop = layout.exit - EXIT_SQUARE;
  const exitCorner = Math.min(r, exitTop - merge2);
  const stem = top + layout.square + 1;
  const common = {
    'ctx-si': split(stem, fork, xL, above('ShutdownInitiated')),
    'ctx-hook': split(stem, fork, xR, above('PreShutdownHooksStopped')),
    'si-delay': `M${xL} ${below('ShutdownInitiated')}V${above('AfterShutdownDelayDuration')}`,
    'delay-and': join(below('AfterShutdownDelayDuration'), xL, merge, xC - half, input, gate),
    'hook-and': join(below('PreShutdownHooksStopped'), xR, merge, xC + half, input, gate),
    'and-nanr': `M${xC} ${gate + 10 + layout.halfGate}V${above('NotAcceptingNewRequest')}`,
    'nanr-drain': split(below('NotAcceptingNewRequest'), fork2, xR, above('InFlightRequestsDrained')),
    'http-exit': join(below('HTTPServerStoppedListening'), xL, merge2, xC, exitCorner, exitTop),
    'drain-exit': join(below('InFlightRequestsDrained'), xR, merge2, xC, exitCorner, exitTop),
  };
  if (!sendRetryAfter) {
    return {
      ...common,
      'nanr-http': split(below('NotAcceptingNewRequest'), fork2, xL, above('HTTPServerStoppedListening')),
    };
  }
  const branch = (layout.rowA + layout.rowB) / 2 + layout.branchDrop;
  const drop = Math.min(r, above('HTTPServerStoppedListening') - branch);
  return {
    ...common,
    'drain-http': `M${xR} ${below('InFlightRequestsDrained')}V${branch - r}Q${xR} ${branch} ${xR - r} ${branch}H${xL + drop}Q${xL} ${branch} ${xL} ${branch + drop}V${above('HTTPServerStoppedListening')}`,
  };
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

/**
 * A part of a ring that ends (`left`) or begins (`done`) at twelve o'clock, clockwise; null for nothing.
 * A full ring is drawn a hair short of it, for an arc that ends where it begins is none.
 */
export function ringArc(centre: Point, r: number, shows: 'left' | 'done', fraction: number): string | null {
  if (fraction <= 0) return null;
  const part = Math.min(fraction, 0.9999);
  const on = (turn: number): string => {
    const angle = turn * 2 * Math.PI;
    return `${(centre.x + r * Math.sin(angle)).toFixed(2)} ${(centre.y - r * Math.cos(angle)).toFixed(2)}`;
  };
  const [from, to] = shows === 'done' ? [0, part] : [1 - part, 1];
  return `M${on(from)}A${r} ${r} 0 ${part > 0.5 ? 1 : 0} 1 ${on(to)}`;
}

/** The tick inside a lit lamp or square of radius `r`. */
export function tick(centre: Point, r: number): string {
  const s = r / 13;
  const f = (value: number): string => value.toFixed(1);
  return `M${f(centre.x - 5.5 * s)} ${f(centre.y + 0.5)}l${f(3.9 * s)} ${f(3.9 * s)} ${f(7.1 * s)} ${f(-8.2 * s)}`;
}
