/** Faults of a script name things of the scenario: is there what they name? */
import type { Fault } from '../traffic/fault.ts';
import type { Translate } from '../words/translate.ts';

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
  readonly say: (tr: Translate) => string;
}

/** What there is none of: each kind of thing in its own sentences, for languages put them together differently. */
const SENTENCES = {
  request: {
    none: 'there is no request "{name}"; the scenario names no request',
    others: 'there is no request "{name}"; with a name there are {known}',
  },
  connection: {
    none: 'there is no connection "{name}"; the scenario names no connection',
    others: 'there is no connection "{name}"; with a name there are {known}',
  },
  postStart: {
    none: 'there is no post-start hook "{name}"; the scenario names no post-start hook',
    others: 'there is no post-start hook "{name}"; with a name there are {known}',
  },
  preShutdown: {
    none: 'there is no pre-shutdown hook "{name}"; the scenario names no pre-shutdown hook',
    others: 'there is no pre-shutdown hook "{name}"; with a name there are {known}',
  },
  probe: {
    none: 'there is no probe "{name}"; the scenario names no probe',
    others: 'there is no probe "{name}"; with a name there are {known}',
  },
} as const;

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
    case 'hook.finish':
      return missing('name', fault.phase, fault.name, namesOf(scenario.hooks[fault.phase]));
    case 'probe.lose': {
      const probes = scenario.clients.filter(client => client.kind === 'probe');
      return missing('client', 'probe', fault.client, namesOf(probes));
    }
  }
}

function missing(
  key: string,
  kind: keyof typeof SENTENCES,
  name: string,
  all: readonly string[],
): MissingThing | null {
  if (all.includes(name)) return null;
  const { none, others } = SENTENCES[kind];
  const known = all.slice(0, 10).join(', ');
  return { key, say: tr => (all.length > 0 ? tr(others, { name, known }) : tr(none, { name })) };
}

function namesOf(things: readonly Named[]): string[] {
  return things.map(thing => thing.name);
}

function isText(name: string | undefined): name is string {
  return name !== undefined;
}
