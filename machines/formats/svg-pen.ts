/** Draws the marks of the timeline as vectors. Boxes of one mark become one path, and those that lie on others go. */
import { type Mark, type Pen, ROPE_REACH_PX, ROPE_WAVE_PX, TONES, type Tone } from '../view/drawing/pen.ts';
import { element, px } from './svg-element.ts';

/** Bars are dense where a run is long: a finer grid would only make the file larger. */
const GRID = 4;

export class SvgPen implements Pen {
  /** The marks that were drawn. */
  readonly used = new Set<Mark>();
  private readonly colours: Readonly<Record<Tone, string>>;
  private readonly paths = new Map<string, Set<string>>();

  constructor(colours: Readonly<Record<Tone, string>>) {
    this.colours = colours;
  }

  box(mark: Mark, x: number, y: number, width: number, height: number): void {
    const [left, right] = [onGrid(x), onGrid(x + width)];
    this.add(mark, 'fill', `M${left} ${px(y)}H${right}V${px(y + height)}H${left}Z`);
  }

  outline(mark: Mark, x: number, y: number, width: number, height: number): void {
    const [left, right] = [onGrid(x + 0.5), onGrid(x + width - 0.5)];
    this.add(mark, 'stroke-width="1"', `M${left} ${px(y + 0.5)}H${right}V${px(y + height - 0.5)}H${left}Z`);
  }

  cross(mark: Mark, x: number, y: number, reach: number): void {
    const [left, right, top, bottom] = [x - reach, x + reach, y - reach, y + reach].map(px);
    this.add(
      mark,
      'stroke-width="1.6"',
      `M${left} ${top}L${right} ${bottom}M${left} ${bottom}L${right} ${top}`,
    );
  }

  rope(mark: Mark, from: number, to: number, y: number): void {
    const half = ROPE_WAVE_PX / 2;
    const first = Math.ceil(from / half);
    let path = '';
    // Half waves, of which the first and the last may be less than half: a piece of a parabola is one as well.
    for (let x = from, index = first - (from / half === first ? 0 : 1); x < to; index++) {
      const end = Math.min(to, (index + 1) * half);
      path += `${path === '' ? `M${px(x)} ${px(waveAt(x, y))}` : ''}Q${px((x + end) / 2)} ${px(2 * waveAt((x + end) / 2, y) - (waveAt(x, y) + waveAt(end, y)) / 2)} ${px(end)} ${px(waveAt(end, y))}`;
      x = end;
    }
    if (path !== '') this.add(mark, 'stroke-width="1.4"', path);
  }

  /** Everything that was drawn, as SVG. */
  toString(): string {
    return [...this.paths]
      .map(([key, shapes]) => {
        const [mark, style] = key.split('|') as [Mark, string];
        const colour = this.colours[TONES[mark]];
        const d = [...shapes].join('');
        if (style === 'fill') return element('path', { fill: colour, d });
        return `<path fill="none" stroke="${colour}" ${style} d="${d}"/>`;
      })
      .join('');
  }

  private add(mark: Mark, style: string, shape: string): void {
    this.used.add(mark);
    const key = `${mark}|${style}`;
    const shapes = this.paths.get(key) ?? new Set();
    this.paths.set(key, shapes.add(shape));
  }
}

function onGrid(x: number): string {
  return px(Math.round(x * GRID) / GRID);
}

/** The height of a rope at `x`: half waves are parabolas, upwards and downwards in turns. */
function waveAt(x: number, y: number): number {
  const half = ROPE_WAVE_PX / 2;
  const place = x / half;
  const part = place - Math.floor(place);
  const sign = Math.floor(place) % 2 === 0 ? -1 : 1;
  return y + sign * 4 * ROPE_REACH_PX * part * (1 - part);
}
