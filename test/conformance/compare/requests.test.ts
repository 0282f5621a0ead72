import { describe } from 'vitest';
import { but, dropped, finds, followedBy, later, of } from '../tampering.ts';

const A = 'A.retryafter-off.v1.25.2.json';
const J = 'J.retryafter-on.v1.34.1.json';
const HTTP1 = 'J4-http1.retryafter-off.v1.34.1.json';
const REJECTED = 'idle-new-at-1500-1700@1500';

const TEXT = { 'cache-control': 'no-cache, private', 'content-type': 'text/plain; charset=utf-8' };
const UNAVAILABLE = {
  'cache-control': 'no-cache, private',
  connection: 'close',
  'content-type': 'application/json',
  'x-content-type-options': 'nosniff',
};

const responded = (name: string) => of(name, 'request.responded');
const settled = (name: string) => of(name, 'request.settled');

describe('no client of a real server', () => {
  const STATUS = /^request slow-h2: expected 200 with .*, found "ok", 504/;
  finds('gets this status', A, responded('slow-h2'), but({ status: 504 }), STATUS);
  finds(
    'gets its response this early',
    A,
    settled('slow-h2'),
    later(-1000),
    /^request slow-h2: .* ends at 400/,
  );
  const WHOLE = /^request watch-h2: expected 200, cut off, found "ok"/;
  finds('gets the whole of this watch', A, settled('watch-h2'), but({ outcome: 'ok' }), WHOLE);
  const DROPPED = /^request slow-h1: expected 200 with .*, found "reset"/;
  finds('loses this response', A, settled('slow-h1'), but({ outcome: 'reset' }), DROPPED);
  finds(
    'does not send this request',
    A,
    of('slow-h1', 'request.sent'),
    dropped,
    /^request slow-h1: .* never is/,
  );
  finds('waits for ever', A, settled('slow-h1'), dropped, /^request slow-h1: .* a client that still waits/);

  const CLOSE = /^request slow-h1: expected 200 with .*connection: close/;
  finds('misses this header', A, responded('slow-h1'), but({ headers: TEXT }), CLOSE);
  const EXTRA = /^request slow-h2: .* found .*connection: close/;
  finds(
    'gets this header',
    A,
    responded('slow-h2'),
    but({ headers: { ...TEXT, connection: 'close' } }),
    EXTRA,
  );
  const FIVE =
    /^request never-used-request-at-1500@1500: expected 503 with .*retry-after: 1.* found .*retry-after: 5/;
  const later5 = but({ headers: { ...UNAVAILABLE, 'retry-after': '5' } });
  finds(
    'is told to wait this long',
    HTTP1,
    of('never-used-request-at-1500@1500', 'request.rejected'),
    later5,
    FIVE,
  );
  const CLOSED = /^request idle-request-at-500-1500@1500: expected a closed connection/;
  const answered = but({ outcome: 'ok', status: 200 });
  finds('gets an answer here', HTTP1, settled('idle-request-at-500-1500@1500'), answered, CLOSED);
  const IGNORED =
    /^request slow-new-at-1500-2000@2000: expected no answer on a stream after GOAWAY, found "ok", 200/;
  finds('gets an answer after GOAWAY', J, settled('slow-new-at-1500-2000@2000'), answered, IGNORED);
});

describe('no audit log of a real server', () => {
  const audited = (request: string) => followedBy({ type: 'audit.logged', request });
  const MISSING = /^request slow-h2: expected a ResponseComplete in the audit log, found none/;
  finds('leaves out this request', A, of('slow-h2', 'audit.logged'), dropped, MISSING);
  const WATCH = /^request watch-h2: expected no ResponseComplete/;
  finds('has the end of this watch', A, settled('watch-h2'), audited('watch-h2'), WATCH);
  const REJECTION = /^request idle-new-at-1500-1700@1500: expected no audit event/;
  finds('has this rejection', J, settled(REJECTED), audited(REJECTED), REJECTION);
});
