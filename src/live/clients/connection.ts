/** A client's end of one connection, whatever is spoken on it. */
import net, { type Socket } from 'node:net';
import tls, { TLSSocket } from 'node:tls';
import type { Outcome } from '../../../machines/recording/events.ts';
import type { ConnectionWish } from '../../../machines/traffic/client-rules.ts';
import type { LiveContext } from '../context.ts';
import type { ClientRequest } from './request-ledger.ts';

/** Errors of a socket that mean: the peer has cut the connection. */
const CUT: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/** One for all connections: making it takes a good part of the time of a handshake. */
const SECURE_CONTEXT = tls.createSecureContext();

export abstract class ClientConnection {
  readonly wish: ConnectionWish;
  protected readonly context: LiveContext;
  protected readonly socket: Socket;
  /** Requests that wait for the handshake, and on HTTP/1.1 for their turn. */
  protected readonly waiting: ClientRequest[] = [];
  /** The server has ended the connection, or it has failed. */
  protected hasEnded = false;
  private readonly onClosed: (connection: ClientConnection) => void;
  private phase: 'opening' | 'ready' | 'closed' = 'opening';
  private hasConnected = false;
  private isClosing = false;
  private isUnfit = false;
  private error: NodeJS.ErrnoException | null = null;

  /**
   * Opens the connection.
   * @param onClosed called once, when the socket is closed and no request waits on it any more
   */
  constructor(context: LiveContext, wish: ConnectionWish, onClosed: (connection: ClientConnection) => void) {
    this.context = context;
    this.wish = wish;
    this.onClosed = onClosed;
    this.socket =
      wish.port === 'insecure' ? net.connect(addressOf(context, wish)) : connectTls(context, wish);
    this.socket.setNoDelay(true);
    this.socket.once('connect', () => {
      this.hasConnected = true;
      const { localPort } = this.socket;
      if (localPort !== undefined) context.claimPort(localPort, wish.client);
    });
    this.socket.once(wish.port === 'insecure' ? 'connect' : 'secureConnect', () => this.becomeReady());
    this.socket.once('end', () => {
      this.hasEnded = true;
      this.isEnded();
    });
    this.socket.on('error', (error: NodeJS.ErrnoException) => {
      this.hasEnded = true;
      this.error ??= error;
    });
    this.socket.once('close', () => void this.afterClose());
  }

  /** The local port; null before it is connected, and after its end. */
  get localPort(): number | null {
    return this.socket.localPort ?? null;
  }

  /** Requests on it that have not been settled. */
  get load(): number {
    return this.waiting.length + this.active;
  }

  /** Another request may be put on it. */
  get isUsable(): boolean {
    return this.phase !== 'closed' && !this.isClosing && !this.hasEnded && !this.isLeaving;
  }

  /** Puts a request on it. On a closed one, which only a name can lead to, nothing can be written. */
  send(request: ClientRequest): void {
    if (this.phase === 'closed') {
      request.settle(this.hasConnected ? 'reset' : 'refused', null);
      return;
    }
    this.waiting.push(request);
    if (this.phase === 'ready') this.transmit();
  }

  /** The patience of a request's client is over. */
  abandon(request: ClientRequest): void {
    if (request.isSettled) return;
    const index = this.waiting.indexOf(request);
    if (index >= 0) this.waiting.splice(index, 1);
    else this.cancel(request);
    this.finish(request, 'timeout', null);
  }

  /** Closes it at once, whatever is on it. */
  destroy(): void {
    this.isClosing = true;
    this.socket.destroy();
  }

  /** Requests that are on the wire. */
  protected abstract readonly active: number;
  /** No further request is to be put on it. */
  protected abstract readonly isLeaving: boolean;
  /** The handshake is over. */
  protected abstract open(): void;
  /** Sends what waits, as far as the protocol allows it now. */
  protected abstract transmit(): void;
  /** Ends a request on the wire that nobody waits for any more. */
  protected abstract cancel(request: ClientRequest): void;
  /** The server has ended its side. */
  protected abstract isEnded(): void;
  /** The socket is closed: settles what was on the wire. */
  protected abstract settleRest(): Promise<void>;

  /** Settles a request, with a status when its response is complete; then the connection goes on, or is closed. */
  protected finish(request: ClientRequest, outcome: Outcome | 'complete', status: number | null): void {
    if (outcome === 'complete' && status !== null) request.complete(status);
    else if (outcome !== 'complete') request.settle(outcome, status);
    if (this.phase === 'closed') return;
    if (this.load === 0 && this.wish.closesAfterUse) this.close();
    else if (this.phase === 'ready') this.transmit();
  }

  /** What a request gets that was on the wire when the connection ended. */
  protected get lossOutcome(): Outcome {
    return this.hasEnded || this.isClosing ? 'reset' : 'failed';
  }

  private becomeReady(): void {
    if (this.isClosing) return;
    const spoken = this.socket instanceof TLSSocket && this.socket.alpnProtocol;
    if ((spoken || 'http/1.1') !== this.wish.protocol) {
      // The server speaks something else.
      this.isUnfit = true;
      this.destroy();
      return;
    }
    this.phase = 'ready';
    this.open();
  }

  /** The client closes it: what it has written goes out first. */
  private close(): void {
    if (this.isClosing) return;
    this.isClosing = true;
    if (this.phase === 'ready') this.socket.destroySoon();
    else this.socket.destroy();
  }

  private async afterClose(): Promise<void> {
    const outcome = this.waitingOutcome();
    this.phase = 'closed';
    await this.settleRest();
    for (const request of this.waiting.splice(0)) request.settle(outcome, null);
    this.onClosed(this);
  }

  /** What becomes of requests that were not on the wire yet. */
  private waitingOutcome(): Outcome {
    const code = this.error?.code ?? '';
    if (code === 'ECONNREFUSED') return 'refused';
    if (this.isUnfit) return 'failed';
    return this.error === null || CUT.has(code) ? 'reset' : 'failed';
  }
}

function connectTls({ address }: LiveContext, { protocol }: ConnectionWish): TLSSocket {
  return tls.connect({
    ...address,
    ALPNProtocols: [protocol],
    secureContext: SECURE_CONTEXT,
    // The server is this program's own, and so is its certificate, which is made anew with every start.
    rejectUnauthorized: false,
  });
}

/**
 * Where a connection goes.
 * @throws Error for the insecure port while nothing listens there: somebody else may
 */
function addressOf(
  { address, insecureAddress }: LiveContext,
  { port }: ConnectionWish,
): { readonly host: string; readonly port: number } {
  if (port !== 'insecure') return address;
  if (insecureAddress === null) throw new Error('nothing listens on the insecure port');
  return insecureAddress;
}
