/** One copy of each text that comes again and again. */

/** Texts that are remembered; when there are more, the pool starts afresh. */
const MAX_TEXTS = 1_024;

/**
 * The strings of node:http2 point into the memory of nghttp2: each that is kept costs the garbage collector as much as
 * the rest of its request. What is kept is therefore the first one of its kind.
 */
export class TextPool {
  private texts = new Map<string, string>();

  /** The copy of a text. */
  get(text: string): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    if (this.texts.size >= MAX_TEXTS) this.texts = new Map();
    this.texts.set(text, text);
    return text;
  }
}
