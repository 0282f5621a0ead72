/** The text of a lesson in one language: a small part of Markdown, as blocks that a page and a handout draw alike. */

/** A piece of a line. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly inlines: readonly Inline[] }
  /** Only https: addresses, and those within this program (`?scenario=…`). */
  | { readonly kind: 'link'; readonly href: string; readonly inlines: readonly Inline[] };

export type Block =
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] };

/** What is said at one place of a lesson. */
export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
  /** For the presenter only; empty: none. */
  readonly notes: readonly Block[];
}

export interface LessonText {
  readonly title: string;
  /** Before the run begins; its first paragraph tells in the list of lessons what it is about. */
  readonly intro: Section;
  /** By the id of the stop. */
  readonly stops: Readonly<Record<string, Section>>;
  readonly task: Section;
}
