/** A row of the table of the lineages as a picture for paper. */
import type { LineageRow, RowPart } from '../recording/lineage-table.ts';
import {
  chartHeight,
  foldPaths,
  LANES,
  LEGEND_HEIGHT,
  LEGEND_WIDTH,
  laneY,
  legendPath,
  MARK_R,
  MOMENTS_Y,
  spanPath,
  tickPath,
} from '../view/drawing/lineage-shapes.ts';
import { rowInWords } from '../view/drawing/lineage-words.ts';
import type { TimeScale } from '../view/time-scale.ts';
import type { Translate } from '../words/translate.ts';
import type { PrintColours } from './print-colours.ts';
import { element, px } from './svg-element.ts';

export interface LineagePicture {
  readonly row: LineageRow;
  /** The scale that all rows share. */
  readonly scale: TimeScale;
  /** Where the axis has its numbers. */
  readonly marks: readonly number[];
  readonly colours: PrintColours;
  readonly tr: Translate;
}

export function lineageSvg({ row, scale, marks, colours, tr }: LineagePicture): string {
  const { exit, moments, spans } = row;
  const height = chartHeight(LANES.length);
  const end = exit === null ? scale.width : scale.x(exit.t);
  const grid = marks.map(at => `M${scale.x(at)} 0V${height}`);
  const parts = spans.map(span => {
    const d = rounded(spanPath(span, scale, laneY(LANES, span.part)));
    return element('path', { d, ...partLook(span.part, colours) });
  });
  const above = moments.map(({ signal, t }) => {
    const x = scale.x(t);
    return signal === null ? line(tickPath(x), colours.ink, 2) : disc(x, MOMENTS_Y, colours);
  });
  const folds = scale.folds.map(fold => {
    const { gap, edges } = foldPaths(fold, scale, height);
    return element('path', { d: rounded(gap), fill: colours.paper }) + line(edges, colours.edge, 1);
  });
  const last = exit?.code === 0 ? colours.ink : colours.danger;
  const leaves =
    exit === null ? '' : line(`M${end} ${MOMENTS_Y}V${height}`, last, 1) + square(end, MOMENTS_Y, last);
  return element(
    'svg',
    { viewBox: `0 0 ${scale.width} ${height}`, role: 'img', 'aria-label': rowInWords(row, tr) },
    [
      line(grid.join(''), colours.line, 1),
      line(`M${scale.x(0)} 0V${height}M${scale.x(0)} ${MOMENTS_Y}H${end}`, colours.edge, 1),
      ...parts,
      ...above,
      ...folds,
      leaves,
    ].join(''),
  );
}

/** What a legend explains: a part of a shutdown, or what stands above the parts. */
export type LegendThing = RowPart | 'signal' | 'moment' | 'exit';

/** What a thing looks like, for a legend. */
export function legendSvg(thing: LegendThing, colours: PrintColours): string {
  return element(
    'svg',
    { viewBox: `0 0 ${LEGEND_WIDTH} ${LEGEND_HEIGHT}`, 'aria-hidden': 'true' },
    legendShape(thing, colours),
  );
}

function legendShape(thing: LegendThing, colours: PrintColours): string {
  const [x, y] = [LEGEND_WIDTH / 2, LEGEND_HEIGHT / 2];
  switch (thing) {
    case 'signal':
      return disc(x, y, colours);
    case 'moment':
      return line(tickPath(x, y), colours.ink, 2);
    case 'exit':
      return square(x, y, colours.ink);
    default:
      return element('path', { d: legendPath(thing), ...partLook(thing, colours) });
  }
}

function disc(x: number, y: number, { ink, paper }: PrintColours): string {
  return element('circle', { cx: x, cy: y, r: MARK_R, fill: ink, stroke: paper });
}

function square(x: number, y: number, fill: string): string {
  return element('rect', { x: x - MARK_R, y: y - MARK_R, width: 2 * MARK_R, height: 2 * MARK_R, fill });
}

type Look = { readonly fill: string; readonly stroke: string; readonly 'stroke-width': number };

function partLook(part: RowPart, { ink, ink2, edge, danger }: PrintColours): Look {
  switch (part) {
    case 'unready':
      return { fill: 'none', stroke: danger, 'stroke-width': 2 };
    case 'delay':
      return { fill: edge, stroke: 'none', 'stroke-width': 0 };
    case 'hooks':
      return { fill: ink2, stroke: 'none', 'stroke-width': 0 };
    case 'listening':
      return { fill: 'none', stroke: ink, 'stroke-width': 3 };
    case 'rejecting':
      return { fill: 'none', stroke: ink, 'stroke-width': 1 };
    case 'draining':
    case 'serverShutdown':
      return { fill: 'none', stroke: ink2, 'stroke-width': 1.5 };
  }
}

function line(d: string, stroke: string, width: number): string {
  return d === '' ? '' : element('path', { d: rounded(d), fill: 'none', stroke, 'stroke-width': width });
}

/** Hundredths of a pixel are enough. */
function rounded(d: string): string {
  return d.replace(/\d+\.\d{3,}/g, number => px(Number(number)));
}
