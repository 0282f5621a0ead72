/** A client's HTTP/1.1 connection: one request at a time, kept until the server closes it. */
import http, { type ClientRequest as Message } from 'node:http';
import type { ConnectionWish } from '../../../machines/traffic/client-rules.ts';
import { type LiveContext, REQUEST_HEADER } from '../context.ts';
import { ClientConnection } from './connection.ts';
import type { ClientRequest } from './request-ledger.ts';
import { Tunnel } from './tunnel.ts';
import { authorityOf, wireTarget } from './wire-target.ts';

interface Turn {
  readonly request: ClientRequest;
  /** The request's own view of the connection: Node ends it with the response, the connection lives on. */
  readonly tunnel: Tunnel;
}

export class Http1Connection extends ClientConnection {
  private turn: Turn | null = null;
  /** Nothing more can be sent on it: a response has said `Connection: close`, or a request was cut off. */
  private isLast = false;

  constructor(context: LiveContext, wish: ConnectionWish, onClosed: (connection: ClientConnection) => void) {
    super(context, wish, onClosed);
    // Read without a pause, so that the end of an idle connection is noticed.
    this.socket.on('data', (chunk: Buffer) => this.turn?.tunnel.push(chunk));
  }

  protected get active(): number {
    return this.turn ? 1 : 0;
  }

  protected get isLeaving(): boolean {
    return this.isLast;
  }

  protected open(): void {
    this.transmit();
  }

  protected transmit(): void {
    if (this.turn || this.isLast || this.hasEnded) return;
    const request = this.waiting.shift();
    if (request) this.start(request);
  }

  protected cancel(): void {
    // HTTP/1.1 has no other way to take a request back.
    this.isLast = true;
    this.turn = null;
    this.destroy();
  }

  protected isEnded(): void {
    this.turn?.tunnel.push(null);
  }

  protected async settleRest(): Promise<void> {
    const { turn } = this;
    turn?.tunnel.destroy();
    if (turn) this.end(turn, 'lost');
  }

  private start(request: ClientRequest): void {
    const { wish } = request;
    const turn: Turn = { request, tunnel: new Tunnel(this.socket) };
    this.turn = turn;
    let message: Message;
    try {
      message = http.request({
        createConnection: () => turn.tunnel,
        method: wish.method ?? 'GET',
        path: wireTarget(wish.target),
        headers: {
          host: authorityOf(this.context.address),
          // HTTP/1.1 needs no such word; without it Node would say close.
          connection: 'keep-alive',
          ...wish.headers,
          'user-agent': wish.userAgent,
          [REQUEST_HEADER]: request.id,
        },
      });
    } catch {
      this.end(turn, 'unfit');
      return;
    }
    message.on('error', () => this.lose(turn));
    message.once('response', response => {
      response.on('error', () => this.lose(turn));
      response.once('end', () => {
        if (!response.complete) return this.lose(turn);
        if (isLastResponse(response)) this.isLast = true;
        this.end(turn, response.statusCode ?? 0);
      });
      response.resume();
    });
    message.end(wish.body);
  }

  /** Its response did not come whole: the connection has ended, or what came is no HTTP. */
  private lose(turn: Turn): void {
    if (this.turn !== turn) return;
    this.isLast = true;
    this.end(turn, 'lost');
    this.destroy();
  }

  private end(turn: Turn, result: number | 'lost' | 'unfit'): void {
    if (this.turn !== turn) return;
    this.turn = null;
    if (typeof result === 'number') this.finish(turn.request, 'complete', result);
    else this.finish(turn.request, result === 'lost' ? this.lossOutcome : 'failed', null);
  }
}

/** The connection ends with this response (RFC 9112, section 9.3). */
function isLastResponse({ headers, httpVersion }: http.IncomingMessage): boolean {
  const options = (headers.connection ?? '').toLowerCase();
  return /(^|,)\s*close\s*(,|$)/.test(options) || (httpVersion === '1.0' && !options.includes('keep-alive'));
}
