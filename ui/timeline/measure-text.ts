/** How wide words are on the timeline. */

let context: CanvasRenderingContext2D | null = null;

/** Of the same words over and over: numbers, names. */
const widths = new Map<string, number>();
const WIDTHS_KEPT = 2_000;

/** The width of a text in the font of the timeline's marks. */
export function measureText(text: string): number {
  const root = rootPx();
  const known = widths.get(text);
  if (known !== undefined) return known;
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return text.length * 7;
  // The style sheet's --t-mark.
  context.font = `${0.78125 * root}px ${getComputedStyle(document.body).fontFamily}`;
  const { width } = context.measureText(text);
  if (widths.size === WIDTHS_KEPT) widths.clear();
  widths.set(text, width);
  return width;
}

let cachedRoot: number | null = null;

/** The size of the root's text in pixels: larger on large screens. It changes with the window only. */
export function rootPx(): number {
  if (cachedRoot !== null) return cachedRoot;
  cachedRoot = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  window.addEventListener('resize', forget, { once: true });
  return cachedRoot;
}

function forget(): void {
  cachedRoot = null;
  widths.clear();
}
