/** Markdown, as far as lessons use it, → blocks; everything else is a problem with its line. */
import { lexer, type Token, type Tokens } from 'marked';
import { libraryScenario } from '../scenario/library.ts';
import type { Say } from '../scenario/values.ts';
import { parseLink } from '../view/link.ts';
import type { Block, Inline } from './lesson-text.ts';
import { unknownScenario } from './unknown-scenario.ts';

/** A heading with what follows it until the next one. */
export interface MarkdownPart {
  readonly depth: number;
  readonly heading: string;
  /** From `{#id}` at its end; null: it has none. */
  readonly id: string | null;
  /** Where the heading stands, from 1. */
  readonly line: number;
  readonly blocks: readonly Block[];
}

/** Something that lessons do not have, and the line where it stands. */
export type ReportMarkdown = (say: Say, line: number) => void;

/** Splits a text at its headings; what stands before the first one is a problem. */
export function readMarkdown(text: string, report: ReportMarkdown): readonly MarkdownPart[] {
  const parts: { part: Omit<MarkdownPart, 'blocks'>; blocks: Block[] }[] = [];
  let line = 1;
  for (const token of tokensOf(text, report)) {
    const reader = new BlockReader(line + leadingLines(token.raw), report);
    line += count(token.raw);
    if (token.type === 'space' || token.type === 'def') continue;
    if (token.type === 'heading') {
      parts.push({ part: headingOf(token, reader.line), blocks: [] });
      continue;
    }
    const current = parts.at(-1);
    const block = reader.block(token);
    if (current === undefined) report(tr => tr('a text begins with "# Title"'), reader.line);
    else if (block !== null) current.blocks.push(block);
  }
  return parts.map(({ part, blocks }) => ({ ...part, blocks }));
}

/** What is nested so deeply that the stack does not suffice is no text. */
function tokensOf(text: string, report: ReportMarkdown): readonly MarkedToken[] {
  try {
    return lexer(text) as MarkedToken[];
  } catch {
    report(tr => tr('it is nested too deeply'), 1);
    return [];
  }
}

type MarkedToken = Exclude<Token, Tokens.Generic> | Tokens.Generic;

function count(raw: string): number {
  return raw.split('\n').length - 1;
}

function leadingLines(raw: string): number {
  return count(/^\n*/.exec(raw)?.[0] ?? '');
}

function headingOf(token: Tokens.Heading | Tokens.Generic, line: number): Omit<MarkdownPart, 'blocks'> {
  const text = plain(token.tokens ?? []).trim();
  const match = /^(.*?)\s*\{#([^}]*)\}$/.exec(text);
  return { depth: Number(token.depth), heading: match?.[1] ?? text, id: match?.[2] ?? null, line };
}

/** The words of a heading, without what is typed around them. */
function plain(tokens: readonly Token[]): string {
  return tokens
    .map(token =>
      'tokens' in token && token.tokens ? plain(token.tokens) : 'text' in token ? String(token.text) : '',
    )
    .join('');
}

/** Reads one block; a problem is one of the block's first line, or of the line within a list. */
class BlockReader {
  constructor(
    public line: number,
    private readonly report: ReportMarkdown,
  ) {}

  block(token: MarkedToken): Block | null {
    switch (token.type) {
      case 'paragraph':
        return { kind: 'paragraph', inlines: this.inlines(token.tokens ?? []) };
      case 'code':
        return { kind: 'code', text: String(token.text) };
      case 'list':
        return this.list(token as Tokens.List);
      default:
        return this.refuse(token.type);
    }
  }

  private list({ ordered, items }: Tokens.List): Block {
    const read = items.map(item => {
      const inlines = item.tokens.flatMap((token, index) => {
        if (token.type === 'space') return [];
        if (index === 0 && (token.type === 'text' || token.type === 'paragraph'))
          return this.inlines(('tokens' in token ? token.tokens : null) ?? []);
        this.report(tr => tr('an item of a list is one paragraph'), this.line);
        return [];
      });
      if (item.task) this.refuse('checkbox');
      this.line += count(item.raw);
      return inlines;
    });
    return { kind: 'list', ordered, items: read };
  }

  private inlines(tokens: readonly Token[]): readonly Inline[] {
    return tokens.flatMap(token => this.inline(token as MarkedToken));
  }

  private inline(token: MarkedToken): readonly Inline[] {
    switch (token.type) {
      case 'text':
      case 'escape':
        return this.text(String(token.text), token.type === 'escape');
      case 'codespan':
        return [{ kind: 'code', text: String(token.text) }];
      case 'strong':
        return [{ kind: 'strong', inlines: this.inlines(token.tokens ?? []) }];
      case 'em':
        return [{ kind: 'emphasis', inlines: this.inlines(token.tokens ?? []) }];
      case 'br':
        return [{ kind: 'text', text: ' ' }];
      case 'link':
        return this.link(String(token.href), token.tokens ?? []);
      default:
        this.refuse(token.type);
        return [];
    }
  }

  private text(text: string, isEscaped: boolean): readonly Inline[] {
    if (!isEscaped && text.includes('**'))
      this.report(
        tr => tr('"**" without its other half: next to punctuation it needs a space on its outer side'),
        this.line,
      );
    return text === '' ? [] : [{ kind: 'text', text: joinLines(text) }];
  }

  private link(href: string, tokens: readonly Token[]): readonly Inline[] {
    const inlines = this.inlines(tokens);
    if (/^https:\/\/[^\s]+$/.test(href)) return [{ kind: 'link', href, inlines }];
    if (href.startsWith('?')) {
      const wrong = wrongLink(href);
      if (wrong !== null) this.report(wrong, this.line);
      return [{ kind: 'link', href, inlines }];
    }
    this.report(
      tr =>
        tr('a link goes to https:, or to ?QUERY within this page; "{href}" belongs between backquotes', {
          href,
        }),
      this.line,
    );
    return inlines;
  }

  private refuse(what: string): null {
    this.report(
      tr =>
        tr(
          'lessons have paragraphs, lists, code, **strong**, *emphasis* and links, but nothing like "{what}"',
          { what },
        ),
      this.line,
    );
    return null;
  }
}

/** What is wrong with a link into the page; null: it can be opened. Lessons may be somebody's own: they are not looked up. */
function wrongLink(href: string): Say | null {
  const parsed = parseLink(href);
  if (!parsed.ok)
    return tr => {
      const again = parseLink(href, tr);
      return again.ok ? '' : again.error.message;
    };
  const { scenario } = parsed.link;
  return scenario === null || libraryScenario(scenario) !== null ? null : unknownScenario(scenario);
}

const CHINESE = '[\\u3000-\\u303f\\u3400-\\u9fff\\uff00-\\uffef]';
const BETWEEN_CHINESE = new RegExp(`(?<=${CHINESE})\\n(?=${CHINESE})`, 'g');

/** The end of a line is a space, but not between Chinese characters, which have none between them. */
function joinLines(text: string): string {
  return text.replace(BETWEEN_CHINESE, '').replaceAll('\n', ' ');
}
