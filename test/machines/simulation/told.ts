/** Runs a scenario for a test, and answers what the test asks about the run. */
import type { EventOf, EventType, Recording } from '../../../machines/recording/events.ts';
import { eventsOf } from '../../../machines/recording/facts.ts';
import { type NamedRequest, type RunSummary, summarize } from '../../../machines/recording/summary.ts';
import { libraryScenario } from '../../../machines/scenario/library.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import type { Scenario, ScenarioSource } from '../../../machines/scenario/schema.ts';
import type { SignalName } from '../../../machines/signals.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';

/** A run that has ended. Times are milliseconds since the first SIGTERM or SIGINT; since the start where there was none. */
export class Told {
  readonly recording: Recording;
  readonly summary: RunSummary;

  constructor(scenario: Scenario, source: ScenarioSource) {
    this.recording = simulate(scenario, source);
    this.summary = summarize(this.recording);
  }

  /** All events of a type; their `t` counts from the start. */
  of<T extends EventType>(type: T): EventOf<T>[] {
    return eventsOf(this.recording.events, type);
  }

  /** When a signal fired; null when it did not. */
  signal(name: SignalName): number | null {
    return this.summary.signals.find(signal => signal.name === name)?.t ?? null;
  }

  /** The names of the signals in the order in which they fired. */
  get order(): SignalName[] {
    return this.summary.signals.map(signal => signal.name);
  }

  /** A request that the scenario names. */
  request(name: string): NamedRequest {
    const request = this.summary.requests.find(candidate => candidate.name === name);
    if (!request) throw new Error(`no request is called "${name}"`);
    return request;
  }

  /** The identity of a request that the scenario names. */
  idOf(name: string): string | undefined {
    return this.of('request.sent').find(sent => sent.name === name)?.request;
  }

  /** The rules that the run breaks. */
  get broken(): string[] {
    return this.summary.checks.filter(check => check.ok === false).map(check => check.rule);
  }
}

/** Runs a scenario of the library. */
export function fromLibrary(name: string): Told {
  const entry = libraryScenario(name);
  if (!entry) throw new Error(`the library has no scenario "${name}"`);
  return new Told(entry.scenario, entry.source);
}

/** Runs a scenario that stands in the test. */
export function told(yaml: string): Told {
  const { scenario, source } = parsed(yaml);
  return new Told(scenario, source);
}

/** Validates a scenario that stands in the test. */
export function parsed(yaml: string): { readonly scenario: Scenario; readonly source: ScenarioSource } {
  const result = parseScenario(`name: test\n${yaml}`);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}
