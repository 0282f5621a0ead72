/** Pieces of an HTML document as text. What is given as content is HTML already; texts go through {@link escaped}. */
import { xmlText } from '../../formats/xml.ts';

/** A text as it may stand in an element or an attribute. */
export const escaped: (text: string) => string = xmlText;

/** An element with its content. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly string[]
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return `<${name}${written.join('')}>${content.join('')}</${name}>`;
}

/** A list whose items are HTML. */
export function list(name: 'ul' | 'ol', className: string, items: readonly string[]): string {
  return items.length === 0 ? '' : tag(name, { class: className }, ...items.map(item => tag('li', {}, item)));
}

/** A box to be ticked with a pen. */
export function box(): string {
  return tag('i', { class: 'box' }, '');
}
