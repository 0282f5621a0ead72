/**
 * A watch of the API on the wire: events as the registry has them, in a stream that ends when its client is too slow
 * (k8s.io/apiserver pkg/storage/cacher/cache_watcher.go): a client that is cut off lists again and misses nothing, one
 * whose events were left out would.
 */
import type { ApiWatch, WatchSubscription } from '../../../machines/registry/exchange.ts';
import { type Duration, micros, seconds } from '../../../machines/time.ts';
import type { LiveClock } from '../context.ts';
import { WATCH_BUFFER_BYTES, type Wire } from './wire.ts';

/** What a watch needs to know of its request. */
export interface WatchPlace {
  readonly wire: Wire;
  readonly clock: LiveClock;
  /** The shortest time of a watch that does not say how long it wants to last, and what chance adds to it, from 0 to 1. */
  readonly shortest: Duration;
  readonly chance: number;
  /** The handler still sends. */
  readonly isSending: () => boolean;
  /** Ends the response. */
  readonly end: () => void;
}

/** Opens it; the response has begun. Returns what stops it: its timers and its subscription. */
export function streamWatch(watch: ApiWatch, place: WatchPlace): () => void {
  const { wire, clock } = place;
  // The first events are the state that the client has asked for: bounded by what is stored, not by what is sent.
  let limit = Number.POSITIVE_INFINITY;
  let isOver = false;
  let cancelBookmark: (() => void) | null = null;
  let subscription: WatchSubscription | null = null;
  const stop = (): void => {
    isOver = true;
    cancelEnd();
    cancelBookmark?.();
    subscription?.close();
  };
  const lasts =
    watch.timeoutSeconds === null
      ? micros(place.shortest * (1 + place.chance))
      : seconds(watch.timeoutSeconds);
  const cancelEnd = clock.after(lasts, () => place.end());
  subscription = watch.open(
    line => {
      if (!isOver && place.isSending() && !wire.write(encoded(line), limit)) place.end();
    },
    () => {
      if (!isOver) place.end();
    },
  );
  limit = WATCH_BUFFER_BYTES;
  if (isOver) subscription.close();
  else if (watch.bookmarkSeconds !== null) bookmark(seconds(watch.bookmarkSeconds));
  return stop;

  function bookmark(every: Duration): void {
    cancelBookmark = clock.after(every, () => {
      if (isOver) return;
      subscription?.bookmark();
      bookmark(every);
    });
  }
}

let lastLine = '';
let lastBytes = Buffer.alloc(0);

/** All watchers of an event get the same string, one after the other: its bytes are made once. */
function encoded(line: string): Buffer {
  if (line !== lastLine) {
    lastLine = line;
    lastBytes = Buffer.from(line, 'utf8');
  }
  return lastBytes;
}
