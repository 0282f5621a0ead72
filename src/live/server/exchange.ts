/**
 * One request on the real server: through the filters against the cached view of the lifecycle, to its handler, and
 * out again. What is decided here is decided by the pure filters; the same for HTTP/2 and HTTP/1.1.
 */
import { type Admission, admissionOf, firstRejection, rollsGoaway } from '../../../machines/filters/chain.ts';
import type { FilterInput, Rejection } from '../../../machines/filters/filter.ts';
import { type RequestInfo, requestInfo } from '../../../machines/filters/request-info.ts';
import { TIMEOUT_RESPONSE } from '../../../machines/filters/timeout.ts';
import { type Handling, handle, watchEvent } from '../../../machines/handlers/handler.ts';
import type { ResponseHeaders } from '../../../machines/recording/events.ts';
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

export class Exchange {
  readonly id: string;
  readonly connection: Connection;
  readonly stream: number | null;
  readonly info: RequestInfo;
  served: ServedState = 'arrived';
  handling: Handling | null = null;
  private readonly server: ServerState;
  private readonly wire: Wire;
  private admission: Admission | null = null;
  private begun = false;
  private readonly cancels: (() => void)[] = [];

  constructor(server: ServerState, connection: Connection, stream: number | null, head: RequestHead, wire: Wire) {
    this.server = server;
    this.connection = connection;
    this.stream = stream;
    this.wire = wire;
    this.id = head.request ?? server.context.nextRequestId();
    this.info = requestInfo(head.method, head.target, head.userAgent);
    connection.exchanges.add(this);
  }

  /** The connection ends with this response (HTTP/1.1 only). */
  get closesConnection(): boolean {
    return this.connection.protocol === 'http/1.1' && (this.rejectionCloses || this.server.view.serverShuttingDown);
  }

  private rejectionCloses = false;

  /** Takes the request through the chain. */
  serve(): void {
    const { server, info, connection } = this;
    const arrived = server.context.emit({ type: 'request.arrived', request: this.id, connection: connection.id, stream: this.stream });
    const cause = [arrived];
    const input: FilterInput = { request: info, view: server.view, config: server.config, load: server.counts };
    const rejection = firstRejection(input);
    if (rejection) return this.reject(rejection, cause);
    const handling = handle(info, server.view, server.config);
    if (handling.kind === 'reject') return this.reject(handling, cause);
    const { goawayChance } = server.config;
    if (goawayChance > 0 && rollsGoaway(connection.protocol, goawayChance, server.context.random.unit())) connection.goAway(cause);
    this.admit(input, cause);
    this.handling = handling;
    this.carryOut(handling);
  }

  private carryOut(handling: Exclude<Handling, { kind: 'reject' }>): void {
    const { clock } = this.server.context;
    switch (handling.kind) {
      case 'answer':
        return this.respond(handling.status, handling.headers, handling.body);
      case 'sleep': {
        this.startDeadline();
        if (handling.early) this.begin(handling.status, handling.headers);
        const done = clock.after(handling.duration, () => this.respond(handling.status, handling.headers, handling.body));
        this.cancels.push(done);
        return;
      }
      case 'watch': {
        this.begin(handling.status, handling.headers);
        const shortest = this.server.minRequestTimeout;
        const lasts = micros(shortest + this.server.context.random.unit() * shortest);
        this.cancels.push(clock.after(lasts, () => this.respond(handling.status, handling.headers, '')));
        return this.streamEvents(handling.interval, 1);
      }
      case 'metrics':
        void this.server.metrics.render().then(({ contentType, body }) => {
          this.respond(200, { 'cache-control': 'no-cache, private', 'content-type': contentType }, body);
        });
        return;
    }
  }

  /** One event of a watch, and the next one in its time. */
  private streamEvents(interval: Duration, n: number): void {
    const cancel = this.server.context.clock.after(interval, () => {
      this.cancels.splice(this.cancels.indexOf(cancel), 1);
      if (this.served !== 'executing') return;
      this.wire.write(watchEvent(n));
      this.streamEvents(interval, n + 1);
    });
    this.cancels.push(cancel);
  }

  private startDeadline(): void {
    const timeout = this.admission?.timeout;
    if (timeout === null || timeout === undefined) return;
    this.cancels.push(this.server.context.clock.after(timeout, () => this.expire()));
  }

  private admit(input: FilterInput, cause: readonly number[]): void {
    const { server, connection } = this;
    const admission = admissionOf(input);
    this.admission = admission;
    this.served = 'executing';
    server.enter(this, admission);
    server.context.emit({ type: 'request.admitted', request: this.id, connection: connection.id, stream: this.stream, cause });
  }

  private reject(rejection: Rejection, cause: readonly number[]): void {
    const { connection } = this;
    this.served = 'rejected';
    this.server.metrics.count(this.info.verb, rejection.status);
    this.server.noteRejected(this.id);
    this.rejectionCloses = rejection.closesConnection;
    // The GOAWAY goes out before the response and includes its stream, as in Go.
    if (rejection.closesConnection) connection.goAway(cause);
    this.server.context.emit({
      type: 'request.rejected',
      request: this.id,
      connection: connection.id,
      stream: this.stream,
      filter: rejection.filter,
      status: rejection.status,
      headers: this.recorded(rejection.headers),
      cause,
    });
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
    const responded = server.context.emit({
      type: 'request.responded',
      request: this.id,
      connection: connection.id,
      stream: this.stream,
      status,
      headers: this.recorded(headers),
    });
    server.context.emit({ type: server.view.auditRunning ? 'audit.logged' : 'audit.lost', request: this.id, cause: [responded] });
    connection.exchanges.delete(this);
    if (this.begun) this.wire.end(body);
    else this.wire.respond(status, headers, body);
    if (this.info.path === '/readyz' && status === 200) server.noteReady();
    server.leave(this, this.admission, [responded]);
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
    const aborted = server.context.emit({ type: 'request.aborted', request: this.id, connection: connection.id, stream: this.stream, reason });
    const isAudited = server.view.auditRunning && reason !== 'exit';
    server.context.emit({ type: isAudited ? 'audit.logged' : 'audit.lost', request: this.id, cause: [aborted] });
    server.leave(this, this.admission, [aborted]);
  }

  private stopTimers(): void {
    for (const cancel of this.cancels) cancel();
    this.cancels.length = 0;
  }

  /** The headers as the recording keeps them. */
  private recorded(headers: ResponseHeaders): ResponseHeaders {
    return this.closesConnection && !this.begun ? { ...headers, connection: 'close' } : headers;
  }
}
