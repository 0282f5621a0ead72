/** The signal map at one moment as a picture of its own: the drawing of the page, without what can be pressed. */
import type { EdgeValue } from '../view/drawing/edge-words.ts';
import {
  columnX,
  EXIT_SQUARE,
  gateShapes,
  LAYOUTS,
  type LayoutName,
  lampAt,
  type MapLayout,
  type Point,
  tick,
} from '../view/drawing/geometry.ts';
import { nameOf } from '../view/drawing/lamp-name.ts';
import { lampLines } from '../view/drawing/lamp-words.ts';
import { type PlacedValue, valuesOf } from '../view/drawing/map-values.ts';
import { exitWords, stopNote, stopTime } from '../view/drawing/process-words.ts';
import { routes } from '../view/drawing/routes.ts';
import { BRACKET_TICK, bracketOf, bracketPath } from '../view/drawing/same-instant.ts';
import { valueLine } from '../view/drawing/text-lines.ts';
import { textWidth } from '../view/drawing/text-width.ts';
import type { RunPlan } from '../view/plan.ts';
import type { EdgeState, LampState, SignalMapView } from '../view/signal-map.ts';
import type { Translate } from '../words/translate.ts';
import type { Phrase } from '../words/zh/catalog.ts';
import { drawLamp } from './map-svg-lamp.ts';
import { bodyStyle, fitting, frameOf, glyph, line, nameText, roomFrom, text } from './map-svg-shapes.ts';
import { PRINT_FONTS, type PrintColours } from './print-colours.ts';
import { element } from './svg-element.ts';
import { xmlText } from './xml.ts';

/** What is drawn, and how. */
export interface MapPicture {
  readonly map: SignalMapView;
  readonly plan: RunPlan | null;
  /** Whether a log tells of retry-after; null: it does not, or there is a plan. */
  readonly logged: boolean | null;
  /** The moment, and the stop that its clock counts from; milliseconds since the start of the recording. */
  readonly t: number;
  readonly origin: number | null;
  readonly layout: LayoutName;
  readonly colours: PrintColours;
  readonly tr: Translate;
}

const DRAW_ORDER: readonly EdgeState[] = ['next', 'now', 'past'];

/** A lamp in words, for those who do not see it. */
const SAID = {
  dark: '{name}, dark',
  armed: '{name}, armed',
  lit: '{name}, lit',
} as const satisfies Record<LampState, Phrase>;

/** The map as an `svg` element, complete in itself. */
export function mapSvg(picture: MapPicture): string {
  return new Drawing(picture).whole();
}

class Drawing {
  private readonly picture: MapPicture;
  private readonly layout: MapLayout;

  constructor(picture: MapPicture) {
    this.picture = picture;
    this.layout = LAYOUTS[picture.layout];
  }

  whole(): string {
    const { map, plan, logged, tr, colours } = this.picture;
    const { layout } = this;
    const values = valuesOf(map, plan, logged, layout, tr);
    const lastInput = map.plan.gate?.at(-1);
    const frame = frameOf(layout);
    const before = (name: string | null): string =>
      values
        .filter(value => value.before === name)
        .map(value => this.placed(value))
        .join('');
    return element(
      'svg',
      {
        xmlns: 'http://www.w3.org/2000/svg',
        viewBox: `${frame.x} ${frame.y} ${frame.width} ${frame.height}`,
        role: 'img',
        'font-family': PRINT_FONTS,
        'font-size': layout.subSize,
        fill: colours.ink2,
      },
      [
        element('title', {}, xmlText(this.said())),
        // What shows the file may be dark.
        element('rect', { ...frame, fill: colours.paper }),
        this.edges(),
        this.bracket(),
        this.stop(),
        ...map.plan.lamps.flatMap(place => {
          const lamp = map.lamps[place.name];
          if (lamp === undefined) return [];
          const gate = place.name === lastInput ? this.gate() : '';
          return [before(place.name), drawLamp(this.picture, lamp, lampAt(layout, place)), gate];
        }),
        before(null),
        this.exit(),
      ].join(''),
    );
  }

  /** The map in words. */
  private said(): string {
    const { map, origin, tr } = this.picture;
    const lamps = map.plan.lamps.flatMap(({ name }) => {
      const lamp = map.lamps[name];
      if (lamp === undefined) return [];
      const notes = lampLines(lamp, 'wide', origin, tr).join(' ');
      return [[tr(SAID[lamp.state], { name: nameOf(lamp, tr) }), notes].filter(Boolean).join(': ')];
    });
    const ends = [`${map.stopSignal}: ${stopTime(map, origin, tr)}`, exitWords(map, origin, tr)];
    return `${tr('Signal map')}. ${[ends[0], ...lamps, ends[1]].join('; ')}`;
  }

  private edges(): string {
    const { map, colours } = this.picture;
    const { lampR, ringR } = this.layout;
    const paths = routes(this.layout, map.plan, name => (map.lamps[name]?.ring ? ringR : lampR));
    const strokes: Readonly<Record<EdgeState, readonly [string, number]>> = {
      next: [colours.edge, 1.5],
      now: [colours.now, 3],
      past: [colours.ink, 3],
    };
    return DRAW_ORDER.flatMap(state =>
      map.plan.edges
        .filter(({ name }) => map.edges[name] === state)
        .map(({ name }) => line(paths[name] ?? '', ...strokes[state])),
    ).join('');
  }

  private bracket(): string {
    const { map, t, colours, tr } = this.picture;
    const bracket = bracketOf(this.layout, map, t);
    if (bracket === null) return '';
    const { x, label } = bracket;
    const at = { x: x - BRACKET_TICK - 1, anchor: 'end', size: this.layout.valueSize } as const;
    return (
      line(bracketPath(bracket), colours.ink2, 1) +
      (label === null ? '' : text(tr('same instant'), { ...at, y: label }))
    );
  }

  private stop(): string {
    const { map, origin, colours, tr } = this.picture;
    const { xC, top, square, gap, nameSize, name } = this.layout;
    const isLit = map.stoppedAt !== null;
    const x = xC + gap;
    return (
      this.square({ x: xC, y: top }, square, { isLit, isInferred: map.inferred.stop, isBad: false }) +
      nameText(colours, map.stopSignal, isLit ? 'lit' : 'dark', { x, y: top - 4.4, size: nameSize }) +
      text(stopNote(map, name, origin, tr), { x, y: top + 15 })
    );
  }

  private exit(): string {
    const { map, origin, colours, tr } = this.picture;
    const { xC, exit: y } = this.layout;
    const isLit = map.exit !== null;
    const isBad = map.exit !== null && map.exit.code !== 0;
    const fill = isBad ? colours.danger : isLit ? colours.ink : null;
    return (
      this.square({ x: xC, y }, EXIT_SQUARE, { isLit, isInferred: map.inferred.exit, isBad }) +
      text(exitWords(map, origin, tr), {
        x: xC + EXIT_SQUARE + 10,
        y: y + 5,
        fill,
        within: this.layout,
      })
    );
  }

  private square(
    { x, y }: Point,
    half: number,
    { isLit, isInferred, isBad }: { isLit: boolean; isInferred: boolean; isBad: boolean },
  ): string {
    const body = { x: x - half, y: y - half, width: 2 * half, height: 2 * half, rx: 2 };
    const cross = `M${x - 3.5} ${y - 3.5}l7 7m0-7l-7 7`;
    const inside = isLit
      ? glyph(this.picture.colours, isBad ? cross : tick({ x, y }, half + 1), isInferred)
      : '';
    return element('rect', { ...body, ...bodyStyle(this.picture.colours, isLit, isInferred) }) + inside;
  }

  private gate(): string {
    const { map, colours, tr } = this.picture;
    const { layout } = this;
    const shapes = gateShapes(layout);
    const { left, right, armed } = map.gate;
    const came = Number(left) + Number(right);
    const halves = [left ? shapes.left : '', right ? shapes.right : ''].join('');
    const [stroke, width] = came === 2 ? [colours.ink, 2] : armed ? [colours.ink, 3] : [colours.edge, 2];
    const isWaiting = armed && came < 2;
    const at = {
      x: layout.xC + layout.halfGate + 14,
      y: layout.gate + 18 + (layout.halfGate - 20) * 0.6,
    };
    return (
      element('path', { d: shapes.outline, fill: colours.paper }) +
      (halves === '' ? '' : element('path', { d: halves, fill: colours.ink })) +
      element('path', {
        d: shapes.outline,
        fill: 'none',
        stroke,
        'stroke-width': width,
        'stroke-linejoin': 'round',
      }) +
      element(
        'text',
        at,
        element('tspan', { 'font-weight': 600, 'font-size': layout.nameSize, fill: colours.ink }, 'AND') +
          element(
            'tspan',
            { dx: 5, fill: isWaiting ? colours.now : null },
            xmlText(armed || came > 0 ? tr('{n} of 2', { n: came }) : tr('both')),
          ),
      )
    );
  }

  private placed({ value, side, y }: PlacedValue): string {
    const { layout } = this;
    const isLeft = side === 'left';
    const x = columnX(layout, side) + (isLeft ? -layout.gap : layout.gap);
    const first = y + layout.valueSize * 0.35 - ((value.lines.length - 1) * valueLine(layout)) / 2;
    return element(
      'text',
      {
        'text-anchor': isLeft ? 'end' : 'start',
        'font-size': layout.valueSize,
        fill: this.picture.colours.ink3,
        style: 'white-space:pre',
      },
      value.lines.map((parts, row) => this.valueLine(parts, x, first + row * valueLine(layout))).join(''),
    );
  }

  private valueLine(parts: EdgeValue['lines'][number], x: number, y: number): string {
    const { ink } = this.picture.colours;
    const size = this.layout.valueSize;
    const spans = parts.map(part =>
      part.bold
        ? element('tspan', { fill: ink, 'font-weight': 600 }, xmlText(part.text))
        : xmlText(part.text),
    );
    const width = parts.reduce((sum, { text: words, bold }) => sum + textWidth(words, size, bold), 0);
    return element(
      'tspan',
      { x, y, 'font-size': fitting(size, width, roomFrom(this.layout, x)) },
      spans.join(''),
    );
  }
}
