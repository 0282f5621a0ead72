import { requestInfo } from '../../filters/request-info.ts';
import type { Scenario } from '../../scenario/schema.ts';
import type { Translate } from '../../words/translate.ts';
import { eventsOf, type RunFacts } from '../facts.ts';
import type { RequestFate } from '../outcomes.ts';
import { broken, holds, type Rule, someOf, undecidable, type Verdict, withoutRequests } from './rule.ts';

export const noAdmissionAfterDrain: Rule = {
  name: 'no-admission-after-drain',
  title: 'No request is admitted that the drain would have to wait for',
  explanation:
    "Once the drain waits, the wait group takes nobody: a request that it counts must be turned away, or the drain could go on for ever. Exempt requests (health, metrics, the server's own loopback client) and long-running ones may still be admitted; they are not counted.",
  check,
};

function check(facts: RunFacts, tr: Translate): Verdict {
  const drains = eventsOf(facts.events, 'state.changed').find(
    event => event.machine === 'lifecycle' && event.region === 'drain' && event.to === 'draining',
  );
  if (facts.fates.length === 0) return withoutRequests(facts, tr);
  // Its requests have the time of their end; when each was admitted is only computed.
  if (facts.header.source === 'imported')
    return undecidable(tr('a log does not say when the server admitted a request'));
  if (drains === undefined) return holds(tr('the drain has not begun'));
  const late = facts.fates.filter(fate => fate.admittedSeq !== null && fate.admittedSeq > drains.seq);
  const counted = late.filter(fate => isCounted(fate, facts.scenario) === true);
  if (counted.length > 0) {
    return broken(
      tr('admitted while the drain waited: {requests}', {
        requests: someOf(
          counted.map(fate => fate.request),
          tr,
        ),
      }),
      counted.map(fate => fate.admittedSeq as number),
    );
  }
  const unknown = late.filter(fate => isCounted(fate, facts.scenario) === null);
  if (unknown.length > 0) {
    return undecidable(
      tr('admitted while the drain waited, with a path that is not recorded: {requests}', {
        requests: someOf(
          unknown.map(fate => fate.request),
          tr,
        ),
      }),
    );
  }
  return holds(tr('none was admitted while the drain waited'), [drains.seq]);
}

/** Whether the wait group would count a request; null when its path is not known. */
function isCounted(fate: RequestFate, scenario: Scenario | null): boolean | null {
  if (fate.path === null) return fate.kind === 'watch' ? false : null;
  const info = requestInfo(fate.method ?? 'GET', fate.path, userAgentOf(fate, scenario));
  return !info.isLongRunning && !info.isExempt;
}

/** The User-Agent that the scenario gives to a request; empty where it says none. */
function userAgentOf(fate: RequestFate, scenario: Scenario | null): string {
  if (scenario === null) return '';
  const hook = scenario.hooks.preShutdown.find(candidate => fate.client === `hook/${candidate.name}`);
  if (hook !== undefined) return hook.userAgent;
  const client = scenario.clients.find(candidate => candidate.name === fate.client);
  if (client !== undefined) return client.userAgent;
  const scripted = scenario.script.find(
    ({ request }) =>
      request !== undefined && (fate.name === null ? request.path === fate.path : request.name === fate.name),
  );
  return scripted?.request?.userAgent ?? '';
}
