/** Where the next page of a list begins (k8s.io/apiserver pkg/storage/continue.go). */
import { decodeBase64Url, encodeBase64Url } from './base64.ts';
import { type Json, stringAt, valueAt } from './json.ts';
import { badRequest, type StatusError } from './status.ts';

export interface Continuation {
  /** The state of the first page; -1: whatever is there now. */
  readonly resourceVersion: number;
  /** The page begins behind this key. */
  readonly afterKey: string;
}

const VERSION = 'meta.k8s.io/v1';

export function encodeContinue({ resourceVersion, afterKey }: Continuation): string {
  return encodeBase64Url(JSON.stringify({ v: VERSION, rv: resourceVersion, start: `${afterKey}\u0000` }));
}

/** Throws a 400 for what this server has not given out. */
export function decodeContinue(token: string): Continuation {
  const text = decodeBase64Url(token);
  if (text === null) throw notValid('illegal base64 data');
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw notValid('not JSON');
  }
  const version = valueAt(value, 'rv');
  const start = stringAt(value, 'start');
  if (stringAt(value, 'v') !== VERSION)
    throw notValid(`server does not recognize this encoded version ${JSON.stringify(stringAt(value, 'v'))}`);
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version === 0 || version < -1)
    throw notValid(`incorrect encoded start resourceVersion (version ${VERSION})`);
  if (start === '') throw notValid(`encoded start key empty (version ${VERSION})`);
  return { resourceVersion: version, afterKey: start.endsWith('\u0000') ? start.slice(0, -1) : start };
}

function notValid(why: string): StatusError {
  return badRequest(`continue key is not valid: ${why}`);
}
