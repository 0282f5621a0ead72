/**
 * The narrator: one or two sentences on what holds the run now and why it matters, spoken from the descriptions of the
 * machines' states.
 */
import type { ExitReason } from '../recording/events.ts';
import { english, type Translate } from '../words/translate.ts';
import type { Phrase } from '../words/zh/catalog.ts';
import { narrateLog } from './narrate-log.ts';
import { hooksUnderWay, readinessUnasked } from './narrate-start.ts';
import { loadBalancerOf, type RunPlan } from './plan.ts';
import { inFlight, momentIn, type RunView } from './run-view.ts';

/** The description of a state on a version; null where there is none. */
export type DescribeState = (
  machine: string,
  region: string,
  state: string,
  version?: string | null,
) => string | null;

const ENDS = {
  completed: 'Run has returned, and the process has exited in good order.',
  'hook-failed': 'A pre-shutdown hook failed: Run returned its error and waited for nothing else.',
  'hook-panicked': 'A pre-shutdown hook panicked, and the process died with it.',
  'poststart-failed': 'A post-start hook failed, and the process died with it.',
  'second-signal': 'A second signal ended the process at once, wherever the shutdown was.',
  killed: 'SIGKILL: nothing runs any more, and what was open is cut off.',
} as const satisfies Record<ExitReason, Phrase>;

/** The exit code of a process that SIGKILL has ended: 128 and the number of the signal. */
const KILL_CODE = 137;

/** What to say about a moment of a run. */
export function narrate(
  view: RunView,
  plan: RunPlan | null,
  describe: DescribeState,
  tr: Translate = english,
): string {
  if (plan === null && view.states.size === 0 && view.count > 0 && !view.process.exit)
    return narrateLog(view, tr);
  const said = view.process.stop === null ? beforeStop : afterStop;
  const onLineage: DescribeState = (machine, region, state) =>
    describe(machine, region, state, plan?.lineage ?? null);
  return sentences(view.process.exit ? end(view, tr) : said(view, plan, onLineage, tr), tr);
}

type Sentences = readonly string[];

function sentences(spoken: Sentences, tr: Translate): string {
  // Before anything is known there is nothing to say.
  return spoken
    .filter(Boolean)
    .reduce((first, second) => (first === '' ? second : tr('{first} {second}', { first, second })), '');
}

function end(view: RunView, tr: Translate): Sentences {
  const { reason = '', code = 0 } = view.process.exit ?? {};
  const isKnown = (name: string): name is ExitReason => Object.hasOwn(ENDS, name);
  const isUnhandled = reason === 'killed' && code !== KILL_CODE;
  const ended = isUnhandled
    ? tr('Nobody handles the signal: it has killed the process, and what was open is cut off.')
    : isKnown(reason)
      ? tr(ENDS[reason])
      : tr('The process has ended.');
  // A log without requests says nothing about them.
  const isKnownOf = Object.values(view.outcomes).some(number => number > 0) || view.states.size > 0;
  return isKnownOf ? [ended, tally(view, tr)] : [ended];
}

/** Before the stop the scenario itself is the news. */
function beforeStop(view: RunView, plan: RunPlan | null, describe: DescribeState, tr: Translate): Sentences {
  const said = (plan?.description ?? '').trim();
  const translated = tr.text(said);
  const about =
    said === '' || /[.?!。？！]$/.test(translated) ? translated : tr('{sentence}.', { sentence: translated });
  const spoken = (region: string): string => tr.text(describeRegionNow(view, describe, region) ?? '');
  if (stateOf(view, 'run') !== 'waitingForStop') return [about, spoken('run')];
  if (stateOf(view, 'postStart') === 'running') return [spoken('postStart'), hooksUnderWay(view, tr)];
  const unasked = readinessUnasked(view, plan, tr);
  if (unasked !== '' && view.hooks.some(({ phase }) => phase === 'postStart')) return [unasked];
  if (stateOf(view, 'mux') === 'registering') return [about, spoken('mux')];
  const isPlanned = plan !== null && plan.scriptedStopMs !== null;
  return isPlanned ? [tr('This API server is about to be stopped.'), about] : [about, spoken('run')];
}

function afterStop(view: RunView, plan: RunPlan | null, describe: DescribeState, tr: Translate): Sentences {
  const region = speakingRegion(view);
  if (region === 'process') return [tr.text(describe('process', 'process', 'lingering') ?? '')];
  const stuck = stateOf(view, region) === 'waitingForHooks' ? deadlock(view, plan, tr) : null;
  if (stuck) return stuck;
  const spoken = tr.text(describeRegionNow(view, describe, region) ?? '');
  switch (region) {
    case 'delay':
    case 'gate':
      return stateOf(view, 'gate') !== 'waitingForHooks' && verdict(view, plan) === false
        ? [
            tr('The load balancer has noticed: new requests go elsewhere.'),
            tr('The delay goes on for those who come late.'),
          ]
        : [spoken];
    case 'drain':
      return [door(view, plan, tr), deadline(view, plan, tr) ?? spoken];
    case 'httpServer':
      return lastConnections(view, plan, spoken, tr);
    default:
      return [spoken];
  }
}

/** Of a server that waits for its hooks: one of them waits for what ends with the server only. Null: none does. */
function deadlock(view: RunView, plan: RunPlan | null, tr: Translate): Sentences | null {
  const running = view.hooks.find(({ phase, endedAt }) => phase === 'preShutdown' && endedAt === null);
  const planned = plan?.preShutdownHooks.find(({ name }) => name === running?.name);
  if (!running || running.hangs || planned?.waits !== true) return null;
  const ends = plan?.gracePeriodMs ?? null;
  return [
    tr('A deadlock: {hook} waits for the server to stop, and the server waits for {hook}.', {
      hook: running.name,
    }),
    ends === null
      ? tr('Only another signal ends it.')
      : tr('Only another signal ends it, or the kubelet at T+{seconds} s.', { seconds: ends / 1000 }),
  ];
}

/** What the load balancer believes; null: there is none, or it has no verdict. */
function verdict(view: RunView, plan: RunPlan | null): boolean | null {
  const client = loadBalancerOf(plan);
  return (client && view.probes[client.name]?.healthy) ?? null;
}

/** Who still gets in while the requests drain: door and guard are what people confuse. */
function door(view: RunView, plan: RunPlan | null, tr: Translate): string {
  if (view.listener?.open) {
    return plan?.sendRetryAfter
      ? tr('The door is still open, but new requests are turned back with 429.')
      : '';
  }
  return verdict(view, plan)
    ? tr('The door is shut, and the load balancer has not noticed: whom it sends is refused.')
    : tr('The door is shut: new connections are refused.');
}

/** When the kubelet kills, if it may do so before the server has waited as long as it would; null: it will not. */
function deadline(view: RunView, plan: RunPlan | null, tr: Translate): string | null {
  const { stop } = view.process;
  const drainsSince = momentIn(view, 'NotAcceptingNewRequest')?.t;
  if (!stop || drainsSince === undefined || plan?.gracePeriodMs == null) return null;
  if (drainsSince + plan.shutdownTimeoutMs <= stop.t + plan.gracePeriodMs) return null;
  return tr('Requests in flight may finish, but the kubelet kills at T+{seconds} s.', {
    seconds: plan.gracePeriodMs / 1000,
  });
}

/** What `Server.Shutdown` still waits for. */
function lastConnections(view: RunView, plan: RunPlan | null, spoken: string, tr: Translate): Sentences {
  const { short, watches } = inFlight(view);
  if (watches === 0) return short === 0 ? [tr('Every request is done.'), spoken] : [spoken];
  if ((plan?.watchGraceMs ?? 0) > 0) return [spoken];
  return [
    spoken,
    watches === 1
      ? tr('One watch keeps it waiting: nobody tells it to end.')
      : tr('{n} watches keep it waiting: nobody tells them to end.', { n: watches }),
  ];
}

function stateOf(view: RunView, region: string): string | undefined {
  return view.states.get(`lifecycle/${region}`)?.state;
}

/** The region whose state explains best what the run waits for. */
function speakingRegion(view: RunView): string {
  if (view.states.get('process/process')?.state === 'lingering') return 'process';
  const run = stateOf(view, 'run');
  if (run === 'panicking' || run === 'failed' || run === 'returned') return 'run';
  const gate = stateOf(view, 'gate');
  if (gate === undefined) return speakingWithoutGate(view);
  if (view.signals.NotAcceptingNewRequest === undefined) {
    if (gate === 'waitingForHooks') return 'gate';
    // Of hooks that there never were nobody needs to hear that they are done.
    const hadHooks = view.hooks.some(({ phase }) => phase === 'preShutdown');
    if (gate === 'waitingForDelay' && hadHooks) return 'gate';
    return stateOf(view, 'delay') === 'delaying' ? 'delay' : 'run';
  }
  if (stateOf(view, 'drain') === 'draining') return 'drain';
  if (stateOf(view, 'watchDrain') === 'draining') return 'watchDrain';
  if (stateOf(view, 'httpServer')?.startsWith('shuttingDown')) return 'httpServer';
  return 'run';
}

/** Up to 1.24 no gate holds delay and hooks together: each goes its own way. */
function speakingWithoutGate(view: RunView): string {
  if (stateOf(view, 'delay') === 'delaying') return 'delay';
  if (stateOf(view, 'serverGate') === 'waitingForHooks') return 'serverGate';
  const run = stateOf(view, 'run');
  const waitsForHooks = run === 'runningPreShutdownHooks';
  if (stateOf(view, 'drain') === 'draining' && !waitsForHooks) return 'drain';
  const waitsForServer = run === 'waitingForHTTPServer';
  if (waitsForServer && stateOf(view, 'httpServer')?.startsWith('shuttingDown')) return 'httpServer';
  return 'run';
}

/** A nested state speaks through its outermost name, which says what it is for. */
function describeRegionNow(view: RunView, describe: DescribeState, region: string): string | null {
  const state = stateOf(view, region);
  if (state === undefined) return null;
  const outer = state.split('.')[0] ?? state;
  return describe('lifecycle', region, outer) ?? describe('lifecycle', region, state);
}

function turnedAwayWords(all: number, probes: number, tr: Translate): string[] {
  if (all === 0) return [];
  if (probes < all) return [tr('{n} turned away', { n: all })];
  return [tr('and only probes were turned away')];
}

function tally(view: RunView, tr: Translate): string {
  const { dropped, turnedAway, cut } = view.outcomes;
  const parts = [
    dropped === 0
      ? tr('No request was dropped')
      : dropped === 1
        ? tr('One request was dropped')
        : tr('{n} requests were dropped', { n: dropped }),
    ...turnedAwayWords(turnedAway, view.probesTurnedAway, tr),
    ...(cut === 1 ? [tr('one watch cut off')] : []),
    ...(cut > 1 ? [tr('{n} watches cut off', { n: cut })] : []),
  ];
  const sentence = parts.reduce((first, second) => tr('{first}, {second}', { first, second }));
  return tr('{sentence}.', { sentence });
}
