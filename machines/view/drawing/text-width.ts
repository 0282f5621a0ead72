/** How wide words are about, where no font can be asked: as wide as in the usual sans serif fonts. */

/** Kinds of letters, and the part of the size that one of a kind takes. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[\u2e80-\u9fff\uff00-\uffef]/u, 1],
  [/[MWmw@…—→]/, 0.87],
  [/[A-HJ-Z+=~<>−]/, 0.69],
  [/[frtI()[\]{}"*-]/, 0.35],
  [/[ ijl.,:;'|!/·]/, 0.28],
];
const USUAL = 0.556;
const BOLD = 1.06;

/** The width of a text in the unit of its size. */
export function textWidth(text: string, size: number, isBold = false): number {
  let width = 0;
  for (const character of text) width += WIDTHS.find(([kind]) => kind.test(character))?.[1] ?? USUAL;
  return width * size * (isBold ? BOLD : 1);
}
