import { describe } from 'vitest';
import { but, dropped, finds, later, on, twice } from '../tampering.ts';

const J = 'J.retryafter-on.v1.34.1.json';

const goaway = (name: string) => on(name, 'connection.goaway');

describe('no real server', () => {
  finds('sends GOAWAY twice', J, goaway('idle'), twice, /^connection idle: expected 1 GOAWAY, found 2/);
  finds('sends no GOAWAY', J, goaway('watch'), dropped, /^connection watch: expected 1 GOAWAY, found 0/);
  finds(
    'sends GOAWAY this early',
    J,
    goaway('slow'),
    later(-2000),
    /^connection slow: .* is told to go away at 3/,
  );
  const LAST = /^connection echo-then-idle: expected the last stream id 1.* found 2147483647/;
  finds('announces its GOAWAY first', J, goaway('echo-then-idle'), but({ lastStreamId: 2147483647 }), LAST);
  const CODE = /^connection slow: expected the error code NO_ERROR.* found PROTOCOL_ERROR/;
  finds('sends GOAWAY with an error', J, goaway('slow'), but({ errorCode: 'PROTOCOL_ERROR' }), CODE);
  const AFTER = /^request slow-new-at-1500-2000@1500: expected GOAWAY before its response, found it after/;
  finds('sends GOAWAY after the rejection', J, goaway('slow-new-at-1500-2000'), later(5), AFTER);
  const NGHTTP = /^request nghttp-watch: expected a GOAWAY at 3/;
  finds('forgets the connection of nghttp', J, goaway('nghttp-watch'), dropped, NGHTTP);
  const closed = on('idle', 'connection.closed');
  finds('keeps a connection this long', J, closed, later(900), /^connection idle: .* is closed at 4/);
  finds(
    'leaves closing to the client',
    J,
    closed,
    but({ by: 'client' }),
    /^connection idle: .* its client does/,
  );
  finds('lacks a connection', J, on('idle', 'connection.opened'), dropped, /^connection idle: .* never is/);
});
