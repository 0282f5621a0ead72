/** What must hold for audit log, listener and process. */
import { eventsOf, type RunFacts } from '../facts.ts';
import { broken, count, holds, type Rule, someOf, span, undecidable, type Verdict } from './rule.ts';

export const auditComplete: Rule = {
  name: 'audit-complete',
  title: 'The audit log loses nothing',
  explanation:
    'An audit event that comes after the audit backend has stopped is lost, and with it the trace of a request that was served.',
  check: checkAudit,
};

export const listenerOutlivesVerdict: Rule = {
  name: 'listener-outlives-healthy-verdict',
  title: "The listener outlives the load balancer's last healthy verdict",
  explanation:
    'As long as a load balancer believes that the server is healthy it sends it new connections: while the listener is closed they are refused. Only probes of /readyz count; /livez is no verdict about traffic.',
  check: checkListener,
};

export const endsWithinGracePeriod: Rule = {
  name: 'ends-within-grace-period',
  title: "The process ends before the pod's grace period does",
  explanation:
    'When terminationGracePeriodSeconds is over, counted from the first SIGTERM or SIGINT, the kubelet sends SIGKILL and everything that is left is lost.',
  check: checkGracePeriod,
};

function checkAudit(facts: RunFacts): Verdict {
  const lost = eventsOf(facts.events, 'audit.lost');
  if (lost.length > 0) {
    return broken(
      `${count(lost.length, 'audit event')} lost: ${someOf(lost.map(event => event.request))}`,
      lost.map(event => event.seq),
    );
  }
  const logged = eventsOf(facts.events, 'audit.logged').length;
  if (logged === 0 && eventsOf(facts.events, 'audit.shutdown').length === 0) {
    return undecidable('the recording has no audit events');
  }
  return holds(`${count(logged, 'audit event')} logged, none lost`);
}

function checkListener(facts: RunFacts): Verdict {
  const opened = eventsOf(facts.events, 'listener.opened').at(0);
  // A process that dies takes its listener with it.
  const closed = eventsOf(facts.events, 'listener.closed').at(0) ?? facts.exit;
  if (opened === undefined && facts.header.source === 'imported')
    return undecidable('the recording has no listener');
  if (closed === null) return undecidable('the listener is still open when the recording ends');
  const probes = probesOfReadiness(facts);
  const verdicts = eventsOf(facts.events, 'probe.changed').filter(event => probes.has(event.client));
  if (probes.size === 0) return undecidable('nobody probes /readyz');
  const sending = [...probes].filter(
    probe => verdicts.findLast(verdict => verdict.client === probe && verdict.seq < closed.seq)?.healthy,
  );
  if (sending.length === 0) return holds('the listener closed after the last healthy verdict had ended');
  const since = verdicts.find(
    verdict => verdict.seq > closed.seq && sending.includes(verdict.client) && !verdict.healthy,
  );
  const refused = facts.fates.filter(
    fate =>
      fate.outcome === 'refused' &&
      (since === undefined || (fate.endSeq as number) < since.seq) &&
      facts.scenario?.clients.some(
        client =>
          client.kind === 'steady' && client.name === fate.client && sending.includes(client.behind ?? ''),
      ),
  );
  const consequence = refused.length > 0 ? `, and ${count(refused.length, 'request')} refused` : '';
  const length = since === undefined ? '' : ` for ${span(since.t - closed.t)}`;
  return broken(
    `the listener was closed while ${sending.join(', ')} still said healthy${length}${consequence}`,
    [closed.seq, ...refused.map(fate => fate.endSeq as number)],
  );
}

/** Clients whose verdict decides about traffic: probes of /readyz. */
function probesOfReadiness(facts: RunFacts): Set<string> {
  const probes = new Set<string>();
  for (const client of facts.scenario?.clients ?? []) {
    if (client.kind === 'probe' && client.path.startsWith('/readyz')) probes.add(client.name);
  }
  for (const fate of facts.fates) {
    if (fate.kind === 'probe' && fate.path?.startsWith('/readyz')) probes.add(fate.client);
  }
  return probes;
}

function checkGracePeriod(facts: RunFacts): Verdict {
  const graceSeconds = facts.scenario?.pod.terminationGracePeriodSeconds;
  if (graceSeconds === undefined) return undecidable('no grace period is known');
  if (facts.stop === null) return undecidable('nobody asked the process to stop');
  const elapsed = (facts.exit?.t ?? facts.endT) - facts.stop.t;
  const killedByKubelet = eventsOf(facts.events, 'input').find(
    ({ input }) => input.type === 'signal' && input.signal === 'SIGKILL' && input.by === 'kubelet',
  );
  if (killedByKubelet !== undefined || elapsed >= graceSeconds * 1000) {
    const breaking = facts.exit?.seq ?? killedByKubelet?.seq;
    return broken(
      `${facts.exit === null ? 'it still ran' : 'it ended'} ${span(elapsed)} after ${facts.stop.signal}; the grace period is ${graceSeconds} s`,
      breaking === undefined ? [] : [breaking],
    );
  }
  if (facts.exit === null) return undecidable('the recording ends before the process does');
  return holds(`it ended ${span(elapsed)} after ${facts.stop.signal}; the grace period is ${graceSeconds} s`);
}
