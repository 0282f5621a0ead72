/** A control API on a free port, with simulations and live runs that the test controls. */

import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { type Duration, type Instant, later, START, toMs } from '../../../machines/time.ts';
import { type RunLimits, Runs } from '../../../src/api/runs.ts';
import { type ApiServer, type ApiServerOptions, startApiServer } from '../../../src/api/server.ts';
import type { LiveRunOptions } from '../../../src/live/types.ts';
import type { ValidScenario } from '../../../src/scenario-input.ts';
import type { SteppedRun } from '../../../src/simulated-run.ts';
import { headerOf } from '../../machines/recording/story.ts';
import { FakeLiveRun } from '../fake-live-run.ts';

export const LIBRARY = [
  {
    name: 'graceful',
    description: 'Nobody is cut off',
    yaml: 'name: graceful\nscript: [{ at: 1s, signal: SIGTERM }]\n',
  },
  { name: 'slow-hook', description: 'A hook that outlasts the delay', yaml: 'name: slow-hook\n' },
];

/** A simulation in which something happens `count` times, a millisecond apart. */
export class FakeSimulation implements SteppedRun {
  readonly header;
  readonly events: RunEvent[] = [];
  now: Instant = START;
  readonly #count: number;

  constructor({ source }: ValidScenario, count = 3) {
    this.header = headerOf({ scenario: source });
    this.#count = count;
  }

  get ended(): boolean {
    return this.events.length >= this.#count;
  }

  advanceTo(t: Instant): void {
    while (!this.ended && this.now < t) {
      this.now = later(this.now, 1000 as Duration);
      this.events.push({ seq: this.events.length + 1, t: toMs(this.now), type: 'note', text: 'it goes on' });
    }
  }

  runToEnd(): void {
    this.advanceTo(Number.MAX_SAFE_INTEGER as Instant);
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as JSON. */
  readonly body: never;
}

export class ApiFixture {
  readonly server: ApiServer;
  readonly runs: Runs;
  /** Live runs that were started, in order. */
  readonly lives: FakeLiveRun[];
  readonly pageFolder: string;

  private constructor(server: ApiServer, runs: Runs, lives: FakeLiveRun[], pageFolder: string) {
    this.server = server;
    this.runs = runs;
    this.lives = lives;
    this.pageFolder = pageFolder;
  }

  static async start(
    options: {
      limits?: RunLimits;
      simulatedEvents?: number;
      startLive?: (options: LiveRunOptions) => Promise<FakeLiveRun>;
      /** Where and how the API listens, where that matters. */
      serve?: Partial<ApiServerOptions>;
    } = {},
  ): Promise<ApiFixture> {
    const pageFolder = await mkdtemp(join(tmpdir(), 'lastcall-page-'));
    const lives: FakeLiveRun[] = [];
    const startLive = options.startLive ?? (async live => new FakeLiveRun(live));
    const runs = new Runs(
      {
        simulate: scenario => new FakeSimulation(scenario, options.simulatedEvents),
        live: async (scenario, settings) => {
          const live = await startLive({ ...scenario, ...settings, port: 6443 });
          lives.push(live);
          return live;
        },
      },
      options.limits,
    );
    const server = await startApiServer({
      runs,
      library: LIBRARY,
      pageFolder,
      ports: [0],
      ...options.serve,
    });
    return new ApiFixture(server, runs, lives, pageFolder);
  }

  async close(): Promise<void> {
    await this.server.close();
    await rm(this.pageFolder, { recursive: true });
  }

  /** Sends a request; `path` goes out as it is. */
  send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        { host: '127.0.0.1', port: this.server.port, method, path, headers },
        response => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', chunk => {
            text += chunk;
          });
          response.on('end', () => {
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text,
              get body() {
                return JSON.parse(text) as never;
              },
            });
          });
        },
      );
      request.on('error', reject);
      request.end(typeof body === 'string' || body === undefined ? body : JSON.stringify(body));
    });
  }

  /** Starts a run and returns its identity. */
  async startRun(body: object): Promise<string> {
    const answer = await this.send('POST', '/api/runs', body);
    if (answer.status !== 201) throw new Error(answer.text);
    return (answer.body as { id: string }).id;
  }

  /** Follows a run's events. */
  follow(path: string, headers: Record<string, string> = {}): WebSocket {
    return new WebSocket(`ws://127.0.0.1:${this.server.port}${path}`, { headers });
  }
}
