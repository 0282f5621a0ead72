/** What to change so that a rule holds, or so that a run is less unusual: a sentence with the flag, from the run's own figures. */
import { atLeast, hasWatchTermination, type Lineage, lineageOf } from '../lineage.ts';
import type { Scenario } from '../scenario/schema.ts';
import { shutdownTimeout } from '../scenario/shutdown-timeout.ts';
import { toMs } from '../time.ts';
import type { Translate } from '../words/translate.ts';
import { type RuleName, span, type Verdict } from './checks/rule.ts';
import { eventsOf, type RunFacts } from './facts.ts';
import { printedFlags } from './server-mode.ts';

type Advise = (facts: RunFacts, tr: Translate) => string | null;

/** Connections that keep a server longer than this, in milliseconds, are worth a word. */
const LONG_WAIT_MS = 5_000;
/** So much of the grace period may be used before there is little left of it. */
const NEARLY_ALL = 0.9;
/** Audit backend, connections and the process itself end after what is waited for. */
const SPARE_SECONDS = 1;

const WHEN_BROKEN: Readonly<Record<RuleName, Advise>> = {
  'signal-order': (_, tr) =>
    tr(
      'No flag changes the order: the server is not of the version that it is taken for, or events are missing',
    ),
  'readyz-fails-from-shutdown': (facts, tr) =>
    isBefore(facts, '1.20')
      ? tr('Use 1.19 or later: before, /readyz fails only when the delay is over')
      : tr(
          'Let load balancers ask /readyz itself, without leaving out the check “shutdown”: no flag makes it fail earlier',
        ),
  'livez-stays-ok': onLivez,
  'no-admission-after-drain': (_, tr) =>
    tr('No flag changes this: the server takes requests that its wait group does not know'),
  'no-drop-before-drained': onDrops,
  'hook-calls-succeed': onHookCalls,
  'audit-complete': onAudit,
  'listener-outlives-healthy-verdict': onListener,
  'ends-within-grace-period': onGracePeriod,
};

/** What is unusual about a run, whatever the verdict of the rule that it belongs to. */
const WHEN_UNUSUAL: Readonly<Partial<Record<RuleName, Advise>>> = {
  'ends-within-grace-period': (facts, tr) => onLittleLeft(facts, tr) ?? onWatches(facts, tr),
};

/** A sentence of advice without its full stop; null where nothing is to be changed. */
export function adviceFor(rule: RuleName, { ok }: Verdict, facts: RunFacts, tr: Translate): string | null {
  const advise = ok === false ? WHEN_BROKEN[rule] : WHEN_UNUSUAL[rule];
  return advise?.(facts, tr) ?? null;
}

function onLivez({ events, signals }: RunFacts, tr: Translate): string {
  const from = signals.get('ShutdownInitiated')?.seq ?? 0;
  const failing = eventsOf(events, 'health.changed').find(
    ({ endpoint, ok, seq }) => endpoint === '/livez' && !ok && seq > from,
  )?.failing;
  const check = failing?.find(name => !name.startsWith('poststarthook/'));
  return check === undefined
    ? tr('Let the livenessProbe wait: raise its failureThreshold, so that it outlasts the shutdown')
    : tr('Let the livenessProbe ask {path}', { path: `/livez?exclude=${check}` });
}

/** Where the shutdown was cut short, that is what to mend. */
function onEarlyEnd(facts: RunFacts, tr: Translate): string | null {
  switch (facts.exit?.reason) {
    case 'second-signal':
      return tr('A second signal ends the process at once: send one, and wait');
    case 'hook-failed':
    case 'hook-panicked':
      return tr('A hook that fails ends the server at once: let it log its error and return without one');
    case 'killed':
      return isBefore(facts, '1.10')
        ? tr('Use 1.8 or later: before, nobody handles SIGTERM, and everything in flight is lost')
        : onGracePeriod(facts, tr);
    default:
      return null;
  }
}

function onDrops(facts: RunFacts, tr: Translate): string | null {
  const early = onEarlyEnd(facts, tr);
  if (early !== null) return early;
  if (isBefore(facts, '1.20'))
    return tr(
      'Use 1.19 or later: before, Run does not wait for the HTTP server, and the last responses may be cut off',
    );
  const givenUp = facts.fates.some(({ fate, outcome }) => fate === 'dropped' && outcome === 'timeout');
  return givenUp
    ? tr('Let the clients wait at least as long as --request-timeout: the server was still at work')
    : tr('No flag of the shutdown changes this: look for what broke the connections or the handlers');
}

function onHookCalls(facts: RunFacts, tr: Translate): string {
  if (isBefore(facts, '1.25'))
    return tr(
      'Use 1.25 or later, which answers hooks until they return; before, set --shutdown-delay-duration to more than the hooks take',
    );
  return facts.exit?.reason === 'killed'
    ? tr(
        'The process was killed while its hook ran: raise terminationGracePeriodSeconds, or let the hook do less',
      )
    : tr(
        'Let the hook try again: until it returns the server keeps serving, whatever --shutdown-delay-duration is',
      );
}

function onAudit(facts: RunFacts, tr: Translate): string {
  const early = onEarlyEnd(facts, tr);
  if (early !== null) return early;
  return canDrainWatches(facts.header.lineage)
    ? tr('Set --shutdown-watch-termination-grace-period: then watches end before the audit backend stops')
    : tr(
        'Use 1.27 or later with --shutdown-watch-termination-grace-period: then watches end before the audit backend stops',
      );
}

/** The slowest load balancer decides how long the delay must be. */
function onListener(facts: RunFacts, tr: Translate): string {
  const early = onEarlyEnd(facts, tr);
  if (early !== null) return early;
  if (isBefore(facts, '1.16'))
    return tr('Use 1.16 or later with --shutdown-delay-duration: before, the listener closes at once');
  if (isBefore(facts, '1.20'))
    return tr('Use 1.19 or later: before, /readyz fails only when the delay is over');
  let slowest: {
    readonly probe: string;
    readonly ms: number;
    readonly n: number;
    readonly every: number;
  } | null = null;
  for (const client of facts.scenario?.clients ?? []) {
    if (client.kind !== 'probe' || !client.path.startsWith('/readyz')) continue;
    const every = toMs(client.period);
    const ms = every * client.failureThreshold + toMs(client.timeout);
    if (slowest === null || ms > slowest.ms)
      slowest = { probe: client.name, ms, n: client.failureThreshold, every };
  }
  if (slowest === null)
    return tr(
      'Set --shutdown-delay-duration to more than the period of the probe times its failureThreshold',
    );
  const { probe, ms, n, every } = slowest;
  return tr(
    'Set --shutdown-delay-duration to {delay} at least: {probe} asks every {period} and believes {n} failures',
    {
      delay: wholeSeconds(ms),
      probe,
      period: span(every),
      n,
    },
  );
}

function onGracePeriod(facts: RunFacts, tr: Translate): string | null {
  const { scenario } = facts;
  if (scenario === null) return onWatches(facts, tr);
  const name = scenario.hooks.preShutdown.find(({ takes }) => takes === 'never')?.name ?? hangingHook(facts);
  if (name !== null)
    return tr(
      'The hook {name} does not return, and no grace period is long enough for it: give it a time limit',
      {
        name,
      },
    );
  const { gate, drain } = longest(scenario);
  return tr(
    'Set terminationGracePeriodSeconds to {needed} at least: up to {gate} s of delay and hooks, then up to {drain} s for requests and connections; or shorten --shutdown-delay-duration or --request-timeout',
    { needed: Math.ceil(gate + drain) + SPARE_SECONDS, gate, drain },
  );
}

/** A pre-shutdown hook that a fault has kept from returning. */
function hangingHook({ events }: RunFacts): string | null {
  const finished = new Set(
    eventsOf(events, 'hook.finished')
      .filter(({ phase }) => phase === 'preShutdown')
      .map(({ name }) => name),
  );
  for (const { fault } of eventsOf(events, 'fault.injected')) {
    if (fault.kind === 'hook.hang' && fault.phase === 'preShutdown' && !finished.has(fault.name))
      return fault.name;
  }
  return null;
}

/** Seconds that a scenario may take until the gate, and from there to the end. */
function longest({ server, hooks }: Scenario): { readonly gate: number; readonly drain: number } {
  const takes = hooks.preShutdown.map(hook => (hook.takes === 'never' ? 0 : toMs(hook.takes)));
  const gate = Math.max(toMs(server['shutdown-delay-duration']), ...takes);
  const requests = Math.max(
    toMs(server['request-timeout']),
    toMs(server['shutdown-watch-termination-grace-period']),
  );
  const connections = toMs(shutdownTimeout(server));
  // With retry-after the HTTP server stops after the drain, without it beside it.
  const drain = server['shutdown-send-retry-after']
    ? requests + connections
    : Math.max(requests, connections);
  return { gate: gate / 1000, drain: drain / 1000 };
}

function onLittleLeft({ scenario, stop, exit }: RunFacts, tr: Translate): string | null {
  const seconds = scenario?.pod.terminationGracePeriodSeconds;
  if (seconds === undefined || stop === null || exit === null) return null;
  const left = seconds * 1000 - (exit.t - stop.t);
  if (left <= 0 || left > seconds * 1000 * (1 - NEARLY_ALL)) return null;
  return tr('Only {left} of the grace period were left: raise terminationGracePeriodSeconds above {grace}', {
    left: span(left),
    grace: seconds,
  });
}

/** What `Server.Shutdown` waited for when every short request was done: connections, and watches hold them. */
function onWatches({ header, scenario, events, signals, exit }: RunFacts, tr: Translate): string | null {
  const closed = signals.get('HTTPServerStoppedListening');
  if (closed === undefined || exit === null || exit.reason === 'killed') return null;
  const waited = exit.t - Math.max(closed.t, signals.get('InFlightRequestsDrained')?.t ?? 0);
  const grace =
    scenario === null
      ? /^[1-9]/.test(printedFlags(events).get('shutdown-watch-termination-grace-period') ?? '')
      : toMs(scenario.server['shutdown-watch-termination-grace-period']) > 0;
  if (waited < LONG_WAIT_MS || grace) return null;
  const values = { time: span(waited) };
  return canDrainWatches(header.lineage)
    ? tr(
        'The server waited {time} for its last connections, which watches hold as a rule: set --shutdown-watch-termination-grace-period, and they are told to end',
        values,
      )
    : tr(
        'The server waited {time} for its last connections, which watches hold as a rule: since 1.27 --shutdown-watch-termination-grace-period tells them to end',
        values,
      );
}

/** Whether the server is of a version before a step; false where nobody knows. */
function isBefore({ header }: RunFacts, step: Lineage): boolean {
  const lineage = header.lineage === null ? null : lineageOf(header.lineage);
  return lineage !== null && !atLeast(lineage, step);
}

function canDrainWatches(version: string | null): boolean {
  const lineage = version === null ? null : lineageOf(version);
  return lineage !== null && hasWatchTermination(lineage);
}

function wholeSeconds(ms: number): string {
  return `${Math.ceil(ms / 1000)}s`;
}
