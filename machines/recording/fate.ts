/** What became of a request, as tables, checks and pictures sort it: one rule for all of them. */
import { isTurnedAway, type Outcome } from './events.ts';

/** The server's own timeout answers with this status. */
export const SERVER_TIMEOUT = 504;

/**
 * A request in one word. `turnedAway`: the server did not take it. `dropped`: it took it, and the client did not get
 * the response. `cut`: a watch that the server took and that did not end by itself. `lost`: it never came as far as
 * being admitted, and was not turned away either. `open`: the recording ends before it does.
 */
export type Fate = 'answered' | 'turnedAway' | 'dropped' | 'cut' | 'lost' | 'open';

/** The fate of a request that has ended. */
export type EndedFate = Exclude<Fate, 'open'>;

/** Sorts a request that has ended for its client; of its kind only `watch` matters. */
export function fateOf(
  request: { readonly kind: string | null; readonly admitted: boolean },
  outcome: Outcome,
  status: number | null,
): EndedFate {
  if (outcome === 'rejected' || isTurnedAway(outcome, request.admitted)) return 'turnedAway';
  // The server's own timeout is a complete response; the client's own leaves no status, or that of half a response.
  if (outcome === 'ok' || (outcome === 'timeout' && status === SERVER_TIMEOUT)) return 'answered';
  if (!request.admitted) return 'lost';
  if (request.kind !== 'watch') return 'dropped';
  // A client that ends its own watch has got what it asked for.
  return outcome === 'timeout' ? 'answered' : 'cut';
}
