/**
 * A part of the page as vectors: boxes, borders, words and drawings where the page has them. It knows what the timeline
 * is made of, no more: no shadows, no images, no text over several lines.
 */

import { element } from '../../machines/formats/svg-element.ts';
import { xmlText } from '../../machines/formats/xml.ts';
import { inlineSvg, isClear } from './inline-svg.ts';

export interface DomPicture {
  readonly body: string;
  readonly defs: string;
  readonly width: number;
  readonly height: number;
}

/** Draws what is on a canvas; '' where nobody knows. */
export type DrawCanvas = (canvas: HTMLCanvasElement) => string;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const SIDES = ['Top', 'Right', 'Bottom', 'Left'] as const;
const SKIPPED = '[data-picture=skip], .view-title, .visually-hidden, .zoom, .in-flight, .kill-handle';

export function domToSvg(root: HTMLElement, drawCanvas: DrawCanvas): DomPicture {
  const frame = root.getBoundingClientRect();
  const drawing = new Drawing(frame.left, frame.top, drawCanvas);
  const body = drawing.element(root);
  return { body, defs: drawing.defs.join(''), width: frame.width, height: frame.height };
}

class Drawing {
  readonly defs: string[] = [];
  private readonly left: number;
  private readonly top: number;
  private readonly drawCanvas: DrawCanvas;
  private readonly measure = document.createElement('canvas').getContext('2d');

  constructor(left: number, top: number, drawCanvas: DrawCanvas) {
    this.left = left;
    this.top = top;
    this.drawCanvas = drawCanvas;
  }

  element(node: Element): string {
    if (node.matches(SKIPPED)) return '';
    const style = getComputedStyle(node);
    if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return '';
    const box = this.box(node.getBoundingClientRect());
    if (node instanceof SVGSVGElement) return faded(inlineSvg(node, box), style);
    if (node instanceof HTMLCanvasElement) {
      const content = this.drawCanvas(node);
      return content === '' ? '' : this.clipped(box, element('g', { transform: at(box) }, content));
    }
    const own = this.background(style, box) + borders(style, box);
    const children = [...node.childNodes].map(child => this.child(child, style)).join('');
    const cuts = style.overflowX === 'clip' || style.overflowX === 'hidden';
    const inner =
      cuts && children !== '' ? this.clipped({ ...box, ...tall(style, box) }, children) : children;
    return faded(own + inner, style);
  }

  private child(node: Node, style: CSSStyleDeclaration): string {
    if (node instanceof Element) return this.element(node);
    return node instanceof Text ? this.text(node, style) : '';
  }

  private text(node: Text, style: CSSStyleDeclaration): string {
    const value = node.data;
    const words = value.trim();
    if (words === '' || isClear(style.color)) return '';
    const range = document.createRange();
    const start = value.indexOf(words);
    range.setStart(node, start);
    range.setEnd(node, start + words.length);
    const place = range.getBoundingClientRect();
    if (place.width === 0) return '';
    const box = this.box(place);
    const underline =
      style.textDecorationLine === 'underline' ? `underline ${style.textDecorationStyle}` : null;
    return element(
      'text',
      {
        x: box.x,
        y: box.y + this.ascent(style, box.height),
        fill: style.color,
        'font-size': style.fontSize,
        'font-weight': style.fontWeight === '400' ? null : style.fontWeight,
        'text-decoration': underline,
      },
      xmlText(words),
    );
  }

  /** From the top of a line's box to its baseline. */
  private ascent(style: CSSStyleDeclaration, height: number): number {
    const { measure } = this;
    if (!measure) return height * 0.8;
    measure.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = measure.measureText('x');
    return (height - up - down) / 2 + up;
  }

  private background(style: CSSStyleDeclaration, box: Box): string {
    const radius = Number.parseFloat(style.borderTopRightRadius || '0') || 0;
    const round = style.borderTopLeftRadius.endsWith('%') ? Math.min(box.width, box.height) / 2 : radius;
    const shape = { x: box.x, y: box.y, width: box.width, height: box.height, rx: round > 0 ? round : null };
    if (box.width <= 0 || box.height <= 0) return '';
    if (style.backgroundImage.includes('repeating-linear-gradient'))
      return element('rect', { ...shape, fill: `url(#${this.hatch(style.backgroundImage)})` });
    return isClear(style.backgroundColor) ? '' : element('rect', { ...shape, fill: style.backgroundColor });
  }

  /** The hatching of what crosses the grace period, in the colour that the style sheet names. */
  private hatch(image: string): string {
    const colour = /(?:rgba?|color|oklch)\([^)]*\)/.exec(image)?.[0] ?? 'currentColor';
    const id = 'hatch';
    if (!this.defs.some(def => def.includes(`id="${id}"`)))
      this.defs.push(
        element(
          'pattern',
          { id, width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
          element('rect', { width: 1.5, height: 6, fill: colour }),
        ),
      );
    return id;
  }

  private clipped(box: Box, content: string): string {
    const id = `clip${this.defs.length}`;
    const { x, y, width, height } = box;
    this.defs.push(element('clipPath', { id }, element('rect', { x, y, width, height })));
    return element('g', { 'clip-path': `url(#${id})` }, content);
  }

  private box(rect: DOMRect): Box {
    return { x: rect.left - this.left, y: rect.top - this.top, width: rect.width, height: rect.height };
  }
}

/** Overflow that is clipped to the sides only is seen above and below. */
function tall(style: CSSStyleDeclaration, box: Box): Partial<Box> {
  return style.overflowY === 'visible' ? { y: box.y - 40, height: box.height + 80 } : {};
}

function at(box: Box): string {
  return `translate(${box.x.toFixed(2)} ${box.y.toFixed(2)})`;
}

function faded(content: string, style: CSSStyleDeclaration): string {
  return style.opacity === '1' || content === ''
    ? content
    : element('g', { opacity: style.opacity }, content);
}

function borders(style: CSSStyleDeclaration, box: Box): string {
  return SIDES.map(side => {
    const width = Number.parseFloat(style[`border${side}Width`]);
    const colour = style[`border${side}Color`];
    if (!(width > 0) || style[`border${side}Style`] === 'none' || isClear(colour)) return '';
    const across = side === 'Top' || side === 'Bottom';
    return element('rect', {
      x: side === 'Right' ? box.x + box.width - width : box.x,
      y: side === 'Bottom' ? box.y + box.height - width : box.y,
      width: across ? box.width : width,
      height: across ? width : box.height,
      fill: colour,
    });
  }).join('');
}
