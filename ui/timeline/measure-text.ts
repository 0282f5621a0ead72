/** How wide words are on the timeline. */

let context: CanvasRenderingContext2D | null = null;

/** The width of a text in the font of the timeline's marks. */
export function measureText(text: string): number {
  context ??= document.createElement('canvas').getContext('2d');
  if (!context) return text.length * 7;
  const font = markFont();
  if (context.font !== font) context.font = font;
  return context.measureText(text).width;
}

/** The size of the root's text in pixels: larger on large screens. */
export function rootPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

let font: { readonly root: number; readonly css: string } | null = null;

/** The style sheet's --t-mark at the root's present size; that changes with the window only. */
function markFont(): string {
  const root = rootPx();
  if (font?.root !== root)
    font = { root, css: `${0.78125 * root}px ${getComputedStyle(document.body).fontFamily}` };
  return font.css;
}
