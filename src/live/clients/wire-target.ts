/** What a scenario says, as it may stand on the wire. */

/** The path and query of a request: everything but printable ASCII is percent-encoded; half surrogates become U+FFFD. */
export function wireTarget(target: string): string {
  return target.replaceAll(/[^\x21-\x7e]+/gu, text => encodeURIComponent(Buffer.from(text).toString()));
}

/** Host and port as they stand in a URL. */
export function authorityOf({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
