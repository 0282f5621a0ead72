/**
 * Equal texts once. A part of a line keeps the whole line in memory: of what is kept of a line, paths and user agents
 * come again and again, so that neither the line nor a copy of its part has to stay.
 */

/** Beyond so many the pool begins anew. */
const MOST = 10_000;

export class StringPool {
  private readonly texts = new Map<string, string>();

  /** The text itself, in a copy that many may share. */
  readonly of = (text: string): string => {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    if (this.texts.size >= MOST) this.texts.clear();
    // Joined with something else it is flattened, and no part of the line any more.
    const copy = ` ${text}`.slice(1);
    this.texts.set(copy, copy);
    return copy;
  };
}
