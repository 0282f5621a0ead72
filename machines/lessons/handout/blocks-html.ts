/** The text of a lesson as HTML: everything that a person wrote is escaped. */
import type { Block, Inline } from '../lesson-text.ts';
import { escaped, list, tag } from './html.ts';

export function blocksHtml(blocks: readonly Block[]): string {
  return blocks.map(blockHtml).join('\n');
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return tag('p', {}, inlinesHtml(block.inlines));
    case 'code':
      return tag('pre', {}, tag('code', {}, escaped(block.text)));
    case 'list':
      return list(block.ordered ? 'ol' : 'ul', 'text', block.items.map(inlinesHtml));
  }
}

function inlinesHtml(inlines: readonly Inline[]): string {
  return inlines.map(inlineHtml).join('');
}

function inlineHtml(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
      return escaped(inline.text);
    case 'code':
      return tag('code', {}, escaped(inline.text));
    case 'strong':
      return tag('strong', {}, inlinesHtml(inline.inlines));
    case 'emphasis':
      return tag('em', {}, inlinesHtml(inline.inlines));
    case 'link': {
      const words = inlinesHtml(inline.inlines);
      // On paper an address can only be read; one within the program leads nowhere from a file.
      if (inline.href.startsWith('https:'))
        return tag('a', { href: inline.href, rel: 'noreferrer' }, words) + address(inline.href);
      return words + address(inline.href);
    }
  }
}

function address(href: string): string {
  return tag('span', { class: 'address' }, ' (', tag('code', {}, escaped(href)), ')');
}
