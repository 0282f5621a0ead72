/**
 * One request on the real server: through the filters against the cached view of the lifecycle, to its handler, and
 * out again. What is decided here is decided by the pure filters; the same for HTTP/2 and HTTP/1.1.
 */
import { type Admission, admissionOf, firstRejection, rollsGoaway } from '../../../machines/filters/chain.ts';
import type { FilterInput, Rejection } from '../../../machines/filters/filter.ts';
import type { RequestInfo } from '../../../machines/filters/request-info.ts';
import { TIMEOUT_RESPONSE } from '../../../machines/filters/timeout.ts';
import { type Answer, type Handling, handle, watchEvent } from '../../../machines/handlers/handler.ts';
import type { EventDraft, Outcome, ResponseHeaders } from '../../../machines/recording/events.ts';
import { type Duration, micros } from '../../../machines/time.ts';
import type { ServedState } from '../../../machines/traffic/request.ts';
import type { Connection } from './connection.ts';
import type { ServerState } from './state.ts';
import type { Wire } from './wire.ts';

/** The parts of a request line that matter. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly userAgent: string;
  /** What our own clients call it; null for everybody else. */
  readonly request: string | null;
}

const NO_CAUSE: readonly number[] = [];

export class Exchange {
  /** Its id in the recording; empty when this request is only counted there. */
  id: string;
  readonly connection: Connection;
  readonly stream: number | null;
  readonly info: RequestInfo;
  /** Path and query as they stood on the wire. */
  readonly target: string;
  served: ServedState = 'arrived';
  handling: Handling | null = null;
  private readonly server: ServerState;
  private readonly wire: Wire;
  private admission: Admission | null = null;
  /** One of our own clients has sent it, under a name that its end of the recording uses too. */
  private readonly isNamed: boolean;
  private begun = false;
  /** A fault keeps its handler from ending by itself. */
  isStalled = false;
  /** The fault that it has suffered: the cause of its end. */
  private fault: readonly number[] = NO_CAUSE;
  private cancels: (() => void)[] | null = null;

  constructor(
    server: ServerState,
    connection: Connection,
    stream: number | null,
    head: RequestHead,
    wire: Wire,
  ) {
    this.server = server;
    this.connection = connection;
    this.stream = stream;
    this.wire = wire;
    this.id = head.request ?? '';
    this.isNamed = head.request !== null;
    this.target = head.target;
    this.info = server.requestInfos.get(head.method, head.target, head.userAgent);
  }

  /** The connection ends with this response (HTTP/1.1 only). */
  get closesConnection(): boolean {
    return (
      this.connection.protocol === 'http/1.1' && (this.rejectionCloses || this.server.view.serverShuttingDown)
    );
  }

  private rejectionCloses = false;

  /** Takes the request through the chain. */
  serve(): void {
    const { server, info, connection } = this;
    const input: FilterInput = {
      request: info,
      view: server.view,
      config: server.config,
      load: server.counts,
    };
    // All of this is pure: deciding first lets a request that is answered at once be logged in one go.
    const rejection = firstRejection(input);
    const handling = rejection ? null : handle(info, server.view, server.config);
    const { goawayChance } = server.config;
    const goesAway =
      goawayChance > 0 && rollsGoaway(connection.protocol, goawayChance, server.context.random.unit());
    if (handling?.kind === 'answer' && !this.isNamed && !goesAway && !this.isRecordedStepByStep(handling))
      return this.answer(handling);
    this.connection.exchanges.add(this);
    this.identify();
    const cause =
      this.id === '' ? NO_CAUSE : this.record({ type: 'request.arrived', ...this.place, ...this.asked });
    if (rejection) return this.reject(rejection, cause);
    if (handling === null) return;
    if (handling.kind === 'reject') return this.reject(handling, cause);
    if (goesAway) connection.goAway(cause);
    this.admit(input, cause);
    this.handling = handling;
    this.carryOut(handling);
  }

  /** Answers a request that is in the log, or only counted: what ends in the instant in which it begins holds up nobody. */
  private answer({ status, headers, body }: Answer): void {
    this.served = 'responded';
    this.server.metrics.count(this.info.verb, status);
    this.wire.respond(status, headers, body);
    if (this.info.path === '/readyz' && status === 200) this.server.noteReady();
  }

  /**
   * Whether a request that is answered at once has events of its own: no when the compact log has it, or when it is
   * only counted.
   */
  private isRecordedStepByStep(answer: Answer): boolean {
    const { server } = this;
    if (server.logs(this, answer)) return false;
    if (server.sampler.takes()) {
      this.id = server.context.nextRequestId();
      return true;
    }
    server.sampler.count('ok');
    return false;
  }

  /** Gives the request its id in the recording, or none when it is only counted there. */
  private identify(): void {
    if (this.id === '' && this.server.sampler.takes()) this.id = this.server.context.nextRequestId();
  }

  private carryOut(handling: Exclude<Handling, { kind: 'reject' }>): void {
    const { clock } = this.server.context;
    switch (handling.kind) {
      case 'answer':
        return this.respond(handling.status, handling.headers, handling.body);
      case 'sleep': {
        this.startDeadline();
        if (handling.early) this.begin(handling.status, handling.headers);
        const done = clock.after(handling.duration, () => {
          if (!this.isStalled) this.respond(handling.status, handling.headers, handling.body);
        });
        this.onStop(done);
        return;
      }
      case 'watch': {
        this.begin(handling.status, handling.headers);
        const shortest = this.server.minRequestTimeout;
        const lasts = micros(shortest + this.server.context.random.unit() * shortest);
        this.onStop(clock.after(lasts, () => this.respond(handling.status, handling.headers, '')));
        return this.streamEvents(handling.interval, 1);
      }
      case 'metrics':
        void this.server.metrics.render().then(({ contentType, body }) => {
          if (!this.isStalled)
            this.respond(200, { 'cache-control': 'no-cache, private', 'content-type': contentType }, body);
        });
        return;
    }
  }

  /** One event of a watch, and the next one in its time. */
  private streamEvents(interval: Duration, n: number): void {
    const cancel = this.server.context.clock.after(interval, () => {
      this.cancels?.splice(this.cancels.indexOf(cancel), 1);
      if (this.served !== 'executing' || this.isStalled) return;
      this.wire.write(watchEvent(n));
      this.streamEvents(interval, n + 1);
    });
    this.onStop(cancel);
  }

  private startDeadline(): void {
    const timeout = this.admission?.timeout;
    if (timeout === null || timeout === undefined) return;
    this.onStop(this.server.context.clock.after(timeout, () => this.expire()));
  }

  private admit(input: FilterInput, cause: readonly number[]): void {
    const { server } = this;
    const admission = admissionOf(input);
    this.admission = admission;
    this.served = 'executing';
    server.enter(this, admission);
    if (this.id !== '') this.record({ type: 'request.admitted', ...this.place, cause });
  }

  private reject(rejection: Rejection, cause: readonly number[]): void {
    const { connection } = this;
    this.served = 'rejected';
    this.server.metrics.count(this.info.verb, rejection.status);
    this.server.noteRejected(this.id);
    this.rejectionCloses = rejection.closesConnection;
    // The GOAWAY goes out before the response and includes its stream, as in Go.
    if (rejection.closesConnection) connection.goAway(cause);
    this.record({
      type: 'request.rejected',
      ...this.place,
      filter: rejection.filter,
      status: rejection.status,
      headers: this.recorded(rejection.headers),
      cause,
    });
    this.summarize('rejected');
    connection.exchanges.delete(this);
    this.wire.respond(rejection.status, rejection.headers, rejection.body);
  }

  private begin(status: number, headers: ResponseHeaders): void {
    this.begun = true;
    this.wire.begin(status, headers);
  }

  /** The response is complete. */
  respond(status: number, headers: ResponseHeaders, body: string): void {
    if (this.served !== 'executing') return;
    this.served = 'responded';
    this.stopTimers();
    const { server, connection } = this;
    server.metrics.count(this.info.verb, status);
    let cause = NO_CAUSE;
    if (this.id === '') {
      this.summarize(status === TIMEOUT_RESPONSE.status ? 'timeout' : 'ok');
    } else {
      cause = this.record({
        type: 'request.responded',
        ...this.place,
        status,
        headers: this.recorded(headers),
      });
      this.record({
        type: server.view.auditRunning ? 'audit.logged' : 'audit.lost',
        request: this.id,
        cause,
      });
    }
    connection.exchanges.delete(this);
    if (this.begun) this.wire.end(body);
    else this.wire.respond(status, headers, body);
    if (this.info.path === '/readyz' && status === 200) server.noteReady();
    server.leave(this, this.admission, cause);
  }

  /** The request's time is over: 504 if nothing has been written, else its stream is reset. */
  private expire(): void {
    if (this.served !== 'executing') return;
    const ignores = this.handling?.kind === 'sleep' && this.handling.ignoresDeadline;
    if (!this.begun) {
      this.respond(TIMEOUT_RESPONSE.status, TIMEOUT_RESPONSE.headers, TIMEOUT_RESPONSE.body);
    } else {
      this.abort('timeout');
      this.wire.reset();
    }
    // The handler of such a request goes on, but nobody waits for it any more.
    if (ignores) this.server.noteRunaway();
  }

  /** Ends the request without a complete response. */
  abort(reason: string): void {
    if (this.served !== 'executing' && this.served !== 'arrived') return;
    this.served = 'aborted';
    this.stopTimers();
    const { server, connection } = this;
    connection.exchanges.delete(this);
    const cause = this.record({ type: 'request.aborted', ...this.place, reason });
    const isAudited = server.view.auditRunning && reason !== 'exit';
    this.record({ type: isAudited ? 'audit.logged' : 'audit.lost', request: this.id, cause });
    this.summarize('reset');
    server.leave(this, this.admission, cause);
  }

  /** A fault has hit it: what becomes of it names the fault as its cause. */
  suffer(fault: readonly number[]): void {
    this.fault = fault;
  }

  /** Its handler does not end by itself any more: only its deadline, or for a watch its time, ends it. */
  stall(fault: readonly number[]): void {
    this.suffer(fault);
    this.isStalled = true;
  }

  /** The shutdown asks a watch to end. */
  endWatch(): void {
    if (this.handling?.kind === 'watch' && !this.isStalled) this.respond(200, this.handling.headers, '');
  }

  private stopTimers(): void {
    if (this.cancels) for (const cancel of this.cancels) cancel();
    this.cancels = null;
  }

  private onStop(cancel: () => void): void {
    this.cancels ??= [];
    this.cancels.push(cancel);
  }

  /** What a stranger asks for; of our own requests their clients have said it. */
  private get asked(): { method?: string; path?: string } {
    return this.isNamed ? {} : { method: this.info.method, path: this.target };
  }

  private get place(): { request: string; connection: string; stream: number | null } {
    return { request: this.id, connection: this.connection.id, stream: this.stream };
  }

  /** Puts an event of this request into the recording, unless it is only counted; returns what may name it as its cause. */
  private record(event: EventDraft): readonly number[] {
    if (this.id === '') return NO_CAUSE;
    const isEnd = this.fault !== NO_CAUSE && event.cause === undefined;
    return [this.server.context.emit(isEnd ? { ...event, cause: this.fault } : event)];
  }

  private summarize(outcome: Outcome): void {
    if (this.id === '') this.server.sampler.count(outcome);
  }

  /** The headers as the recording keeps them. */
  private recorded(headers: ResponseHeaders): ResponseHeaders {
    return this.closesConnection && !this.begun ? { ...headers, connection: 'close' } : headers;
  }
}
