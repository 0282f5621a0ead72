/** Draws lanes with bars on one scale of time as SVG. Its colours follow the reader's light or dark theme. */
import type { Fate } from '../recording/fate.ts';
import { clip } from './moments.ts';
import { xmlText } from './xml.ts';

/** A span of time. */
export interface SvgBar {
  readonly from: number;
  readonly to: number;
  /** What it is, for who points at it. */
  readonly text: string;
  readonly look: Fate;
}

/** A line across all lanes. */
export interface SvgMark {
  readonly t: number;
  readonly text: string;
  readonly kind: 'signal' | 'process';
}

export interface SvgLane {
  readonly title: string;
  readonly bars: readonly SvgBar[];
  /** Bars may overlap: they are drawn thin, in as many rows as it takes. */
  readonly isThin: boolean;
}

/** What is drawn. Times in milliseconds. */
export interface Picture {
  readonly title: string;
  readonly subtitle: string;
  readonly from: number;
  readonly to: number;
  /** The time that the axis calls 0. */
  readonly origin: number;
  readonly marks: readonly SvgMark[];
  readonly lanes: readonly SvgLane[];
  readonly notes: readonly string[];
}

const WIDTH = 1200;
const LEFT = 180;
const RIGHT = 24;
const MARK_ROW = 16;
const BAR = 14;
const THIN_BAR = 5;
const GAP = 8;
/** Longer names of lanes are cut: they must not reach into the picture. */
const MOST_TITLE = 24;
/** More rows than this are drawn on top of each other. */
const MOST_ROWS = 60;
const TICKS = 10;

const LEGEND: readonly (readonly [Fate, string])[] = [
  ['answered', 'answered, ok'],
  ['turnedAway', 'turned away'],
  ['dropped', 'dropped, fails'],
  ['cut', 'watch cut off, waits'],
  ['open', 'open, lost'],
];

const STYLE = `
  svg { color-scheme: light dark; background: #ffffff; font: 12px system-ui, sans-serif; }
  text { fill: #1b2230; stroke: #ffffff; stroke-width: 3px; paint-order: stroke; } .quiet { fill: #5a6475; } .title { font-size: 20px; font-weight: 600; }
  .grid { stroke: #d9dee7; } .signal { stroke: #3457d5; } .process { stroke: #1b2230; stroke-dasharray: 4 3; }
  .answered { fill: #2f7d4f; } .turnedAway { fill: #fff3d6; stroke: #8a5a00; } .dropped { fill: #b3261e; }
  .cut { fill: #ffffff; stroke: #6b4fb3; stroke-dasharray: 3 2; } .open, .lost { fill: #dfe3ea; stroke: #5a6475; }
  @media (prefers-color-scheme: dark) {
    svg { background: #11151c; } text { fill: #e8ecf3; stroke: #11151c; } .quiet { fill: #a4aebf; }
    .grid { stroke: #2c3442; } .signal { stroke: #8fa8ff; } .process { stroke: #e8ecf3; }
    .answered { fill: #5fbf86; } .turnedAway { fill: #3a2d10; stroke: #f0b94d; } .dropped { fill: #ff7a70; }
    .cut { fill: #11151c; stroke: #b9a3ff; } .open, .lost { fill: #2c3442; stroke: #a4aebf; }
  }`;

/** The picture as the text of a file. */
export function drawSvg(picture: Picture): string {
  const scale = (WIDTH - LEFT - RIGHT) / Math.max(1, picture.to - picture.from);
  const x = (t: number): number => round(LEFT + (t - picture.from) * scale);
  const labels = placeLabels(picture.marks, x);
  const top = 64 + (labels.rows + 1) * MARK_ROW;
  let y = top;
  const lanes: string[] = [];
  for (const lane of picture.lanes) {
    const { text, height } = drawLane(lane, y, x);
    lanes.push(text);
    y += height + GAP;
  }
  const bottom = y;
  const height = bottom + 52 + picture.notes.length * 16;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${xmlText(`${picture.title}, ${picture.subtitle}`)}</title>`,
    `<style>${STYLE}\n</style>`,
    `<text class="title" x="16" y="32">${xmlText(picture.title)}</text>`,
    `<text class="quiet" x="16" y="50">${xmlText(picture.subtitle)}</text>`,
    ...axis(picture, x, top, bottom),
    ...lanes,
    ...picture.marks.map((mark, index) => drawLine(mark, x(mark.t), labels.places[index], bottom)),
    ...picture.marks.map((mark, index) => drawLabel(mark, x(mark.t), labels.places[index])),
    ...legend(bottom + 34),
    ...picture.notes.map((note, index) => text(16, bottom + 56 + index * 16, note, 'quiet')),
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

/** Rows for the labels of the marks, so that none covers another. */
function placeLabels(
  marks: readonly SvgMark[],
  x: (t: number) => number,
): { readonly rows: number; readonly places: readonly LabelPlace[] } {
  const ends: number[] = [];
  const places = marks.map(mark => {
    const width = mark.text.length * 7 + 8;
    // At the right edge a label stands before its line.
    const isLeft = x(mark.t) + width > WIDTH;
    const start = isLeft ? x(mark.t) - width : x(mark.t);
    let row = ends.findIndex(end => end <= start);
    if (row === -1) row = ends.length;
    ends[row] = start + width;
    return { row, isLeft };
  });
  return { rows: ends.length, places };
}

/** Where the label of a mark stands. */
interface LabelPlace {
  readonly row: number;
  readonly isLeft: boolean;
}

const FIRST_LABEL_Y = 76;

function drawLine({ kind }: SvgMark, at: number, place: LabelPlace | undefined, bottom: number): string {
  const top = FIRST_LABEL_Y + (place?.row ?? 0) * MARK_ROW - 10;
  return `<line class="${kind}" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}"/>`;
}

function drawLabel({ text: label }: SvgMark, at: number, place: LabelPlace | undefined): string {
  const { row = 0, isLeft = false } = place ?? {};
  const anchor = isLeft ? ' text-anchor="end"' : '';
  const x = round(at + (isLeft ? -4 : 4));
  return `<text x="${x}" y="${FIRST_LABEL_Y + row * MARK_ROW}"${anchor}>${xmlText(label)}</text>`;
}

function drawLane(
  { title, bars, isThin }: SvgLane,
  y: number,
  x: (t: number) => number,
): { readonly text: string; readonly height: number } {
  const thickness = isThin ? THIN_BAR : BAR;
  const rows = packRows(bars, x);
  const count = isThin ? Math.min(MOST_ROWS, Math.max(1, ...rows.map(row => row + 1))) : 1;
  const drawn = bars.map((bar, index) => {
    const left = x(bar.from);
    const row = isThin ? (rows[index] ?? 0) % MOST_ROWS : 0;
    const width = Math.max(1.5, round(x(bar.to) - left));
    return `<rect class="${bar.look}" x="${left}" y="${y + row * (thickness + 1)}" width="${width}" height="${thickness}"><title>${xmlText(bar.text)}</title></rect>`;
  });
  const height = Math.max(BAR, count * (thickness + 1));
  return { text: [text(16, y + 11, clip(title, MOST_TITLE)), ...drawn].join('\n'), height };
}

/** The row of each bar: the lowest one that is free when it begins. */
function packRows(bars: readonly SvgBar[], x: (t: number) => number): number[] {
  const rows = new Array<number>(bars.length).fill(0);
  const ends: number[] = [];
  const order = bars.map((_, index) => index);
  order.sort((a, b) => (bars[a]?.from ?? 0) - (bars[b]?.from ?? 0));
  for (const index of order) {
    const bar = bars[index];
    if (bar === undefined) continue;
    const left = x(bar.from);
    let row = ends.findIndex(end => end <= left);
    if (row === -1) row = ends.length;
    rows[index] = row;
    ends[row] = Math.max(x(bar.to), left + 1.5);
  }
  return rows;
}

const NICE_STEPS_MS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 20e3, 30e3, 60e3, 300e3, 600e3,
];

function axis(
  { from, to, origin }: Picture,
  x: (t: number) => number,
  top: number,
  bottom: number,
): string[] {
  const step =
    NICE_STEPS_MS.find(candidate => (to - from) / candidate <= TICKS) ??
    3_600_000 * Math.ceil((to - from) / 3_600_000 / TICKS);
  const lines: string[] = [];
  for (let t = origin + Math.ceil((from - origin) / step) * step; t <= to; t += step) {
    const seconds = round((t - origin) / 1000);
    lines.push(
      `<line class="grid" x1="${x(t)}" x2="${x(t)}" y1="${top - 4}" y2="${bottom}"/>`,
      text(x(t) - 8, bottom + 14, `${seconds} s`, 'quiet'),
    );
  }
  return lines;
}

function legend(y: number): string[] {
  return LEGEND.flatMap(([look, label], index) => {
    const left = LEFT + index * 170;
    return [
      `<rect class="${look}" x="${left}" y="${y - 9}" width="18" height="10"/>`,
      text(left + 24, y, label),
    ];
  });
}

function text(x: number, y: number, content: string, look = ''): string {
  return `<text${look === '' ? '' : ` class="${look}"`} x="${x}" y="${y}">${xmlText(content)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
