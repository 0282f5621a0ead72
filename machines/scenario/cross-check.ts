/** What the parts of a scenario have to do with each other: names that must be unique, and names that must exist. */

import { AUDIT_HOOK, auditStopsInHook, type Lineage } from '../lineage.ts';
import type { Fault } from '../traffic/fault.ts';
import { missingFlags } from './flag-since.ts';
import type { FaultyScenario } from './scripted-fault.ts';
import { missingThing } from './scripted-fault.ts';
import type { Say } from './values.ts';

/** As much of a scenario as its parts say of each other. */
interface Parts extends FaultyScenario {
  readonly lineage: Lineage;
  readonly server: Readonly<Record<string, unknown>>;
  readonly hooks: {
    readonly postStart: readonly (FaultyScenario['hooks']['postStart'][number] & {
      readonly runsUntilStopped: boolean;
    })[];
    readonly preShutdown: readonly (FaultyScenario['hooks']['preShutdown'][number] & {
      readonly waitsFor?: string | undefined;
    })[];
  };
  readonly clients: readonly {
    readonly name: string;
    readonly kind: string;
    readonly behind?: string | undefined;
  }[];
  readonly connections: readonly { readonly name: string; readonly protocol: string }[];
  readonly script: readonly {
    readonly fault?: Fault | undefined;
    readonly request?:
      | {
          readonly name?: string | undefined;
          readonly connection: string;
          readonly protocol?: string | undefined;
          readonly afterGoaway: boolean;
        }
      | undefined;
  }[];
}

type Where = readonly (string | number)[];

/** Something that does not fit, and where. */
export type Report = (say: Say, where: Where, input: unknown) => void;

/** Reports every name that is given twice or does not exist, and every flag that the lineage does not have. */
export function crossCheck(scenario: Parts, report: Report): void {
  checkNames(scenario, report);
  checkProbes(scenario, report);
  checkScript(scenario, report);
  checkHooks(scenario, report);
  const { lineage } = scenario;
  for (const { flag, version } of missingFlags(scenario.server, lineage)) {
    report(
      tr => tr('lineage {lineage} has no {flag}; it came with {version}', { lineage, flag, version }),
      ['server', flag],
      undefined,
    );
  }
}

function checkHooks({ hooks, lineage }: Parts, report: Report): void {
  const background = hooks.postStart.filter(hook => hook.runsUntilStopped).map(({ name }) => name);
  hooks.preShutdown.forEach(({ name, waitsFor }, index) => {
    if (name === AUDIT_HOOK && auditStopsInHook(lineage)) {
      report(
        tr =>
          tr('up to 1.24 the audit backend has a pre-shutdown hook of the name "{name}" itself', { name }),
        ['hooks', 'preShutdown', index, 'name'],
        name,
      );
    }
    if (waitsFor === undefined || background.includes(waitsFor)) return;
    report(
      tr =>
        background.length > 0
          ? tr('no post-start hook "{name}" has runsUntilStopped; {known} have', {
              name: waitsFor,
              known: background.join(', '),
            })
          : tr('no post-start hook "{name}" has runsUntilStopped; none has', { name: waitsFor }),
      ['hooks', 'preShutdown', index, 'waitsFor'],
      waitsFor,
    );
  });
}

function checkNames({ hooks, clients, connections }: Parts, report: Report): void {
  const unique = (
    names: readonly { readonly name: string }[],
    where: Where,
    say: (name: string) => Say,
  ): void => {
    const seen = new Set<string>();
    names.forEach(({ name }, index) => {
      if (seen.has(name)) report(say(name), [...where, index, 'name'], name);
      seen.add(name);
    });
  };
  unique(
    hooks.postStart,
    ['hooks', 'postStart'],
    name => tr => tr('the post-start hook "{name}" is given twice', { name }),
  );
  unique(
    hooks.preShutdown,
    ['hooks', 'preShutdown'],
    name => tr => tr('the pre-shutdown hook "{name}" is given twice', { name }),
  );
  unique(clients, ['clients'], name => tr => tr('the client "{name}" is given twice', { name }));
  unique(connections, ['connections'], name => tr => tr('the connection "{name}" is given twice', { name }));
}

function checkProbes({ clients }: Parts, report: Report): void {
  const probes = clients.filter(client => client.kind === 'probe').map(client => client.name);
  clients.forEach(({ behind }, index) => {
    if (behind === undefined || probes.includes(behind)) return;
    report(
      tr =>
        probes.length > 0
          ? tr('there is no probe "{name}"; the probes are {known}', {
              name: behind,
              known: probes.join(', '),
            })
          : tr('there is no probe "{name}"; the scenario has no probe', { name: behind }),
      ['clients', index, 'behind'],
      behind,
    );
  });
}

function checkScript(scenario: Parts, report: Report): void {
  const connections = new Map(scenario.connections.map(item => [item.name, item]));
  const requestNames = new Set<string>();
  scenario.script.forEach((entry, index) => {
    const gap = entry.fault ? missingThing(scenario, entry.fault) : null;
    if (gap) report(gap.say, ['script', index, 'fault', gap.key], entry.fault);
    const { request } = entry;
    if (!request) return;
    const where = ['script', index, 'request'];
    const { connection, protocol, name } = request;
    const named = connections.get(connection);
    if (connection !== 'new' && connection !== 'reuse' && !named) {
      const known = ['new', 'reuse', ...[...connections.keys()].slice(0, 10)].join(', ');
      report(
        tr =>
          connections.size > 0
            ? tr('there is no connection "{name}"; there are {known}', { name: connection, known })
            : tr('there is no connection "{name}"; new, reuse or one under `connections`', {
                name: connection,
              }),
        [...where, 'connection'],
        connection,
      );
    }
    if (named && protocol !== undefined && protocol !== named.protocol) {
      report(
        tr => tr('the connection "{name}" speaks {protocol}', { name: named.name, protocol: named.protocol }),
        [...where, 'protocol'],
        protocol,
      );
    }
    if (request.afterGoaway && !named) {
      report(
        tr => tr('afterGoaway needs the NAME of a connection'),
        [...where, 'afterGoaway'],
        request.afterGoaway,
      );
    }
    if (name === undefined) return;
    if (requestNames.has(name))
      report(tr => tr('the request "{name}" is given twice', { name }), [...where, 'name'], name);
    requestNames.add(name);
  });
}
