/** A small reader of RFC 4180, by the letter: quotes around cells, doubled within, CRLF at the end of each line. */
export function parseCsv(text: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let position = 0;
  while (position < text.length) {
    let cell = '';
    if (text[position] === '"') {
      position++;
      for (;;) {
        const quote = text.indexOf('"', position);
        if (quote === -1) throw new Error('a quote is not closed');
        cell += text.slice(position, quote);
        position = quote + 1;
        if (text[position] !== '"') break;
        cell += '"';
        position++;
      }
    } else {
      const end = /[,\r"]/g;
      end.lastIndex = position;
      const found = end.exec(text);
      if (found === null || found[0] === '"')
        throw new Error(`a cell has no end, or a quote within: ${position}`);
      cell = text.slice(position, found.index);
      position = found.index;
    }
    cells.push(cell);
    if (text[position] === ',') position++;
    else if (text.startsWith('\r\n', position)) {
      lines.push(cells);
      cells = [];
      position += 2;
    } else throw new Error(`neither a comma nor the end of a line at ${position}`);
  }
  if (cells.length > 0) throw new Error('the last line has no end');
  return lines;
}
