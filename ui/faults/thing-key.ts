/** Things of a run told apart. */
import type { Thing } from '../session/run-source.ts';

/** A text that names a thing within its run: `request/r12`. */
export function thingKey(thing: Thing): string {
  switch (thing.kind) {
    case 'request':
    case 'connection':
      return `${thing.kind}/${thing.id}`;
    case 'hook':
      return `hook/${thing.phase}/${thing.name}`;
    case 'probe':
      return `probe/${thing.client}`;
    case 'process':
      return 'process';
  }
}

/** Whether two things are the same one. */
export function isSameThing(a: Thing | null, b: Thing | null): boolean {
  return a !== null && b !== null && thingKey(a) === thingKey(b);
}
