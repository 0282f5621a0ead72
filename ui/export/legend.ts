/** The vocabulary of a picture: a sample and a word for each shape that is in it, and for no other. */

import { element } from '../../machines/formats/svg-element.ts';
import { SvgPen } from '../../machines/formats/svg-pen.ts';
import { diamond } from '../../machines/view/drawing/geometry.ts';
import type { Mark } from '../../machines/view/drawing/pen.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import type { Colours } from './colours.ts';
import type { PictureView } from './save-picture.tsx';

/** Samples are drawn in a box of this size. */
export const SAMPLE = { width: 28, height: 16 } as const;

export interface LegendEntry {
  readonly words: Phrase;
  readonly sample: string;
}

interface Sample {
  readonly words: Phrase;
  /** Present where this is: an element of the view, or a mark that was drawn. */
  readonly where: string | { readonly mark: Mark };
  readonly draw: (colours: Colours) => string;
}

const MIDDLE = SAMPLE.height / 2;

const rect = (x: number, y: number, width: number, height: number, style: Record<string, string | number>) =>
  element('rect', { x, y, width, height, ...style });
const disc = (r: number, style: Record<string, string | number>): string =>
  element('circle', { cx: SAMPLE.width / 2, cy: MIDDLE, r, ...style });
const tip = (r: number, style: Record<string, string | number>): string =>
  element('path', { d: diamond({ x: SAMPLE.width / 2, y: MIDDLE }, r), ...style });
const line = (stroke: string, width: number): string =>
  element('path', { d: `M2 ${MIDDLE}H26`, stroke, 'stroke-width': width, fill: 'none' });
const bar = (style: Record<string, string | number>): string => rect(2, 2, 24, 12, { rx: 2, ...style });
const tick = (colours: Colours): string =>
  element('path', {
    d: 'M10.2 8.3l2.5 2.5 4.6-5.3',
    fill: 'none',
    stroke: colours.onFill,
    'stroke-width': 1.8,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  });

const MAP: readonly Sample[] = [
  {
    words: 'signal that has fired',
    where: '.lamp.lit:not(.unnamed)',
    draw: c => disc(7.5, { fill: c.ink }) + tick(c),
  },
  {
    words: 'signal that is waited for',
    where: '.lamp.armed:not(.unnamed)',
    draw: c => disc(6, { fill: c.ground, stroke: c.now, 'stroke-width': 3 }) + disc(2.6, { fill: c.now }),
  },
  {
    words: 'signal that has not fired',
    where: '.lamp.dark:not(.unnamed)',
    draw: c => disc(6.5, { fill: c.ground, stroke: c.edge, 'stroke-width': 2 }),
  },
  {
    words: 'unnamed moment that has come',
    where: '.lamp.lit.unnamed',
    draw: c => tip(7, { fill: c.ink }) + tick(c),
  },
  {
    words: 'unnamed moment that is waited for',
    where: '.lamp.armed.unnamed',
    draw: c => tip(6, { fill: c.ground, stroke: c.now, 'stroke-width': 2.5 }) + tip(2.4, { fill: c.now }),
  },
  {
    words: 'unnamed moment that has not come',
    where: '.lamp.dark.unnamed',
    draw: c => tip(6, { fill: c.ground, stroke: c.edge, 'stroke-width': 2 }),
  },
  {
    words: 'progress of a wait',
    where: '.lamp .prog',
    draw: c =>
      disc(6, { fill: 'none', stroke: c.nowSoft, 'stroke-width': 3 }) +
      element('path', { d: 'M14 2A6 6 0 0 1 14 14', fill: 'none', stroke: c.now, 'stroke-width': 3 }),
  },
  {
    words: 'what happened to the process',
    where: '.event.lit',
    draw: c => rect(7, 1, 14, 14, { rx: 2, fill: c.ink }) + tick(c),
  },
  {
    words: 'both have to come',
    where: '[data-gate]',
    draw: c =>
      element('path', {
        d: 'M6 2H22V7A8 7 0 0 1 6 7Z',
        fill: 'none',
        stroke: c.ink,
        'stroke-width': 2,
        'stroke-linejoin': 'round',
      }),
  },
  { words: 'came', where: '.edge.past', draw: c => line(c.ink, 3) },
  { words: 'waiting now', where: '.edge.now', draw: c => line(c.now, 3) },
  {
    words: 'nobody waits for it',
    where: '[data-edge$="-nobody"]',
    draw: c => element('path', { d: 'M14 0V13M7 13h14', fill: 'none', stroke: c.edge, 'stroke-width': 1.5 }),
  },
  { words: 'may come', where: '.edge.next', draw: c => line(c.edge, 1.5) },
];

/** A sample drawn by the pen of the marks themselves. */
function penned(c: Colours, draw: (pen: SvgPen) => void): string {
  const pen = new SvgPen({ edge: c.edge, ink: c.ink, ink2: c.ink2, danger: c.danger });
  draw(pen);
  return pen.toString();
}

const TIMELINE: readonly Sample[] = [
  { words: 'unnamed moment', where: '.dot-unnamed', draw: c => tip(6, { fill: c.ink }) },
  { words: 'signal', where: '.dot', draw: c => disc(6, { fill: c.ink }) },
  {
    words: 'what happened to the process',
    where: '.square',
    draw: c => rect(9, 3, 10, 10, { rx: 2, fill: c.ink }),
  },
  {
    words: 'grace period of the pod',
    where: '.bar.grace',
    draw: c => bar({ fill: 'none', stroke: c.edge }),
  },
  { words: 'running', where: '.bar.run', draw: c => bar({ fill: c.now }) },
  { words: 'planned', where: '.bar.plan', draw: c => bar({ fill: c.nowSoft, stroke: c.now }) },
  { words: 'over', where: '.bar.done', draw: c => bar({ fill: c.ink2 }) },
  {
    words: 'failed or cut off',
    where: '.bar.failed',
    draw: c => bar({ fill: c.dangerSoft }) + rect(23, 2, 3, 12, { fill: c.danger }),
  },
  {
    words: 'crosses the grace period',
    where: '.bar.overrun',
    draw: c => bar({ fill: 'url(#hatch)', stroke: c.danger, 'stroke-width': 0.5 }),
  },
  { words: 'passes, healthy', where: '.bar.good', draw: c => line(c.ok, 3) },
  {
    words: 'fails, unhealthy',
    where: '.bar.fail',
    draw: c => bar({ fill: c.dangerSoft, rx: 0 }) + rect(2, 2, 3, 12, { fill: c.danger }),
  },
  { words: 'takes new connections', where: '.bar.open', draw: c => line(c.ink2, 3) },
  {
    words: 'same instant',
    where: '.same-instant',
    draw: c => element('path', { d: 'M18 2H11V14H18', fill: 'none', stroke: c.ink2, 'stroke-width': 1.5 }),
  },
  {
    words: 'folded wait',
    where: '.fold',
    draw: c =>
      element('path', { d: 'M9 1L6 15M22 1L19 15', fill: 'none', stroke: c.ink2, 'stroke-width': 1.5 }),
  },
  {
    words: 'answered request',
    where: { mark: 'answered' },
    draw: c => penned(c, pen => pen.box('answered', 2, 6, 24, 4)),
  },
  {
    words: 'request in flight',
    where: { mark: 'inFlight' },
    draw: c => penned(c, pen => pen.box('inFlight', 2, 6, 24, 4)),
  },
  {
    words: 'turned away',
    where: { mark: 'turnedAway' },
    draw: c => penned(c, pen => pen.outline('turnedAway', 9, 5, 10, 6)),
  },
  {
    words: 'never arrived',
    where: { mark: 'lost' },
    draw: c => penned(c, pen => pen.outline('lost', 9, 5, 10, 6)),
  },
  {
    words: 'dropped',
    where: { mark: 'dropped' },
    draw: c =>
      penned(c, pen => {
        pen.box('dropped', 2, 6, 20, 4);
        pen.cross('dropped', 22, 8, 3.5);
      }),
  },
  { words: 'watch', where: { mark: 'watch' }, draw: c => penned(c, pen => pen.rope('watch', 2, 26, MIDDLE)) },
  {
    words: 'watch that was cut',
    where: { mark: 'cut' },
    draw: c =>
      penned(c, pen => {
        pen.rope('watch', 2, 20, MIDDLE);
        pen.box('cut', 20, 1, 3, 14);
      }),
  },
  {
    words: 'connection opened, closed',
    where: { mark: 'connection' },
    draw: c =>
      penned(c, pen => {
        pen.box('connection', 3, 11, 22, 1);
        pen.box('opened', 3, 7, 1, 4);
        pen.box('closed', 23.5, 9.5, 2.5, 4);
      }),
  },
  {
    words: 'GOAWAY',
    where: { mark: 'goaway' },
    draw: c => penned(c, pen => pen.box('goaway', 13, 1, 2, 14)),
  },
  {
    words: 'audit event',
    where: { mark: 'logged' },
    draw: c =>
      penned(c, pen => {
        for (const [at, tall] of [8, 4, 6, 11, 7, 3].entries())
          pen.box('logged', 5 + at * 3, 14 - tall, 1.25, tall);
      }),
  },
  {
    words: 'audit event lost',
    where: { mark: 'auditLost' },
    draw: c =>
      penned(c, pen => {
        pen.box('auditLost', 13.25, 1, 1.5, 14);
        pen.cross('auditLost', 14, 8, 3.5);
      }),
  },
  {
    words: 'audit backend shut down',
    where: { mark: 'auditShutdown' },
    draw: c => penned(c, pen => pen.box('auditShutdown', 12.5, 1, 3, 14)),
  },
  { words: 'moment that is shown', where: '.vl.head', draw: c => rect(12.75, 0, 2.5, 16, { fill: c.now }) },
];

/** What is in the picture of a view. */
export function legendOf(
  view: PictureView,
  root: Element,
  used: ReadonlySet<Mark>,
  colours: Colours,
): readonly LegendEntry[] {
  return (view === 'map' ? MAP : TIMELINE)
    .filter(({ where }) =>
      typeof where === 'string' ? root.querySelector(where) !== null : used.has(where.mark),
    )
    .map(({ words, draw }) => ({ words, sample: draw(colours) }));
}
