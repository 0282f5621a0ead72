/** What must not happen to requests. */
import type { Translate } from '../../words/translate.ts';
import type { RunFacts } from '../facts.ts';
import { fateOfCounted } from '../outcomes.ts';
import {
  broken,
  count,
  holds,
  type Rule,
  someOf,
  undecidable,
  type Verdict,
  withoutRequests,
} from './rule.ts';

export const noDropBeforeDrained: Rule = {
  name: 'no-drop-before-drained',
  title: 'No admitted request is dropped before InFlightRequestsDrained',
  explanation:
    'What the server has admitted it answers: graceful termination exists for this. A request counts as dropped when its client did not get the response, also when the client gave up by itself. Watches that are cut off are counted apart.',
  check: checkDrops,
};

export const hookCallsSucceed: Rule = {
  name: 'hook-calls-succeed',
  title: "The hooks' own API calls succeed",
  explanation:
    'Pre-shutdown hooks may use the API that is about to stop, for example to give up a lease: until they have returned it must serve them.',
  check: checkHookCalls,
};

function checkDrops(facts: RunFacts, tr: Translate): Verdict {
  if (facts.fates.length === 0 && facts.counted.size === 0) return withoutRequests(facts, tr);
  const signal = facts.signals.get('InFlightRequestsDrained');
  const drained = signal?.seq ?? Number.POSITIVE_INFINITY;
  const dropped = facts.fates.filter(fate => fate.fate === 'dropped' && (fate.endSeq as number) < drained);
  if (dropped.length > 0) {
    return broken(
      tr('{requests} dropped: {names}', {
        requests: count(dropped.length, 'admitted', tr),
        names: someOf(
          dropped.map(fate => fate.name ?? fate.request),
          tr,
        ),
      }),
      dropped.map(fate => fate.endSeq as number),
    );
  }
  if ([...facts.counted.keys()].some(outcome => fateOfCounted(outcome) === 'dropped')) {
    return undecidable(tr('some requests failed that are recorded only as a number'));
  }
  // A request is logged when it has ended: what was open when the process died left no line.
  if (facts.header.source === 'imported' && signal === undefined)
    return undecidable(tr('the log ends before the drain: requests that were open left no line'));
  return holds(tr('no admitted request was dropped'), signal ? [signal.seq] : []);
}

function checkHookCalls(facts: RunFacts, tr: Translate): Verdict {
  const calls = facts.fates.filter(fate => fate.kind === 'hook');
  if (calls.length === 0) {
    return facts.header.source === 'imported'
      ? undecidable(tr('the recording has no requests of hooks'))
      : holds(tr('no hook made a call'));
  }
  const failed = calls.filter(
    call => call.outcome !== 'ok' && (call.outcome !== null || facts.exit !== null),
  );
  if (failed.length > 0) {
    const named = failed.map(
      call => `${call.client.replace(/^hook\//, '')} ${call.path ?? ''} ${call.outcome ?? tr('no answer')}`,
    );
    return broken(
      tr('{calls} failed: {names}', { calls: count(failed.length, 'call', tr), names: someOf(named, tr) }),
      failed.flatMap(call => call.endSeq ?? []),
    );
  }
  if (calls.some(call => call.outcome === null))
    return undecidable(tr('the recording ends before the answer to a call'));
  return holds(
    tr('{calls} answered', { calls: count(calls.length, 'call', tr) }),
    calls.flatMap(call => call.endSeq ?? []),
  );
}
