/**
 * Clients that know nothing of the run: they speak to its port over TLS and say what came back, and over which
 * connection. They keep and give up connections as Go's transport does.
 */
import http from 'node:http';
import http2, { type ClientHttp2Session } from 'node:http2';
import https from 'node:https';
import tls, { type TLSSocket } from 'node:tls';
import type { Protocol } from '../../../machines/recording/events.ts';

/** What a request came to. */
export interface Reply {
  readonly path: string;
  /** The connection that it went out on, or was to: opened for it, or used before. */
  readonly connection: 'new' | 'reused';
  /** Null: no response. */
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Why there is no whole response; null: there is. */
  readonly error: string | null;
}

/** A client that keeps one connection for its requests, or opens one for each. */
export interface Client {
  get(path: string, userAgent?: string): Promise<Reply>;
  close(): void;
}

const HOST = '127.0.0.1';
const AGENT = 'upstream-test/1';

/** Opens a connection for each request and closes it afterwards. */
export function openingClient(port: number, protocol: Protocol): Client {
  return {
    async get(path, userAgent = AGENT) {
      const client = keepingClient(port, protocol);
      const reply = await client.get(path, userAgent);
      client.close();
      return reply;
    },
    close() {},
  };
}

/** Keeps its connection until the server wants to end it. */
export function keepingClient(port: number, protocol: Protocol): Client {
  return protocol === 'h2' ? new KeepingH2Client(port) : new KeepingHttp1Client(port);
}

class KeepingH2Client implements Client {
  private readonly port: number;
  private session: ClientHttp2Session | null = null;

  constructor(port: number) {
    this.port = port;
  }

  async get(path: string, userAgent = AGENT): Promise<Reply> {
    const kept = this.session;
    // Node.js closes a session that was told to go away: its streams go on, but it takes no new ones.
    const isKept = kept !== null && !kept.closed && !kept.destroyed;
    const connection = isKept ? 'reused' : 'new';
    try {
      const session = isKept ? kept : await this.connect();
      return { path, connection, ...(await ask(session, path, userAgent)) };
    } catch (error) {
      return failure(path, connection, error);
    }
  }

  /** Resolves when the server has told the kept connection to go away, or has closed it. */
  async goneAway(): Promise<void> {
    const { session } = this;
    if (session === null || session.closed || session.destroyed) return;
    await new Promise<void>(resolve => {
      session.once('goaway', () => resolve());
      session.once('close', () => resolve());
    });
  }

  close(): void {
    this.session?.destroy();
  }

  private connect(): Promise<ClientHttp2Session> {
    return new Promise((resolve, reject) => {
      const session = http2.connect(`https://${HOST}:${this.port}`, { rejectUnauthorized: false });
      session.once('error', reject);
      session.once('connect', () => {
        this.session = session;
        resolve(session);
      });
    });
  }
}

/** A client on HTTP/2 that says when its connection was told to go away. */
export function h2Client(port: number): Client & { goneAway(): Promise<void> } {
  return new KeepingH2Client(port);
}

function ask(
  session: ClientHttp2Session,
  path: string,
  userAgent: string,
): Promise<Pick<Reply, 'status' | 'headers' | 'body' | 'error'>> {
  return new Promise(resolve => {
    const stream = session.request({ ':path': path, 'user-agent': userAgent });
    let status: number | null = null;
    let headers: Record<string, string> = {};
    let body = '';
    let error: string | null = null;
    let hasEnded = false;
    stream.setEncoding('utf8');
    stream.on('response', head => {
      status = Number(head[':status']);
      headers = plainHeaders(head);
    });
    stream.on('data', chunk => {
      body += chunk;
    });
    stream.on('end', () => {
      hasEnded = true;
    });
    stream.on('error', (reason: NodeJS.ErrnoException) => {
      error = reason.code ?? reason.message;
    });
    stream.on('close', () => {
      const isWhole = hasEnded && status !== null && stream.rstCode === http2.constants.NGHTTP2_NO_ERROR;
      resolve({ status, headers, body, error: isWhole ? null : (error ?? 'cut') });
    });
  });
}

class KeepingHttp1Client implements Client {
  private readonly port: number;
  private readonly agent = new https.Agent({ keepAlive: true, maxSockets: 1 });

  constructor(port: number) {
    this.port = port;
  }

  get(path: string, userAgent = AGENT): Promise<Reply> {
    const request = https.request({
      ...{ host: HOST, port: this.port, path, agent: this.agent, rejectUnauthorized: false },
      headers: { 'user-agent': userAgent },
    });
    return replyTo(request, path, () => (request.reusedSocket ? 'reused' : 'new'));
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Opens a connection for HTTP/1.1, and sends nothing on it. */
export function openHttp1(port: number): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ port, host: HOST, ALPNProtocols: ['http/1.1'], rejectUnauthorized: false });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.removeListener('error', reject);
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}

/** The first request on a connection for HTTP/1.1 that is open, and the last. */
export function askHttp1(socket: TLSSocket, path: string, userAgent = AGENT): Promise<Reply> {
  const request = http.request({
    ...{ createConnection: () => socket, host: HOST, path },
    headers: { 'user-agent': userAgent },
  });
  return replyTo(request, path, () => 'reused');
}

function replyTo(
  request: http.ClientRequest,
  path: string,
  connection: () => Reply['connection'],
): Promise<Reply> {
  return new Promise(resolve => {
    request.on('error', error => resolve(failure(path, connection(), error)));
    request.on('response', response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        body += chunk;
      });
      response.on('close', () => {
        const status = response.statusCode ?? null;
        const error = response.complete ? null : 'cut';
        const headers = plainHeaders(response.headers);
        resolve({ path, connection: connection(), status, headers, body, error });
      });
    });
    request.end();
  });
}

function failure(path: string, connection: 'new' | 'reused', error: unknown): Reply {
  const { code, message } = error as NodeJS.ErrnoException;
  return { path, connection, status: null, headers: {}, body: '', error: code ?? message };
}

function plainHeaders(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !name.startsWith(':') ? [[name, value]] : [],
    ),
  );
}
