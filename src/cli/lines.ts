/** Bytes → lines, some at a time, in constant memory. */
import { CliFailure, EXIT_USAGE } from './failure.ts';

/** No line of a recording or a log is longer: who reads one would fill the memory. */
const MAX_LINE_LENGTH = 67_108_864;

/**
 * The lines of a stream, each with its end where it has one; as many at a time as one piece of the stream completes.
 * @throws CliFailure, a usage error, for a line without end; `label` says whose it is
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array | string>,
  label: string,
): AsyncGenerator<string[], void> {
  // Skips the mark at the beginning that some editors write.
  const decoder = new TextDecoder();
  let rest = '';
  let count = 0;
  for await (const chunk of chunks) {
    const text = rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
    const lines: string[] = [];
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      lines.push(text.slice(start, end + 1));
      start = end + 1;
    }
    rest = text.slice(start);
    count += lines.length;
    if (rest.length > MAX_LINE_LENGTH)
      throw new CliFailure(EXIT_USAGE, `${label}:${count + 1}: the line has no end within 64 MiB`, true);
    if (lines.length > 0) yield lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}
