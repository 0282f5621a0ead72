/** Faults of a script name things of the scenario: is there what they name? */
import type { Fault } from '../traffic/fault.ts';

interface Named {
  readonly name: string;
}

/** As much of a scenario as faults can name. */
export interface FaultyScenario {
  readonly hooks: {
    readonly postStart: readonly Named[];
    readonly preShutdown: readonly (Named & {
      readonly calls: readonly { readonly name?: string | undefined }[];
    })[];
  };
  readonly clients: readonly (Named & { readonly kind: string })[];
  readonly connections: readonly Named[];
  readonly script: readonly { readonly request?: { readonly name?: string | undefined } | undefined }[];
}

/** What a fault names that its scenario does not have. */
export interface MissingThing {
  /** The key of the fault that names it. */
  readonly key: string;
  readonly message: string;
}

/** Null when the scenario has what the fault names. */
export function missingThing(scenario: FaultyScenario, fault: Fault): MissingThing | null {
  switch (fault.kind) {
    case 'request.abort':
    case 'request.stall': {
      const asked = [
        ...scenario.script.map(entry => entry.request?.name),
        ...scenario.hooks.preShutdown.flatMap(hook => hook.calls.map(call => call.name)),
      ];
      return missing('request', 'request', fault.request, asked.filter(isText));
    }
    case 'connection.reset':
      return missing('connection', 'connection', fault.connection, namesOf(scenario.connections));
    case 'hook.hang':
    case 'hook.fail':
    case 'hook.finish': {
      const kind = fault.phase === 'postStart' ? 'post-start hook' : 'pre-shutdown hook';
      return missing('name', kind, fault.name, namesOf(scenario.hooks[fault.phase]));
    }
    case 'probe.lose': {
      const probes = scenario.clients.filter(client => client.kind === 'probe');
      return missing('client', 'probe', fault.client, namesOf(probes));
    }
  }
}

function missing(key: string, kind: string, name: string, known: readonly string[]): MissingThing | null {
  if (known.includes(name)) return null;
  const hint =
    known.length > 0
      ? `with a name there are ${known.slice(0, 10).join(', ')}`
      : `the scenario names no ${kind}`;
  return { key, message: `there is no ${kind} "${name}"; ${hint}` };
}

function namesOf(things: readonly Named[]): string[] {
  return things.map(thing => thing.name);
}

function isText(name: string | undefined): name is string {
  return name !== undefined;
}
