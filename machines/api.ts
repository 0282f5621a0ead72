/** What the page and the control API say to each other, besides the lines of a recording. */
import type { ProcessSignal, Protocol, RecordingHeader } from './recording/events.ts';
import type { RunSummary } from './recording/summary.ts';
import type { ScenarioProblem } from './scenario/parse.ts';
import type { ScenarioSource } from './scenario/schema.ts';
import type { Fault } from './traffic/fault.ts';

/** One of `GET /api/scenarios`. */
export interface ScenarioInfo {
  readonly name: string;
  readonly description: string;
  readonly yaml: string;
}

/** Body of `POST /api/runs`. */
export interface StartRunBody {
  /** A name of the library, a scenario, or a scenario as YAML text. */
  readonly scenario: string | ScenarioSource;
  readonly mode: RunMode;
  /** Only for live runs: how many times faster, over 0 and at most 1000; default 1. */
  readonly speed?: number;
  /** Only for live runs: whether the signals of the script are sent; default false, they are left to the person. */
  readonly script?: boolean;
}

export type RunMode = 'simulate' | 'live';

/** Answer to `POST /api/runs`. */
export interface StartedRun {
  readonly id: string;
}

/** One of `GET /api/runs`, newest first. */
export interface RunInfo {
  readonly id: string;
  readonly mode: RunMode;
  /** The scenario's name. */
  readonly scenario: string;
  readonly state: 'running' | 'ended';
  /** Where the live server listens; null for simulated runs and when the listener is closed. */
  readonly address: string | null;
  /** How many events it has so far. */
  readonly events: number;
}

/** Answer to `GET /api/runs/ID`. */
export interface RunDetails extends RunInfo {
  readonly header: RecordingHeader;
  /** What `--json` prints, as far as the run has come. */
  readonly summary: RunSummary;
}

/** Body of `POST /api/runs/ID/signals`. */
export interface SendSignalBody {
  readonly signal: ProcessSignal;
}

/** Body of `POST /api/runs/ID/requests`. */
export interface SendRequestBody {
  readonly path: string;
  /** `new`, `reuse` (the default), or the name of one of the scenario's connections. */
  readonly connection?: string;
  readonly protocol?: Protocol;
  /** Its name in the summary. */
  readonly name?: string;
}

/** Answer to `POST /api/runs/ID/requests`. */
export interface SentRequest {
  /** The request's identity in the recording, such as `r12`. */
  readonly request: string;
}

/** Body of `POST /api/runs/ID/faults`, and the answer to it. */
export interface InjectFaultBody {
  /** Requests and connections by their identities in the recording. */
  readonly fault: Fault;
}

/** Every error, as `application/problem+json`. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  /** What a person can do about it. */
  readonly detail: string;
  /** Where a scenario is wrong, place by place. */
  readonly problems?: readonly ScenarioProblem[];
}
