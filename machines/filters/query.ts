/** Queries of request lines, as Go's `url.ParseQuery` reads them. */

/** The first value of a query key, decoded; empty when it has none; null when the key is absent. */
export function queryValue(query: string, key: string): string | null {
  if (query.includes('%') || query.includes('+')) return queryValues(query, key)[0] ?? null;
  // Nearly every query is plain: nothing of it is decoded, or cut out before it is found.
  for (let from = 0; from < query.length; ) {
    const next = query.indexOf('&', from);
    const end = next < 0 ? query.length : next;
    const behind = from + key.length;
    if (query.startsWith(key, from) && behind <= end) {
      if (behind === end) return '';
      if (query[behind] === '=') return query.slice(behind + 1, end);
    }
    from = end + 1;
  }
  return null;
}

/** All values of a query key, decoded, in order. */
export function queryValues(query: string, key: string): string[] {
  if (query === '') return [];
  const values: string[] = [];
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (decode(name) === key) values.push(equals < 0 ? '' : decode(pair.slice(equals + 1)));
  }
  return values;
}

function decode(text: string): string {
  return text.includes('+') ? decodeText(text.replaceAll('+', ' ')) : decodeText(text);
}

/** Undoes the percent encoding of a path or of a part of a query. */
export function decodeText(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: Go refuses the request or the pair, this server takes it as it stands.
    return text;
  }
}
