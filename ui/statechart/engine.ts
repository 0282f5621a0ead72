/** ELK in a web worker: fetched when the first chart is drawn, and each chart is laid out once. */
import elkApi from 'elkjs/lib/elk-api.js';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { Statechart } from '../../machines/view/statechart.ts';
import type { Size } from './elk-graph.ts';
import type { Measure, TextRole } from './labels.ts';
import { type LayoutEngine, layoutChart, type SectionLayout } from './layout.ts';

let engine: LayoutEngine | null = null;
const layouts = new WeakMap<Statechart, Map<Size, Promise<readonly SectionLayout[]>>>();

/** The layout of a chart. Rejects when the worker cannot be had, or cannot lay it out. */
export function layoutOf(chart: Statechart, size: Size): Promise<readonly SectionLayout[]> {
  const known = layouts.get(chart) ?? new Map<Size, Promise<readonly SectionLayout[]>>();
  layouts.set(chart, known);
  let layout = known.get(size);
  if (!layout) {
    const elk = engine ?? new elkApi.default({ workerUrl });
    engine = elk;
    layout = layoutChart(chart, size, canvasMeasure(), elk);
    known.set(size, layout);
    // What failed may be tried again.
    layout.catch(() => known.delete(size));
  }
  return layout;
}

/** As the style sheet has them. */
const FONTS: Readonly<Record<TextRole, string>> = {
  name: '600 14px',
  event: '600 12.5px',
  guard: '600 12px',
  action: '600 12px',
};

function canvasMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  const { fontFamily } = getComputedStyle(document.body);
  return (text, role) => {
    if (!context) return text.length * 8;
    context.font = `${FONTS[role]} ${fontFamily}`;
    return context.measureText(text).width;
  };
}
