/** Streams that stand between a socket and Node's HTTP client, so that the client's habits stay away from the socket. */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

type Done = (error?: Error | null) => void;

/**
 * What Node's client takes for its connection. It writes through to the socket; what it reads is given to
 * {@link Tunnel.push}. Its end, however it comes, is not the socket's end.
 */
export class Tunnel extends Duplex {
  private readonly socket: Socket;

  constructor(socket: Socket) {
    super({ allowHalfOpen: true });
    this.socket = socket;
    // Whoever uses the socket learns of its errors from the socket.
    this.on('error', () => {});
  }

  override _read(): void {
    // Clients read whatever comes: there is nobody who would have to be slowed down.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    if (this.socket.writable) this.socket.write(chunk);
    done();
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: Done): void {
    if (this.socket.writable) this.socket.write(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _final(done: Done): void {
    done();
  }

  override _destroy(_error: Error | null, done: Done): void {
    done(null);
  }
}
