/**
 * The chain of servers at one position of a run: what each of them knows, who answers how many, and the way of one
 * request to whoever answered it.
 */
import { hasMuxSignal, type Lineage, lineageOf } from '../lineage.ts';
import type { RecordingHeader, RunEvent } from '../recording/events.ts';
import {
  type Answerer,
  SERVERS,
  type ServerFacts,
  type ServerName,
  serverFacts,
  serversOf,
} from '../servers/chain.ts';
import type { ChainCounts } from './chain-counts.ts';
import { LogLines } from './log-lines.ts';
import type { RecordingIndex } from './recording-index.ts';
import type { RequestWalk } from './request-walk.ts';
import { isOfStart, type StartFacts, type StartPart, startFacts } from './start-facts.ts';

/** `absent`: the process has not started, or is gone. `registering`: it does not know all its paths yet. */
export type ServerState = 'absent' | 'registering' | 'registered';

/** A server of the chain. Times are milliseconds since the start of the run. */
export interface ServerView {
  readonly name: ServerName;
  readonly facts: ServerFacts;
  readonly state: ServerState;
  /** When it had registered all its paths; null: it has not, or the version waits for no such thing. */
  readonly registeredAt: number | null;
  /** What its PrepareRun has installed. */
  readonly installs: readonly string[];
  /** Its post-start hooks; each is a check of its health. */
  readonly hooks: readonly StartPart[];
  readonly answered: number;
}

/** The server behind an APIService. */
export interface ServiceView {
  readonly name: string;
  readonly available: boolean;
  /** When it came up or went down; null: it has been so from the start. */
  readonly since: number | null;
  readonly answered: number;
}

/** A request's way through the chain, outermost server first. */
export interface RequestWay {
  readonly to: Answerer;
  /** Servers that it passed because they do not know its path. */
  readonly through: readonly ServerName[];
  /** Its handler still works. */
  readonly isInside: boolean;
}

export interface ServerChainView {
  readonly servers: readonly ServerView[];
  readonly services: readonly ServiceView[];
  /** Unknown paths: 404, and 503 as long as they might yet come to be known. */
  readonly notFound: { readonly answered: number; readonly tooEarly: number };
  /** Whether the version has `MuxAndDiscoveryComplete`, which waits for all of them. */
  readonly hasMux: boolean;
  /** When it fired; null: it has not. */
  readonly muxCompleteAt: number | null;
  /** The recording says which server answered. */
  readonly isRecorded: boolean;
}

/** The post-start hooks of the aggregator besides the one that closes its signal. */
const AGGREGATOR_HOOKS: ReadonlySet<string> = new Set(['apiservice-status-available-controller']);

/** The server that a post-start hook belongs to; those that nobody else has are the kube-apiserver's. */
export function ownerOfHook(hook: string): ServerName {
  const owner = SERVERS.find(name => serverFacts(name).muxHook === hook);
  return owner ?? (AGGREGATOR_HOOKS.has(hook) ? 'aggregator' : 'kube-apiserver');
}

/** The chains of one run: its events are read once. */
export class ServerChains {
  private readonly start: LogLines;
  private readonly turns: LogLines;

  constructor(index: RecordingIndex) {
    this.start = new LogLines(index, isOfStart);
    this.turns = new LogLines(index, event => event.type === 'apiService.changed');
  }

  /** After the first `count` events, of which `counts` are the counts; null: no version that is known. */
  at(
    count: number,
    header: Pick<RecordingHeader, 'lineage' | 'scenario'>,
    counts: ChainCounts,
  ): ServerChainView | null {
    const lineage = header.lineage === null ? null : lineageOf(header.lineage);
    if (lineage === null) return null;
    const facts = startFacts(take(this.start, count), '/readyz');
    const tooEarly = counts.turnedAway.secure.get('not-found')?.number ?? 0;
    return {
      servers: serversOf(lineage).map(name => serverOf(name, lineage, facts, counts)),
      services: servicesOf(header.scenario?.apiServices ?? [], take(this.turns, count), counts),
      notFound: { answered: counts.answeredBy.get('not-found') ?? 0, tooEarly },
      hasMux: hasMuxSignal(lineage),
      muxCompleteAt: facts.at.get('mux')?.t ?? null,
      isRecorded: counts.answeredBy.size > 0 || counts.admitted.secure + counts.admitted.insecure === 0,
    };
  }
}

function take(lines: LogLines, count: number): readonly RunEvent[] {
  lines.update();
  return Array.from({ length: lines.before(count) }, (_, number) => lines.line(number)).filter(
    event => event !== undefined,
  );
}

function serverOf(name: ServerName, lineage: Lineage, facts: StartFacts, counts: ChainCounts): ServerView {
  const registered = facts.registered.find(part => part.name === name);
  const runs = facts.at.has('process') && !facts.gone;
  // Of a recording that does not tell them apart it is known when all were done.
  const isKnown = registered !== undefined || facts.at.has('mux') || !hasMuxSignal(lineage);
  return {
    name,
    facts: serverFacts(name),
    state: !runs ? 'absent' : isKnown ? 'registered' : 'registering',
    registeredAt: registered?.t ?? null,
    installs: facts.installs.get(name) ?? [],
    hooks: facts.hooks.filter(hook => ownerOfHook(hook.name) === name),
    answered: counts.answeredBy.get(name) ?? 0,
  };
}

function servicesOf(
  planned: readonly { readonly name: string; readonly available?: boolean | undefined }[],
  turns: readonly RunEvent[],
  counts: ChainCounts,
): readonly ServiceView[] {
  const services = new Map<string, Omit<ServiceView, 'answered'>>(
    planned.map(({ name, available }) => [name, { name, available: available ?? true, since: null }]),
  );
  for (const event of turns) {
    if (event.type !== 'apiService.changed') continue;
    const { name, available, t } = event;
    services.set(name, { name, available, since: t });
  }
  return [...services.values()].map(service => ({
    ...service,
    answered: counts.answeredBy.get(service.name) ?? 0,
  }));
}

/** The way of a request behind the handler chain; null: it did not come so far, or the recording does not say. */
export function wayOf({ answeredBy, lineage, place }: RequestWalk): RequestWay | null {
  if (answeredBy === null) return null;
  const chain = serversOf(lineage);
  const at = chain.indexOf(answeredBy as ServerName);
  // The aggregator itself hands over what is an APIService's; what nobody knows has passed all.
  const through = at >= 0 ? chain.slice(0, at) : answeredBy === 'not-found' ? chain : chain.slice(0, 1);
  return { to: answeredBy, through, isInside: place === 'inside' };
}
