/**
 * The start of a server as a story: the steps of `RunWithContext` before anybody may ask for a stop, in Go's order, with
 * the time of each at the playhead (k8s.io/apiserver pkg/server/genericapiserver.go: the audit backend runs, the
 * listener serves, the post-start hooks start, READY=1 goes to systemd; HasBeenReady, MuxAndDiscoveryComplete and the
 * livez grace run beside it).
 */
import { hasMuxSignal, hasReadyz, hasSignals, type Lineage, lineageOf } from '../lineage.ts';
import type { RunEvent } from '../recording/events.ts';
import { LogLines } from './log-lines.ts';
import type { RecordingIndex } from './recording-index.ts';
import {
  isOfStart,
  START_STEPS,
  type StartFacts,
  type StartPart,
  type StartStepName,
  startFacts,
} from './start-facts.ts';

export interface StartStep extends Omit<StartPart, 'name' | 'error'> {
  readonly name: StartStepName;
  readonly parts: readonly StartPart[];
}

/** The start as it is known at one position of a run. Times are milliseconds since the start of the run. */
export interface StartStory {
  readonly steps: readonly StartStep[];
  /** The endpoint that tells readiness: `/healthz` before 1.16. */
  readonly readyEndpoint: '/readyz' | '/healthz';
  /** Nothing of the start is still to come. */
  readonly over: boolean;
  /** Requests that came while paths were still being registered. */
  readonly early: number;
  /** Those of them that got 503 for a path nobody knew yet. */
  readonly earlyRejections: readonly RunEvent[];
}

/** The list of those that were turned away early is no longer than this. */
const MOST_EARLY = 6;

/** The stories of one run: its events are read once. */
export class StartStories {
  private readonly lines: LogLines;
  private readonly arrivals: LogLines;
  private readonly rejections: LogLines;
  private readonly index: RecordingIndex;
  private last: { readonly of: string; readonly story: StartStory } | null = null;

  constructor(index: RecordingIndex) {
    this.index = index;
    this.lines = new LogLines(index, isOfStart);
    this.arrivals = new LogLines(
      index,
      whileRegistering(event => event.type === 'request.arrived'),
    );
    this.rejections = new LogLines(index, whileRegistering(isEarlyRejection));
  }

  /** After the first `count` events. `lineage` as the header of the recording has it. */
  at(count: number, lineage: string | null): StartStory {
    const { lines, arrivals, rejections } = this;
    for (const each of [lines, arrivals, rejections]) each.update();
    const [to, early, rejected] = [lines.before(count), arrivals.before(count), rejections.before(count)];
    const of = [to, lines.length, early, rejected, lineage].join();
    if (this.last?.of === of) return this.last.story;
    const told = storyOf(
      take(lines, to),
      take(lines, lines.length),
      lineage === null ? null : lineageOf(lineage),
    );
    const hasMux = told.steps.some(({ name }) => name === 'mux');
    const story = {
      ...told,
      early: hasMux ? early : 0,
      earlyRejections: hasMux ? take(rejections, Math.min(rejected, MOST_EARLY)) : [],
    };
    this.last = { of, story };
    return story;
  }

  /** The beginning of the run was let go: the story is not known. */
  get forgotten(): boolean {
    return this.index.forgotten > 0;
  }
}

function take(lines: LogLines, length: number): readonly RunEvent[] {
  return Array.from({ length }, (_, number) => lines.line(number)).filter(event => event !== undefined);
}

function isEarlyRejection(event: RunEvent): boolean {
  return event.type === 'request.rejected' && event.filter === 'not-found' && event.status === 503;
}

/** Keeps some of the events before all paths are registered; of one server after another those of each. */
function whileRegistering(keeps: (event: RunEvent) => boolean): (event: RunEvent) => boolean {
  let registered = false;
  return event => {
    if (event.type === 'process.started') registered = false;
    if (event.type === 'signal.fired' && event.name === 'MuxAndDiscoveryComplete') registered = true;
    return !registered && keeps(event);
  };
}

function storyOf(
  events: readonly RunEvent[],
  all: readonly RunEvent[],
  lineage: Lineage | null,
): Omit<StartStory, 'early' | 'earlyRejections'> {
  const readyEndpoint = lineage === null || hasReadyz(lineage) ? '/readyz' : '/healthz';
  const facts = startFacts(events, readyEndpoint);
  const known = startFacts(all, readyEndpoint);
  const steps = START_STEPS.filter(name => isTold(name, known, lineage)).map(name =>
    stepOf(name, facts, known),
  );
  return {
    steps,
    readyEndpoint,
    over: steps.every(({ state }) => state !== 'now' && state !== 'next'),
  };
}

/** A step is told where the version has it, and where the recording knows of such things. */
function isTold(name: StartStepName, known: StartFacts, lineage: Lineage | null): boolean {
  const { at, hooks } = known;
  // Nobody saw this server start.
  if (!at.has('process') && !at.has('listener')) return false;
  const isModelled = at.has('audit');
  switch (name) {
    case 'process':
    case 'audit':
    case 'ready':
      return at.has(name);
    case 'listener':
      return true;
    case 'hooks':
      return hooks.length > 0 || !at.has('listener');
    case 'beenReady':
      return at.has(name) || (isModelled && lineage !== null && hasSignals(lineage));
    case 'mux':
      return at.has(name) || (isModelled && lineage !== null && hasMuxSignal(lineage));
    case 'livez':
      // A grace of no time is none.
      return (
        isModelled && lineage !== null && hasReadyz(lineage) && at.get('livez')?.t !== at.get('process')?.t
      );
    default:
      return at.has(name);
  }
}

/** What must have been done before a step is waited for. */
const AFTER: Readonly<Record<StartStepName, StartStepName | null>> = {
  process: null,
  prepared: 'process',
  audit: 'process',
  listener: 'process',
  hooks: 'listener',
  notified: 'listener',
  ready: 'listener',
  beenReady: 'ready',
  mux: 'process',
  livez: 'process',
};

/** They cannot come any more when the stop has been asked for. */
const ENDED_BY_STOP: ReadonlySet<StartStepName> = new Set(['beenReady', 'mux', 'ready']);

function stepOf(name: StartStepName, facts: StartFacts, known: StartFacts): StartStep {
  const parts = partsOf(name, facts, known);
  const failed = parts.find(part => part.state === 'failed');
  const isOpen = name === 'hooks' && parts.some(part => part.state === 'now');
  const done = isOpen ? undefined : facts.at.get(name);
  if (failed) return { name, state: 'failed', t: failed.t, seq: failed.seq, parts };
  if (done) return { name, state: 'past', t: done.t, seq: done.seq, parts };
  const before = AFTER[name];
  const lost = facts.gone || (facts.stopped && ENDED_BY_STOP.has(name));
  const state = lost ? 'never' : before !== null && facts.at.has(before) ? 'now' : 'next';
  return { name, state, t: null, seq: null, parts };
}

const PARTS: Readonly<Partial<Record<StartStepName, 'hooks' | 'prepared' | 'registered'>>> = {
  hooks: 'hooks',
  prepared: 'prepared',
  mux: 'registered',
};

/** Those that are still to come are listed too: the recording knows their names. */
function partsOf(name: StartStepName, facts: StartFacts, known: StartFacts): readonly StartPart[] {
  const key = PARTS[name];
  if (key === undefined) return [];
  const now = new Map(facts[key].map(part => [part.name, part]));
  const isLost = facts.gone || (facts.stopped && key === 'registered');
  return known[key].map(
    ({ name: part }) =>
      now.get(part) ?? { name: part, state: isLost ? 'never' : 'next', t: null, seq: null, error: null },
  );
}
