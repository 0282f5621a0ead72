import { describe, expect, test } from 'vitest';
import { all, but, dropped, finds, followedBy, later, of } from '../tampering.ts';
import { checksOf } from './health.ts';

const LINGER = 'D-error-linger.retryafter-on.v1.34.1.json';
const START = 'I1-post-start-hooks.v1.34.1.json';
/** Two probes that are far from every turning point, while requests get 429. */
const NEW = 'probe-echo-new-h2-18';
const REUSED = 'probe-echo-reused-h2-18';

describe('no probe of a real server', () => {
  const settled = of(NEW, 'request.settled');
  const REFUSED = /^request probe-echo-new-h2-18: expected 429 with .*, found "refused"/;
  finds('is refused while the server listens', LINGER, settled, but({ outcome: 'refused' }), REFUSED);
  finds(
    'is left out',
    LINGER,
    of(NEW, 'request.sent'),
    dropped,
    /^request probe-echo-new-h2-18: .* never is/,
  );
  const WAITS = /^request probe-echo-new-h2-3: expected that it ends/;
  finds('waits this long', LINGER, of('probe-echo-new-h2-3', 'request.settled'), later(150), WAITS);
  const KEPT = /^request probe-echo-reused-h2-18: expected a new connection, found the kept one/;
  finds(
    'keeps a connection after GOAWAY',
    LINGER,
    of(REUSED, 'request.sent'),
    but({ newConnection: false }),
    KEPT,
  );
  const AUDITED = /^request probe-echo-new-h2-18: expected no audit event/;
  finds(
    'is rejected and audited',
    LINGER,
    settled,
    followedBy({ type: 'audit.logged', request: NEW }),
    AUDITED,
  );
});

describe('the health of a real server', () => {
  const readyz = all('health.changed', { endpoint: '/readyz' });
  const FAILING = /^request probe-readyz-new-h2-2\d: expected failing checks shutdown, found none/;
  finds('minds the shutdown', START, readyz, but({ failing: [] }), FAILING);
  const LIVEZ = /^request probe-livez-new-h2-2\d: expected failing checks none, found shutdown/;
  const livez = all('health.changed', { endpoint: '/livez' });
  finds('is not that of /livez', START, livez, but({ failing: ['shutdown'] }), LIVEZ);

  test('a check whose line was cut off is not known', () => {
    const body = '[+]ping ok\n[+]poststarthook/max-in-flight-filter ok\n[-]poststarthook/a failed: rea';
    expect([...checksOf(body)]).toEqual([
      ['ping', false],
      ['poststarthook/a', true],
    ]);
    expect([...checksOf('[+]ping ok\n[-]shut')]).toEqual([['ping', false]]);
  });
});
