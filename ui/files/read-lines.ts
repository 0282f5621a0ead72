/** The lines of a file as they come, without ever holding the page up: after some milliseconds it gets its turn. */

/** Work goes on for so long before the page may draw: two such pieces fit into a frame. */
export const SLICE_MS = 7;

/** The clock is looked at once in so many lines. */
const LINES_BETWEEN_LOOKS = 32;

/** No line of a recording is as long as this: what has no line ends is not read into memory to its end. */
export const LONGEST_LINE = 8 * 1024 * 1024;

export interface LineReader {
  /** Takes a line, with its end where it has one; false: enough. */
  readonly line: (line: string) => boolean;
  /** After each slice: how many bytes of the file have come. */
  readonly slice: (bytes: number) => void;
}

/**
 * Reads a file line by line.
 * @throws RangeError for a line longer than {@link LONGEST_LINE}; the signal's reason when it is aborted; what the
 * browser throws when the file cannot be read.
 */
export async function readLines(file: Blob, reader: LineReader, signal: AbortSignal): Promise<void> {
  const decoder = new TextDecoder();
  const source = file.stream().getReader();
  let rest = '';
  let bytes = 0;
  let sliceEnd = performance.now() + SLICE_MS;
  try {
    for (;;) {
      const { done, value } = await source.read();
      signal.throwIfAborted();
      const text = rest + (done ? decoder.decode() : decoder.decode(value, { stream: true }));
      let start = 0;
      let count = 0;
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
        if (!reader.line(text.slice(start, end + 1))) return;
        start = end + 1;
        if (++count % LINES_BETWEEN_LOOKS === 0 && performance.now() > sliceEnd) {
          reader.slice(bytes);
          await nextTurn();
          signal.throwIfAborted();
          sliceEnd = performance.now() + SLICE_MS;
        }
      }
      rest = text.slice(start);
      bytes += value?.byteLength ?? 0;
      if (done) break;
      if (rest.length > LONGEST_LINE) throw new RangeError('a line without an end');
    }
    if (rest !== '') reader.line(rest);
  } finally {
    reader.slice(bytes);
    void source.cancel().catch(() => {});
  }
}

/** Lets the page do what it has to do; unlike a timer this waits no longer than that. */
export function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
