/**
 * The narrator: one or two sentences on what holds the run now, spoken from the descriptions of the machines' states.
 */
import type { ExitReason } from '../recording/events.ts';
import type { RunPlan } from './plan.ts';
import type { RunView } from './run-view.ts';

/** The description of a state; null where there is none. */
export type DescribeState = (machine: string, region: string, state: string) => string | null;

const ENDS: Readonly<Record<ExitReason, string>> = {
  completed: 'Run has returned, and the process has exited in good order.',
  'hook-failed': 'A pre-shutdown hook failed: Run returned its error and waited for nothing else.',
  'hook-panicked': 'A pre-shutdown hook panicked, and the process died with it.',
  'poststart-failed': 'A post-start hook failed, and the process died with it.',
  'second-signal': 'A second signal ended the process at once, wherever the shutdown was.',
  killed: 'SIGKILL: nothing runs any more, and what was open is cut off.',
};

/** What to say about a moment of a run. */
export function narrate(view: RunView, plan: RunPlan | null, describe: DescribeState): string {
  const exit = view.process.exit;
  if (exit) return `${ENDS[exit.reason] ?? 'The process has ended.'} ${tally(view)}`;
  const region = speakingRegion(view);
  const state = view.states.get(`lifecycle/${region}`)?.state;
  const spoken = state === undefined ? null : describeNested(describe, region, state);
  if (region !== 'run' || view.process.stop !== null) return spoken ?? '';
  // Before the stop the scenario itself is the news.
  const about = (plan?.description ?? '').trim();
  return [about === '' || /[.?!]$/.test(about) ? about : `${about}.`, spoken ?? ''].filter(Boolean).join(' ');
}

/** The region whose state explains best what the run waits for. */
function speakingRegion(view: RunView): string {
  const stateOf = (region: string): string | undefined => view.states.get(`lifecycle/${region}`)?.state;
  const run = stateOf('run');
  if (run === 'panicking' || run === 'failed' || run === 'returned') return 'run';
  if (view.process.stop === null) return stateOf('postStart') === 'running' ? 'postStart' : 'run';
  if (view.signals.NotAcceptingNewRequest === undefined) {
    const gate = stateOf('gate');
    if (gate === 'waitingForHooks' || gate === 'waitingForDelay') return 'gate';
    return stateOf('delay') === 'delaying' ? 'delay' : 'run';
  }
  if (stateOf('drain') === 'draining') return 'drain';
  if (stateOf('watchDrain') === 'draining') return 'watchDrain';
  if (stateOf('httpServer')?.startsWith('shuttingDown')) return 'httpServer';
  return 'run';
}

/** A nested state speaks through its outermost name, which says what it is for. */
function describeNested(describe: DescribeState, region: string, state: string): string | null {
  const outer = state.split('.')[0] ?? state;
  return describe('lifecycle', region, outer) ?? describe('lifecycle', region, state);
}

function tally(view: RunView): string {
  const { dropped, turnedAway, cut } = view.outcomes;
  const parts = [
    dropped === 0
      ? 'No request was dropped'
      : `${dropped} ${dropped === 1 ? 'request was' : 'requests were'} dropped`,
    ...(turnedAway > 0 ? [`${turnedAway} turned away`] : []),
    ...(cut > 0 ? [`${cut} ${cut === 1 ? 'watch' : 'watches'} cut off`] : []),
  ];
  return `${parts.join(', ')}.`;
}
