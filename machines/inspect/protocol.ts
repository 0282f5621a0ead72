/** What every protocol is made of. */
import type { Sighting } from './sighting.ts';

/** A message, before it is JSON. */
export type Message = Readonly<Record<string, unknown>> & { readonly type: string };

/** When a millisecond of the recording was, in milliseconds since 1970. */
export type Clock = (t: number) => number;

/** Says one sighting in the words of a protocol. */
export type Speak = (sighting: Sighting) => Message[];
