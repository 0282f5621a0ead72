/**
 * One request on the real server: through the filters against the cached view of the lifecycle, to its handler, and
 * out again. What is decided here is decided by the pure filters; the same for HTTP/2 and HTTP/1.1.
 */
import type { Admission, HandlerChain } from '../../../machines/filters/chain.ts';
import type { FilterInput, Rejection, RequestHeaders } from '../../../machines/filters/filter.ts';
import { type Identity, identify, whoAsks } from '../../../machines/filters/identity.ts';
import type { StepName } from '../../../machines/filters/order.ts';
import { PANIC_RESPONSE } from '../../../machines/filters/panic.ts';
import type { RequestInfo } from '../../../machines/filters/request-info.ts';
import { TIMEOUT_RESPONSE } from '../../../machines/filters/timeout.ts';
import { ANONYMOUS } from '../../../machines/filters/user.ts';
import { type Answer, type Handled, handle, panicNote } from '../../../machines/handlers/handler.ts';
import type { EventDraft, Outcome, ResponseHeaders } from '../../../machines/recording/events.ts';
import { type Answerer, outermost } from '../../../machines/servers/chain.ts';
import type { ServedState } from '../../../machines/traffic/request.ts';
import { carryOut } from './carry-out.ts';
import type { Connection } from './connection.ts';
import type { JournalEntry } from './journal.ts';
import type { ServerState } from './state.ts';
import type { Wire } from './wire.ts';

/** The parts of a request line that matter. */
export interface RequestHead {
  readonly method: string;
  readonly target: string;
  readonly userAgent: string;
  readonly headers: RequestHeaders;
  /** What our own clients call it; null for everybody else. */
  readonly request: string | null;
}

const NO_CAUSE: readonly number[] = [];
const NO_HEADERS: ResponseHeaders = {};

export class Exchange {
  /** Its id in the recording; empty when this request is only counted there. */
  id: string;
  readonly connection: Connection;
  readonly stream: number | null;
  readonly info: RequestInfo;
  /** Path and query as they stood on the wire. */
  readonly target: string;
  served: ServedState = 'arrived';
  handling: Handled | null = null;
  readonly headers: RequestHeaders;
  readonly server: ServerState;
  readonly wire: Wire;
  private readonly chain: HandlerChain;
  /** What the filters see. */
  readonly input: FilterInput;
  /** What is written down of it; null before anything is. */
  private written: JournalEntry | null = null;
  private ownAuditId = '';
  private admission: Admission | null = null;
  /** One of our own clients has sent it, under a name that its end of the recording uses too. */
  private readonly isNamed: boolean;
  private begun = false;
  private begunWith = NO_HEADERS;
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
    this.headers = head.headers;
    this.isNamed = head.request !== null;
    this.target = head.target;
    this.info = server.requestInfos.get(head.method, head.target, head.userAgent);
    this.chain = server.chains[connection.port];
    this.input = {
      request: this.info,
      headers: head.headers,
      port: connection.port,
      view: server.view,
      config: server.config,
      load: server.counts,
    };
  }

  /** What is written down of it, from now on. */
  private get entry(): JournalEntry {
    this.written ??= this.server.journal.open(this.input, this.connection.peer, this.auditId);
    return this.written;
  }

  private get auditId(): string {
    if (this.ownAuditId === '') this.ownAuditId = this.server.journal.auditIdOf(this.input);
    return this.ownAuditId;
  }

  private get identity(): Identity {
    return this.written?.identity ?? identify(this.input);
  }

  /** Four constant events tell all of it, if it is answered at once: nobody is anybody, and nothing waits. */
  get isPlain(): boolean {
    const { impersonator, user } = this.identity;
    const { audit } = this.server.journal;
    return (
      impersonator === null &&
      user === ANONYMOUS &&
      this.chain.dressesAllAlike &&
      !audit.isBatching &&
      this.connection.port === 'secure'
    );
  }

  /** Who asks, as the handler sees it. */
  get user(): string {
    return this.identity.user.name;
  }

  /** The connection ends with this response (HTTP/1.1 only). */
  get closesConnection(): boolean {
    const { connection, server } = this;
    const isStopping =
      connection.port === 'insecure' ? server.insecureStopping : server.view.serverShuttingDown;
    return connection.protocol === 'http/1.1' && (this.rejectionCloses || isStopping);
  }

  /** Nothing more becomes of it on the server. */
  get isOver(): boolean {
    return this.served !== 'executing' && this.served !== 'arrived';
  }

  /** HTTP/1.1: the connection ends with the response. */
  rejectionCloses = false;

  /** Takes the request through the chain. */
  serve(): void {
    const { server, connection, chain } = this;
    // All of this is pure: deciding first lets a request that is answered at once be logged in one go.
    const refusal = chain.reject(this.input);
    const rejection = refusal?.isAnswer ? null : refusal;
    const handling = rejection ? null : this.handlingOf(refusal);
    const goesAway = chain.sendsAway(connection.protocol, () => server.context.random.unit());
    if (handling?.kind === 'answer' && !this.isNamed && !goesAway && !this.isRecordedStepByStep(handling))
      return this.answer(handling);
    this.connection.exchanges.add(this);
    // Its time counts from here.
    this.written = server.journal.open(this.input, connection.peer, this.auditId);
    this.identify();
    const cause =
      this.id === '' ? NO_CAUSE : this.record({ type: 'request.arrived', ...this.place, ...this.asked });
    if (rejection) return this.reject(rejection, cause);
    if (handling === null) return;
    if (handling.kind === 'reject') return this.reject(handling, cause);
    if (goesAway) connection.goAway(cause);
    this.admit(handling.answeredBy, cause);
    server.journal.received(this.entry);
    this.handling = handling;
    this.recovering(() => carryOut(this, handling));
  }

  /** Runs a part of the handler; if it panics the request is lost, and the process lives on. */
  recovering(part: () => void): void {
    try {
      part();
    } catch (error) {
      if (this.served !== 'executing') throw error;
      this.server.context.emit({ type: 'note', text: panicNote(this.info.method, this.target, error) });
      this.respond(PANIC_RESPONSE.status, PANIC_RESPONSE.headers, PANIC_RESPONSE.body, true);
    }
  }

  /** What answers a request that no filter has turned away: its handler, or a filter that answers itself. */
  private handlingOf(answer: Rejection | null): Handled {
    const { server, info } = this;
    if (answer === null) return handle(info, server.view, server.config, server.api.chain);
    const { status, headers, body } = answer;
    return { answeredBy: outermost(server.config.lineage), kind: 'answer', status, headers, body };
  }

  /** Answers a request that is in the log, or only counted: what ends in the instant in which it begins holds up nobody. */
  private answer({ status, headers, body }: Answer): void {
    const { server } = this;
    this.served = 'responded';
    server.metrics.count(this.info.verb, status);
    server.journal.answered(this.input, this.connection.peer, this.auditId, status);
    this.wire.respond(status, this.chain.dress(headers, this.input), body, this.auditIdFrom('handler'));
    if (this.info.path === '/readyz' && status === 200) server.noteReady();
  }

  /** Its audit ID, where a response from this step carries it; else empty. */
  private auditIdFrom(step: StepName | 'handler'): string {
    return this.chain.sendsAuditId(step) ? this.auditId : '';
  }

  /**
   * Whether a request that is answered at once has events of its own: no when the compact log has it, or when it is
   * only counted.
   */
  private isRecordedStepByStep(answer: Answer & Pick<Handled, 'answeredBy'>): boolean {
    const { server } = this;
    const { status, headers, body, answeredBy } = answer;
    const dressed = { status, headers: this.chain.dress(headers, this.input), body };
    if (server.logs(this, dressed, answeredBy)) return false;
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

  /** From now on its time counts: it is not over before a handler that takes no time. */
  startDeadline(): void {
    const timeout = this.admission?.timeout;
    if (timeout === null || timeout === undefined) return;
    this.onStop(this.server.context.clock.after(timeout, () => this.expire()));
  }

  private admit(answeredBy: Answerer, cause: readonly number[]): void {
    const { server, chain } = this;
    const admission = chain.admit(this.input);
    this.admission = admission;
    this.served = 'executing';
    server.enter(this, admission);
    if (this.id === '') return;
    this.record({
      type: 'request.admitted',
      ...this.place,
      answeredBy,
      ...whoAsks(this.identity),
      ...(chain.isUncounted(this.info, admission) ? { counted: false } : {}),
      cause,
    });
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
      ...(rejection.status === 403 ? whoAsks(this.identity) : {}),
      cause,
    });
    this.summarize('rejected');
    connection.exchanges.delete(this);
    this.server.journal.rejected(this.entry, rejection.filter, rejection.status, this.chain);
    const step = rejection.filter === 'not-found' ? 'handler' : (rejection.filter as StepName);
    this.wire.respond(rejection.status, rejection.headers, rejection.body, this.auditIdFrom(step));
  }

  /** The head of the response goes out. */
  begin(status: number, headers: ResponseHeaders): void {
    this.begun = true;
    this.begunWith = headers;
    if (this.info.isLongRunning) this.server.journal.started(this.entry, status);
    this.wire.begin(status, this.chain.dress(headers, this.input), this.auditIdFrom('handler'));
  }

  /** The response is complete. */
  respond(status: number, plain: ResponseHeaders, body: string, panicked = false): void {
    if (this.served !== 'executing') return;
    this.served = 'responded';
    this.stopTimers();
    const { server, connection } = this;
    server.metrics.count(this.info.verb, status);
    const headers = this.chain.dress(plain, this.input);
    let cause = NO_CAUSE;
    if (this.id === '') {
      this.summarize(status === TIMEOUT_RESPONSE.status ? 'timeout' : 'ok');
    } else {
      cause = this.record({
        type: 'request.responded',
        ...this.place,
        status,
        headers: this.recorded(headers),
        ...(panicked ? { panicked } : {}),
      });
    }
    const stage = panicked ? 'Panic' : 'ResponseComplete';
    server.journal.ended(this.entry, stage, status, { request: this.id, cause });
    connection.exchanges.delete(this);
    if (this.begun) this.wire.end(body);
    else this.wire.respond(status, headers, body, this.auditIdFrom('handler'));
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
    if (this.isOver) return;
    this.served = 'aborted';
    this.stopTimers();
    const { server, connection } = this;
    connection.exchanges.delete(this);
    const cause = this.record({ type: 'request.aborted', ...this.place, reason });
    if (reason === 'exit') server.journal.lost(this.entry, { request: this.id, cause });
    else server.journal.ended(this.entry, 'ResponseComplete', null, { request: this.id, cause });
    this.summarize('reset');
    server.leave(this, this.admission, cause);
  }

  /** Its handler cannot complete what it has begun. */
  cut(): void {
    if (this.served !== 'executing') return;
    this.abort('reset');
    this.wire.reset();
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
    if (this.endsAtShutdown) this.respond(200, this.begunWith, '');
  }

  /** A watch whose handler listens when the server asks watches to end. */
  get endsAtShutdown(): boolean {
    const { handling } = this;
    if (this.isStalled || this.info.verb !== 'watch') return false;
    return handling?.kind === 'watch' ? !handling.ignoresShutdown : this.begun;
  }

  private stopTimers(): void {
    if (this.cancels) for (const cancel of this.cancels) cancel();
    this.cancels = null;
  }

  /** It has happened: nobody need stop it any more. */
  forget(cancel: () => void): void {
    this.cancels?.splice(this.cancels.indexOf(cancel), 1);
  }

  /** Has something stopped when the request ends. */
  onStop(cancel: () => void): void {
    this.cancels ??= [];
    this.cancels.push(cancel);
  }

  /** What a stranger asks for; of our own requests their clients have said it. */
  private get asked(): { method?: string; path?: string; port?: 'insecure' } {
    const { port } = this.connection;
    return {
      ...(this.isNamed ? {} : { method: this.info.method, path: this.target }),
      ...(port === 'insecure' ? { port } : {}),
    };
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
