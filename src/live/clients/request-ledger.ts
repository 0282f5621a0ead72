/** The requests of all clients: who still waits, and how each one ended. */
import type { Outcome } from '../../../machines/recording/events.ts';
import { isSuccess, type RequestWish } from '../../../machines/traffic/client-rules.ts';
import type { LiveContext } from '../context.ts';
import type { ClientConnection } from './connection.ts';

/** The server's own timeout answers with this. */
const GATEWAY_TIMEOUT = 504;

/** A request for as long as its client waits for it. */
export class ClientRequest {
  readonly id: string;
  readonly wish: RequestWish;
  private readonly ledger: RequestLedger;
  /** The fault that it has suffered: the cause of its end. */
  fault: readonly number[] | null = null;
  /** The connection that it has been put on; null: none. */
  connection: ClientConnection | null = null;
  private settled = false;
  private cancelTimeout: (() => void) | null = null;

  constructor(id: string, wish: RequestWish, ledger: RequestLedger) {
    this.id = id;
    this.wish = wish;
    this.ledger = ledger;
  }

  /** The client knows what became of it. */
  get isSettled(): boolean {
    return this.settled;
  }

  /** Remembers how to cancel the timer of its client's patience. */
  set timer(cancel: () => void) {
    this.cancelTimeout = cancel;
  }

  /** The whole response is here. */
  complete(status: number): void {
    const isRejected = !this.settled && this.ledger.wasRejected(this);
    const outcome = isRejected ? 'rejected' : status === GATEWAY_TIMEOUT ? 'timeout' : 'ok';
    this.settle(outcome, status);
  }

  /** It has ended, with a whole response (`status`) or without one (null). Only the first end counts. */
  settle(outcome: Outcome, status: number | null): void {
    if (this.settled) return;
    this.settled = true;
    this.cancelTimeout?.();
    this.ledger.settle(this, outcome, status);
  }
}

export class RequestLedger {
  private readonly context: LiveContext;
  private readonly onSettled: () => void;
  /** By identity. */
  private readonly waiting = new Map<string, ClientRequest>();
  private isClosed = false;

  constructor(context: LiveContext, onSettled: () => void) {
    this.context = context;
    this.onSettled = onSettled;
  }

  /** Requests whose clients still wait. */
  get unsettled(): number {
    return this.waiting.size;
  }

  /** A request whose client still waits. */
  find(id: string): ClientRequest | undefined {
    return this.waiting.get(id);
  }

  /** The oldest one of this name whose client still waits. */
  named(name: string): ClientRequest | undefined {
    for (const request of this.waiting.values()) if (request.wish.name === name) return request;
    return undefined;
  }

  /** Enters a request that is being sent. `fault`: the one that it suffers from its beginning. */
  open(wish: RequestWish, newConnection: boolean, fault: readonly number[] | null = null): ClientRequest {
    const request = new ClientRequest(this.context.nextRequestId(), wish, this);
    request.fault = fault;
    this.waiting.set(request.id, request);
    this.context.emit({
      type: 'request.sent',
      request: request.id,
      name: wish.name ?? null,
      client: wish.client,
      method: wish.method ?? 'GET',
      path: wish.target,
      kind: wish.kind,
      newConnection,
      ...(fault ? { cause: fault } : {}),
    });
    return request;
  }

  wasRejected(request: ClientRequest): boolean {
    return this.context.wasRejected(request.id);
  }

  settle(request: ClientRequest, outcome: Outcome, status: number | null): void {
    if (this.isClosed) return;
    this.waiting.delete(request.id);
    const { fault } = request;
    this.context.emit({
      type: 'request.settled',
      request: request.id,
      outcome,
      status,
      ...(fault ? { cause: fault } : {}),
    });
    const { client, kind } = request.wish;
    if (kind === 'probe')
      this.context.feed({ type: 'probe.answered', client, ok: isSuccess(outcome, status) });
    this.onSettled();
  }

  /** From now on nothing is recorded any more. */
  close(): void {
    this.isClosed = true;
  }
}
