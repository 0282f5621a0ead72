/** Starts a live run of a scenario that is written down in a test, and asks it things. */
import https from 'node:https';
import type { EventType, RunEvent } from '../../../machines/recording/events.ts';
import type { Registry } from '../../../machines/registry/registry.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { startLiveRun } from '../../../src/live/run.ts';
import type { LiveRun } from '../../../src/live/types.ts';

/** A live run of a YAML scenario on a free port. */
export async function startYaml(
  yaml: string,
  options: {
    readonly speed?: number;
    readonly script?: boolean;
    readonly record?: 'all' | 'sampled';
    readonly auditFile?: (line: string) => void;
    readonly httpLog?: (line: string) => void;
    readonly registry?: Registry;
    readonly variables?: Readonly<Record<string, string | undefined>>;
  } = {},
): Promise<LiveRun> {
  const result = parseScenario(yaml);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { scenario, source } = result;
  return startLiveRun({ scenario, source, speed: 1, port: 0, script: false, ...options });
}

export function portOf(run: LiveRun): number {
  const port = /:(\d+)$/.exec(run.address ?? '')?.[1];
  if (!port) throw new Error('the run does not listen');
  return Number(port);
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One GET over HTTP/1.1 on a connection of its own. */
export function get(port: number, path: string): Promise<Reply> {
  return ask(port, path);
}

/** One HTTP/1.1 request on a connection of its own. */
export function ask(
  port: number,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = https.request(
      { port, host: '127.0.0.1', path, method, headers, rejectUnauthorized: false, agent: false },
      response => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', chunk => {
          body += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end();
  });
}

/** Resolves with the next event (or an earlier one) that fits. */
export function eventOf(
  run: LiveRun,
  type: EventType,
  fits: (event: RunEvent) => boolean = () => true,
): Promise<RunEvent> {
  const known = run.events.find(event => event.type === type && fits(event));
  if (known) return Promise.resolve(known);
  return new Promise(resolve => {
    const stop = run.subscribe(event => {
      if (event.type !== type || !fits(event)) return;
      stop();
      resolve(event);
    });
  });
}
