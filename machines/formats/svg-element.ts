/** Pieces of an SVG document as text. */
import { xmlText } from './xml.ts';

/** A number of pixels, to a hundredth. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** An element; attributes that are null are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
  content = '',
): string {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) =>
      value === null ? [] : [` ${key}="${typeof value === 'number' ? px(value) : xmlText(value)}"`],
    )
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}
