/** Makes a picture of a view as it is seen, with a title and a legend, and hands it to the person as a file. */

import { element, px } from '../../machines/formats/svg-element.ts';
import { SvgPen } from '../../machines/formats/svg-pen.ts';
import { xmlText } from '../../machines/formats/xml.ts';
import type { PlayerState } from '../session/player.ts';
import type { Mode } from '../session/run-source.ts';
import { drawPicture } from '../timeline/lane-painter.ts';
import { pictures } from '../timeline/request-lanes.tsx';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { type Colours, coloursInForce } from './colours.ts';
import { domToSvg } from './dom-to-svg.ts';
import { legendOf, SAMPLE } from './legend.ts';
import type { PictureFormat, PictureView } from './save-picture.tsx';
import { svgToPng } from './svg-to-png.ts';

const MARGIN_PX = 24;
const TITLE_PX = 20;
const TEXT_PX = 13;
const ROW_PX = 24;
/** Title and facts, and the air below them. */
const HEAD_PX = 64;
const ENTRY_AIR_PX = 24;
const SAMPLE_AIR_PX = 8;
/** A narrower picture would break its title. */
const LEAST_WIDTH_PX = 340;

const SELECTORS: Readonly<Record<PictureView, string>> = { map: '.v-map', timeline: '.time-grid' };

/** Saves what is seen of a view. Throws an Error with words for a person when the browser cannot. */
export async function savePicture(
  state: PlayerState,
  view: PictureView,
  format: PictureFormat,
): Promise<void> {
  const svg = pictureOf(state, view);
  const blob =
    format === 'svg'
      ? new Blob([svg.text], { type: 'image/svg+xml' })
      : await svgToPng(svg.text, svg.width, svg.height);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName(state, view, format);
  link.click();
  // The browser reads it after the click: not before the next turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** `lastcall-slow-hook-map-T+6.4s.svg` */
export function fileName(
  { source, t, origin }: Pick<PlayerState, 'source' | 't' | 'origin'>,
  view: PictureView,
  format: PictureFormat,
): string {
  const name = (source?.plan?.name ?? 'run').replace(/[^\w.-]+/g, '-').slice(0, 60);
  const moment = clockTime(t, origin, 1).replace('−', '-').replace(' ', '');
  return `lastcall-${name}-${view}-${moment}.${format}`;
}

interface SvgPicture {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

function pictureOf(state: PlayerState, view: PictureView): SvgPicture {
  const root = document.querySelector<HTMLElement>(SELECTORS[view]);
  if (!root) throw new Error(tr('this view is not on the page'));
  const colours = coloursInForce();
  const pen = new SvgPen(colours);
  const drawn = domToSvg(root, canvas => {
    const picture = pictures.get(canvas);
    if (picture) drawPicture(pen, picture);
    return pen.toString();
  });
  const inner = Math.max(LEAST_WIDTH_PX, drawn.width);
  const width = Math.ceil(inner + 2 * MARGIN_PX);
  const legend = legendRows(legendOf(view, root, pen.used, colours), inner, colours);
  const bottom = MARGIN_PX + HEAD_PX + drawn.height + MARGIN_PX;
  const height = Math.ceil(bottom + legend.height + MARGIN_PX);
  const { fontFamily } = getComputedStyle(document.body);
  const title = titleOf(state, view);
  const text = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'font-family': fontFamily,
      style: 'font-variant-numeric:tabular-nums',
      'xml:lang': document.documentElement.lang || 'en',
    },
    [
      element('title', {}, xmlText(`${title.name} · ${title.what} · ${title.facts}`)),
      drawn.defs === '' ? '' : element('defs', {}, drawn.defs),
      element('rect', { width, height, fill: colours.ground }),
      heading(title, colours),
      element(
        'g',
        { transform: `translate(${px((width - drawn.width) / 2)} ${MARGIN_PX + HEAD_PX})` },
        drawn.body,
      ),
      element('g', { transform: `translate(${MARGIN_PX} ${px(bottom)})` }, legend.body),
    ].join('\n'),
  );
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`, width, height };
}

interface Title {
  readonly name: string;
  readonly what: string;
  readonly facts: string;
}

function titleOf({ source, t, origin }: PlayerState, view: PictureView): Title {
  const lineage = source?.plan?.lineage ?? source?.header?.lineage ?? null;
  return {
    name: source?.plan?.name ?? tr('unknown'),
    what: view === 'map' ? tr('Signal map') : tr('Timeline'),
    facts: [
      ...(lineage === null ? [] : [`kube-apiserver ${lineage}`]),
      source?.header?.source === 'imported' ? tr('imported log') : evidence(source?.mode ?? 'simulate'),
      clockTime(t, origin, 1),
    ].join(' · '),
  };
}

function evidence(mode: Mode): string {
  switch (mode) {
    case 'simulate':
      return tr('simulated');
    case 'live':
      return tr('live server');
    case 'replay':
      return tr('recording');
  }
}

function heading({ name, what, facts }: Title, colours: Colours): string {
  const words = (
    y: number,
    size: number,
    fill: string,
    content: string,
    weight: number | null = null,
  ): string =>
    element('text', { x: MARGIN_PX, y, fill, 'font-size': size, 'font-weight': weight }, xmlText(content));
  return (
    words(MARGIN_PX + TITLE_PX * 0.85, TITLE_PX, colours.ink, name, 600) +
    words(MARGIN_PX + TITLE_PX * 0.85 + 22, TEXT_PX, colours.ink2, `${what} · ${facts}`)
  );
}

/** The entries in rows, as many in each as there is room for. */
function legendRows(
  entries: ReturnType<typeof legendOf>,
  width: number,
  colours: Colours,
): { readonly body: string; readonly height: number } {
  const context = document.createElement('canvas').getContext('2d');
  if (context) context.font = `${TEXT_PX}px ${getComputedStyle(document.body).fontFamily}`;
  let x = 0;
  let row = 0;
  const body = entries.map(({ words, sample }) => {
    const text = tr.text(words);
    const wide = SAMPLE.width + SAMPLE_AIR_PX + (context?.measureText(text).width ?? text.length * 8);
    if (x > 0 && x + wide > width) {
      x = 0;
      row++;
    }
    const place = element(
      'g',
      { transform: `translate(${px(x)} ${row * ROW_PX})` },
      sample +
        element(
          'text',
          {
            x: SAMPLE.width + SAMPLE_AIR_PX,
            y: SAMPLE.height - 3.5,
            'font-size': TEXT_PX,
            fill: colours.ink2,
          },
          xmlText(text),
        ),
    );
    x += wide + ENTRY_AIR_PX;
    return place;
  });
  return { body: body.join('\n'), height: entries.length === 0 ? 0 : (row + 1) * ROW_PX };
}
