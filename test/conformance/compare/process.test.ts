import { describe } from 'vitest';
import { all, but, dropped, finds, followedBy, later, twice } from '../tampering.ts';

const A = 'A.retryafter-off.v1.25.2.json';
const LINGER = 'D-error-linger.retryafter-on.v1.34.1.json';
const PANIC = 'D-panic.retryafter-on.v1.34.1.json';
const HOOKS = 'D-two-hooks.retryafter-off.v1.27.2.json';
const START = 'I1-post-start-hooks.v1.34.1.json';
const MUX = 'I2-mux-complete.v1.34.1.json';
const MUX_NEVER = 'I3-mux-never.v1.34.1.json';

/** Before there were signals; audit is a hook among the others here and in the next one. */
const UNNAMED = 'A.retryafter-off.v1.20.1.json';
const AUDIT_HOOK = 'A.retryafter-off.v1.23.1.json';

const signal = (name: string) => all('signal.fired', { name });
const exit = all('process.exited');

describe('no real server', () => {
  const ORDER =
    /^the order of the signals: expected .*HTTPServerStoppedListening, InFlightRequestsDrained, found/;
  finds('fires signals in another order', A, signal('InFlightRequestsDrained'), later(-2100), ORDER);
  const LATE = /^signal NotAcceptingNewRequest: expected that it fires at 2001.* found that it did at 2201/;
  finds('fires a signal this late', A, signal('NotAcceptingNewRequest'), later(200), LATE);
  finds('leaves out a signal', A, signal('InFlightRequestsDrained'), dropped, /^the order of the signals/);
  finds('fires a signal twice', A, signal('ShutdownInitiated'), twice, /^the order of the signals/);

  const UNNAMED_SIGNAL = followedBy({ type: 'signal.fired', name: 'ShutdownInitiated' });
  const NONE = /^the order of the signals: expected none, found ShutdownInitiated/;
  finds(
    'fires a signal that its version did not have',
    UNNAMED,
    all('process.signalled'),
    UNNAMED_SIGNAL,
    NONE,
  );
  const closed = all('listener.closed');
  const CLOSED = /^the listener: expected that it is closed at 200.* found that it did at 230/;
  finds('closes its port this late', UNNAMED, closed, later(300), CLOSED);
  finds('leaves its port open', UNNAMED, closed, dropped, /^the listener: .* did not happen/);

  const MUX_LATE = /^signal MuxAndDiscoveryComplete: expected that it fires at -70/;
  finds('completes its paths this late', MUX, signal('MuxAndDiscoveryComplete'), later(200), MUX_LATE);
  finds(
    'never completes its paths here',
    MUX,
    signal('MuxAndDiscoveryComplete'),
    dropped,
    /: .* did not happen/,
  );
  const COMPLETED = followedBy({ type: 'signal.fired', name: 'MuxAndDiscoveryComplete' });
  const NEVER = /^signal MuxAndDiscoveryComplete: expected that it never fires/;
  finds('completes its paths after the stop', MUX_NEVER, signal('ShutdownInitiated'), COMPLETED, NEVER);

  finds('exits this late', A, exit, later(1000), /^the process: expected that it exits at 800/);
  finds('does not exit', A, exit, dropped, /^the process: .* it did not happen/);
  finds('exits with this code', A, exit, but({ code: 1 }), /^the exit code: expected 0, found 1/);
  finds('exits cleanly after a panic', PANIC, exit, but({ code: 0 }), /^the exit code: expected 2, found 0/);
  const REASON = /^the reason of the exit: expected completed, found killed/;
  finds('exits for this reason', A, exit, but({ reason: 'killed' }), REASON);
  const run = all('state.changed', { region: 'run' });
  finds('returns from Run this late', LINGER, run, later(3000), /^Run: expected that it returns at 100/);
});

describe('the audit backend of no real server', () => {
  const shutdown = all('audit.shutdown');
  finds(
    'shuts down this late',
    A,
    shutdown,
    later(3000),
    /^the audit shutdown: expected that it happens at 40/,
  );
  finds('is left running', A, shutdown, dropped, /^the audit shutdown: .* did not happen/);
  finds('shuts down twice', A, shutdown, twice, /^the audit shutdown: expected that it happens once/);
  const BETWEEN = /^the audit shutdown: expected that it happens at 1001.1 ms, found that it did at 501/;
  finds('shuts down in the middle of a hook', AUDIT_HOOK, shutdown, later(-500), BETWEEN);
  const NEVER = /^the audit shutdown: expected that it never happens/;
  finds('shuts down after a failed hook', LINGER, exit, followedBy({ type: 'audit.shutdown' }), NEVER);
  const stop = all('state.changed', { region: 'audit' });
  finds(
    'keeps its stop channel open',
    LINGER,
    stop,
    dropped,
    /^the audit stop channel: expected that it closes/,
  );
});

describe('hooks of no real server', () => {
  const finished = (name: string) => all('hook.finished', { name });
  const started = (name: string) => all('hook.started', { name });
  finds('take this long', HOOKS, finished('hook-ok'), later(500), /^hook hook-ok: expected that it ends/);
  finds(
    'run side by side',
    HOOKS,
    started('hook-ok'),
    later(-700),
    /^hook hook-ok: expected that it starts at 70/,
  );
  const SUCCESS = /^hook hook-fails: expected oracle hook failed, found no error/;
  finds('succeed where this one fails', HOOKS, finished('hook-fails'), but({ error: null }), SUCCESS);
  const CALM = /^hook hook-panics: expected a panic, found no error/;
  finds('return where this one panics', PANIC, finished('hook-panics'), but({ error: null }), CALM);
  const MISSING = /^the preShutdown hooks: expected hook-fails, hook-ok, found hook-fails/;
  finds('are left out', HOOKS, started('hook-ok'), dropped, MISSING);
  finds(
    'finish a start this late',
    START,
    finished('post-long'),
    later(400),
    /^hook post-long: expected that it ends/,
  );
});
