/** Plain text in columns. */

/** Titles and rows in aligned columns, the rows indented; `alignment` has an l or r for each column. */
export function textTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  alignment: string,
): string[] {
  const all = [titles, ...rows.map(row => [`  ${row[0]}`, ...row.slice(1)])];
  const widths = titles.map((_, column) => Math.max(...all.map(row => (row[column] ?? '').length)));
  return all.map(row =>
    row
      .map((text, column) =>
        alignment[column] === 'r' ? text.padStart(widths[column] ?? 0) : text.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
