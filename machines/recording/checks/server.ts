/** What must hold for audit log, listener and process. */
import { hasReadyz, lineageOf } from '../../lineage.ts';
import type { Translate } from '../../words/translate.ts';
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

function checkAudit(facts: RunFacts, tr: Translate): Verdict {
  const lost = eventsOf(facts.events, 'audit.lost');
  if (lost.length > 0) {
    return broken(
      tr('{events} lost: {names}', {
        events: count(lost.length, 'auditEvent', tr),
        names: someOf(
          lost.map(event => event.request),
          tr,
        ),
      }),
      lost.map(event => event.seq),
    );
  }
  const logged = facts.omitted?.auditLogged ?? eventsOf(facts.events, 'audit.logged').length;
  const stopped = eventsOf(facts.events, 'audit.shutdown').map(({ seq }) => seq);
  // The log of a server says when the audit backend stopped, not what it wrote.
  if (logged === 0 && facts.header.source === 'imported')
    return undecidable(tr('the log has no audit events: they are in the audit log'));
  if (logged === 0 && stopped.length === 0) {
    return undecidable(tr('the recording has no audit events'));
  }
  return holds(tr('{events} logged, none lost', { events: count(logged, 'auditEvent', tr) }), stopped);
}

function checkListener(facts: RunFacts, tr: Translate): Verdict {
  const opened = eventsOf(facts.events, 'listener.opened').at(0);
  // A process that dies takes its listener with it.
  const closed = eventsOf(facts.events, 'listener.closed').at(0) ?? facts.exit;
  if (opened === undefined && facts.header.source === 'imported')
    return undecidable(tr('the recording has no listener'));
  if (closed === null) return undecidable(tr('the listener is still open'));
  const probes = probesOfReadiness(facts);
  const verdicts = eventsOf(facts.events, 'probe.changed').filter(event => probes.has(event.client));
  if (probes.size === 0) return undecidable(tr('nobody probes /readyz'));
  const sending = [...probes].filter(
    probe => verdicts.findLast(verdict => verdict.client === probe && verdict.seq < closed.seq)?.healthy,
  );
  if (sending.length === 0) {
    const last = verdicts.findLast(verdict => !verdict.healthy && verdict.seq < closed.seq);
    return holds(tr('the listener closed after the last healthy verdict had ended'), [
      ...(last ? [last.seq] : []),
      closed.seq,
    ]);
  }
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
  const probesSaid = sending.join(', ');
  const first =
    since === undefined
      ? tr('the listener was closed while {probes} still said healthy', { probes: probesSaid })
      : tr('the listener was closed while {probes} still said healthy for {time}', {
          probes: probesSaid,
          time: span(since.t - closed.t),
        });
  const detail =
    refused.length === 0
      ? first
      : tr('{first}, and {requests} refused', { first, requests: count(refused.length, 'request', tr) });
  return broken(detail, [closed.seq, ...refused.map(fate => fate.endSeq as number)]);
}

/** Clients whose verdict decides about traffic: probes of /readyz, or of /healthz where there is no /readyz yet. */
function probesOfReadiness(facts: RunFacts): Set<string> {
  const probes = new Set<string>();
  const lineage = facts.header.lineage === null ? null : lineageOf(facts.header.lineage);
  const isReadiness = (path: string): boolean =>
    path.startsWith('/readyz') || (lineage !== null && !hasReadyz(lineage) && path.startsWith('/healthz'));
  for (const client of facts.scenario?.clients ?? []) {
    if (client.kind === 'probe' && isReadiness(client.path)) probes.add(client.name);
  }
  for (const fate of facts.fates) {
    if (fate.kind === 'probe' && fate.path !== null && isReadiness(fate.path)) probes.add(fate.client);
  }
  return probes;
}

function checkGracePeriod(facts: RunFacts, tr: Translate): Verdict {
  const graceSeconds = facts.scenario?.pod.terminationGracePeriodSeconds;
  if (graceSeconds === undefined) return undecidable(tr('no grace period is known'));
  if (facts.stop === null) return undecidable(tr('nobody asked the process to stop'));
  const elapsed = (facts.exit?.t ?? facts.endT) - facts.stop.t;
  const values = { time: span(elapsed), signal: facts.stop.signal, grace: graceSeconds };
  const killedByKubelet = eventsOf(facts.events, 'input').find(
    ({ input }) => input.type === 'signal' && input.signal === 'SIGKILL' && input.by === 'kubelet',
  );
  if (killedByKubelet !== undefined || elapsed >= graceSeconds * 1000) {
    const breaking = facts.exit?.seq ?? killedByKubelet?.seq;
    const detail =
      facts.exit === null
        ? tr('it still ran {time} after {signal}; the grace period is {grace} s', values)
        : tr('it ended {time} after {signal}; the grace period is {grace} s', values);
    return broken(detail, breaking === undefined ? [] : [breaking]);
  }
  if (facts.exit === null) return undecidable(tr('the process has not ended'));
  return holds(tr('it ended {time} after {signal}; the grace period is {grace} s', values), [
    facts.stop.seq,
    facts.exit.seq,
  ]);
}
