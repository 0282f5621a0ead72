/** A live run without a server: its events are whatever the test says. */
import type {
  EventDraft,
  ProcessSignal,
  RecordingHeader,
  RunEvent,
} from '../../machines/recording/events.ts';
import type { ApiServiceTurn } from '../../machines/scenario/schema.ts';
import type { Fault, FaultResult } from '../../machines/traffic/fault.ts';
import type { LiveRequest, LiveRun, LiveRunOptions } from '../../src/live/types.ts';
import { headerOf } from '../machines/recording/story.ts';

export class FakeLiveRun implements LiveRun {
  readonly options: LiveRunOptions;
  readonly header: RecordingHeader;
  readonly events: RunEvent[] = [];
  readonly signals: ProcessSignal[] = [];
  readonly requests: LiveRequest[] = [];
  readonly done: Promise<void>;
  ended = false;
  readonly auditForgotten: number = 0;
  readonly #listeners = new Set<(event: RunEvent) => void>();
  #resolve: () => void = () => {};

  constructor(options: LiveRunOptions) {
    this.options = options;
    this.header = headerOf({
      source: 'live',
      clock: 'monotonic',
      scenario: options.source,
      speed: options.speed,
    });
    this.done = new Promise(resolve => {
      this.#resolve = resolve;
    });
    this.happen({ type: 'process.started' });
    this.happen({ type: 'listener.opened', address: `127.0.0.1:${options.port}` });
  }

  auditLines(): Iterable<string> {
    return ['{"kind":"Event","auditID":"1"}'];
  }

  get address(): string | null {
    return this.ended ? null : `127.0.0.1:${this.options.port}`;
  }

  /** Something happens in the run. */
  happen(event: EventDraft): void {
    const seq = this.events.length + 1;
    const full = { seq, t: seq * 10, ...event } as RunEvent;
    this.events.push(full);
    this.options.onEvent?.(full);
    for (const listener of this.#listeners) listener(full);
  }

  /** The process exits, and with it the run ends. */
  exit(code: number, reason: 'completed' | 'second-signal' | 'killed'): void {
    this.happen({ type: 'process.exited', code, reason });
    this.end();
  }

  /** All clients know what became of their requests. */
  end(): void {
    this.ended = true;
    this.#resolve();
  }

  signal(signal: ProcessSignal): void {
    this.signals.push(signal);
    this.happen({ type: 'process.signalled', signal });
    if (signal === 'SIGKILL') this.exit(137, 'killed');
    else if (this.signals.length > 1) this.exit(1, 'second-signal');
  }

  request(request: LiveRequest): string {
    if (request.connection === 'nowhere') throw new Error('there is no connection "nowhere"');
    this.requests.push(request);
    return `r${this.requests.length}`;
  }

  inject(fault: Fault): FaultResult {
    if (fault.kind === 'request.abort' && fault.request === 'r99')
      return { ok: false, reason: 'there is no request r99 in flight' };
    this.happen({ type: 'fault.injected', fault });
    return { ok: true };
  }

  turnApiService({ name }: ApiServiceTurn): FaultResult {
    if (name === 'v1.none.example.com') return { ok: false, reason: 'there is no such thing now' };
    return { ok: true };
  }

  kill(): void {
    if (this.events.some(event => event.type === 'process.exited')) this.end();
    else this.signal('SIGKILL');
  }

  subscribe(listener: (event: RunEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
