/** A small server on a free port of the loopback interface, and a run's context around clients that talk to it. */
import { EventEmitter } from 'node:events';
import http2, { type Http2SecureServer, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';
import type { KernelInput } from '../../../machines/kernel/input.ts';
import { Random } from '../../../machines/kernel/random.ts';
import type { EventDraft, EventType, Protocol } from '../../../machines/recording/events.ts';
import { validateScenario } from '../../../machines/scenario/parse.ts';
import type { Scenario, ScenarioSource } from '../../../machines/scenario/schema.ts';
import type { Duration, Instant } from '../../../machines/time.ts';
import type { Fault } from '../../../machines/traffic/fault.ts';
import { type LiveClients, startClients } from '../../../src/live/clients/clients.ts';
import { type LiveContext, REQUEST_HEADER } from '../../../src/live/context.ts';

export type Draft<T extends EventType> = Extract<EventDraft, { type: T }>;
export type Handler = (request: Http2ServerRequest, response: Http2ServerResponse) => void;

/** The paths of the test server; every one does one thing. */
export class TestHandler {
  /** Responses that the server owes, by path. */
  readonly held = new Map<string, Http2ServerResponse>();
  /** What has reached the server, in order: paths, and the user agents that came with them. */
  readonly paths: string[] = [];
  readonly agents: string[] = [];
  /** Watches, which the server leaves open. */
  readonly streams: Http2ServerResponse[] = [];
  /** Called with the id of a request that a filter would have rejected. */
  onRejected: (request: string) => void = () => {};
  private readonly happened = new EventEmitter();

  readonly handle: Handler = (request, response) => {
    const path = request.url.split('?')[0] ?? '';
    const id = String(request.headers[REQUEST_HEADER]);
    this.paths.push(request.url);
    this.agents.push(String(request.headers['user-agent']));
    if (path.startsWith('/hold')) {
      this.held.set(path, response);
      (response.stream ?? response).once('close', () => {
        this.held.delete(path);
        this.happened.emit('change');
      });
    } else if (path.startsWith('/watch') || path.startsWith('/api/')) {
      this.streams.push(response);
      response.write('{}\n');
    } else if (path === '/reset') {
      response.stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    } else if (path === '/half') {
      response.write('a part', () => {
        if (request.httpVersion === '2.0') response.stream.close(http2.constants.NGHTTP2_NO_ERROR);
        else request.socket.destroy();
      });
    } else if (path === '/reject') {
      this.onRejected(id);
      response.writeHead(429).end('no');
    } else if (path === '/last') {
      response.writeHead(200, { connection: 'close' }).end('the last one');
    } else {
      response.writeHead(Number(/^\/(\d{3})$/.exec(path)?.[1] ?? 200)).end('hello');
    }
    this.happened.emit('change');
  };

  /** Resolves when the condition holds; it is looked at whenever a request comes or ends. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise(resolve => this.happened.once('change', resolve));
  }
}

/** A TLS server that speaks both protocols; it does nothing that its handler does not do. */
export class TestServer {
  readonly server: Http2SecureServer;
  readonly pair: { readonly key: string; readonly cert: string };
  readonly sockets = new Set<TLSSocket>();
  readonly sessions = new Set<http2.ServerHttp2Session>();
  /** Connections that have ever been accepted. */
  accepted = 0;
  private readonly happened = new EventEmitter();

  private constructor(pair: { readonly key: string; readonly cert: string }, handler: Handler) {
    this.pair = pair;
    this.server = http2.createSecureServer({
      ...pair,
      allowHTTP1: true,
      settings: { maxConcurrentStreams: 250 },
    });
    this.server.on('request', handler);
    this.server.on('sessionError', () => {});
    this.server.on('session', session => {
      session.on('error', () => {});
      this.sessions.add(session);
      session.once('close', () => this.sessions.delete(session));
    });
    this.server.prependListener('secureConnection', (socket: TLSSocket) => {
      this.accepted++;
      this.sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        this.sockets.delete(socket);
        this.happened.emit('change');
      });
      this.happened.emit('change');
    });
  }

  static async start(handler: Handler): Promise<TestServer> {
    const pems = await generate([{ name: 'commonName', value: 'test' }], {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
    });
    const test = new TestServer({ key: pems.private, cert: pems.cert }, handler);
    await new Promise<void>(resolve => {
      test.server.listen(0, '127.0.0.1', resolve);
    });
    return test;
  }

  get address(): { host: string; port: number } {
    const { address, port } = this.server.address() as AddressInfo;
    return { host: address, port };
  }

  /** Resolves when there are so many open connections. */
  async connections(count: number): Promise<void> {
    while (this.sockets.size !== count) await new Promise(resolve => this.happened.once('change', resolve));
  }

  /** Cuts all connections off. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve));
    this.cut();
    await closed;
  }
}

/** Clients, and everything that they have told the run. */
export class TestRun {
  readonly events: EventDraft[] = [];
  readonly inputs: KernelInput[] = [];
  readonly faults: Fault[] = [];
  readonly ports = new Map<number, string>();
  readonly rejected = new Set<string>();
  readonly timers = new Set<NodeJS.Timeout>();
  readonly scenario: Scenario;
  readonly clients: LiveClients;
  isHealthy = true;
  hasExited = false;
  private readonly happened = new EventEmitter();

  constructor(source: Omit<ScenarioSource, 'name'>, address: { host: string; port: number }, script = true) {
    const result = validateScenario({ name: 'test', ...source });
    if (!result.ok) throw new Error(result.problems.map(problem => problem.message).join('\n'));
    this.scenario = result.scenario;
    const startedAt = process.hrtime.bigint();
    let requests = 0;
    const context: LiveContext = {
      scenario: result.scenario,
      random: new Random(1),
      loopbackToken: 'loopback',
      insecureAddress: null,
      address,
      clock: {
        now: () => Math.floor(Number(process.hrtime.bigint() - startedAt) / 1000) as Instant,
        after: (delay: Duration, callback: () => void) => {
          const timeout = setTimeout(() => {
            this.timers.delete(timeout);
            callback();
          }, delay / 1000);
          this.timers.add(timeout);
          return () => {
            clearTimeout(timeout);
            this.timers.delete(timeout);
          };
        },
      },
      emit: event => {
        this.events.push(event);
        this.happened.emit('change');
        return this.events.length;
      },
      nextRequestId: () => `r${++requests}`,
      feed: input => {
        this.inputs.push(input);
        this.happened.emit('change');
      },
      injectScripted: fault => this.faults.push(fault),

      turnApiService: () => {},
      claimPort: (port, client) => this.ports.set(port, client),
      isHealthy: () => this.isHealthy,
      hasExited: () => this.hasExited,
      wasRejected: request => this.rejected.delete(request),
    };
    this.clients = startClients(context, { script });
  }

  of<T extends EventType>(type: T): Draft<T>[] {
    return this.events.filter((event): event is Draft<T> => event.type === type);
  }

  /** Resolves when the condition holds; it is looked at whenever something has been recorded. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise(resolve => this.happened.once('change', resolve));
  }

  /** Sends a request by hand and resolves with its end. */
  async ask(
    path: string,
    connection = 'reuse',
    protocol: Protocol = 'h2',
  ): Promise<Draft<'request.settled'>> {
    return this.settled(this.clients.request({ path, connection, protocol }));
  }

  /** Resolves with the end of the request that has this name or id. */
  async settled(request: string): Promise<Draft<'request.settled'>> {
    const find = (): Draft<'request.settled'> | undefined => {
      const sent = this.of('request.sent').find(event => event.name === request || event.request === request);
      return sent && this.of('request.settled').find(event => event.request === sent.request);
    };
    await this.until(() => find() !== undefined);
    return find() as Draft<'request.settled'>;
  }

  /** Whether each request that was sent needed a connection of its own to be opened. */
  get newConnections(): boolean[] {
    return this.of('request.sent').map(event => event.newConnection);
  }
}
