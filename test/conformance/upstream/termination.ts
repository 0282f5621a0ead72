/**
 * A termination that stops before each signal: the delay holds the first, a pre-shutdown hook the next, a request and
 * a watch in flight the last two. At each station a request is tried on a new and on a kept connection of either
 * protocol, and the health endpoints are asked.
 */
import type { Lineage } from '../../../machines/lineage.ts';
import { type Client, h2Client, keepingClient, openingClient, type Reply } from './clients.ts';
import { ToldRun } from './told-run.ts';

/** What clients get at one moment of the termination. */
export interface Station {
  readonly readyz: Reply;
  readonly livez: Reply;
  readonly fresh: Reply;
  readonly kept: Reply;
  readonly freshHttp1: Reply;
  readonly keptHttp1: Reply;
}

export interface Termination {
  readonly told: ToldRun;
  readonly beforeStop: Station;
  /** Between ShutdownInitiated and AfterShutdownDelayDuration. */
  readonly duringDelay: Station;
  /** After AfterShutdownDelayDuration, while the pre-shutdown hook runs. */
  readonly duringHook: Station;
  /** After NotAcceptingNewRequest, while a request is in flight. */
  readonly draining: Station;
  /** After the end of the process. */
  readonly over: Station;
  readonly inFlight: Reply;
  readonly watch: Reply;
}

export interface TerminationOptions {
  readonly lineage: Lineage;
  readonly sendRetryAfter: boolean;
  /** How long the drain waits for watches; null: this lineage, or this server, does not. */
  readonly watchGrace: string | null;
}

const IN_FLIGHT = '/sleep?duration=4s';
export const WATCH = '/api/v1/configmaps?watch=true';
const ATTEMPTS = 3;

/**
 * Goes through a whole termination. A machine that stands still may let the delay pass while its clients are being
 * answered; such a run has not stopped where it says, and is done again.
 */
export async function terminate(options: TerminationOptions): Promise<Termination> {
  for (let attempt = 1; ; attempt++) {
    const termination = await tryToTerminate(options);
    if (attempt === ATTEMPTS || stoppedWhereItSays(termination)) return termination;
  }
}

/** Whether every answer of each station came before the signal that ends the station. */
export function stoppedWhereItSays({ told, duringDelay, draining, inFlight }: Termination): boolean {
  const last = Math.max(...answersOf(told, duringDelay));
  const drainingUntil = told.served(inFlight.path)?.answeredAt ?? 0;
  return (
    last < told.seqOf('AfterShutdownDelayDuration') &&
    Math.max(0, ...answersOf(told, draining)) < drainingUntil
  );
}

/** The places in the recording where the requests of a station were answered; those that nobody answered have none. */
export function answersOf(told: ToldRun, station: Station): number[] {
  return Object.values(station).flatMap(({ path }: Reply) => told.served(path)?.answeredAt ?? []);
}

async function tryToTerminate({
  lineage,
  sendRetryAfter,
  watchGrace,
}: TerminationOptions): Promise<Termination> {
  const told = await ToldRun.start(`
name: graceful-termination
lineage: '${lineage}'
server:
  shutdown-delay-duration: 1s
  shutdown-send-retry-after: ${sendRetryAfter}
  shutdown-timeout: 4s
  ${watchGrace === null ? '' : `shutdown-watch-termination-grace-period: ${watchGrace}`}
hooks:
  preShutdown:
    - name: backend
      takes: never
      calls: [{ at: 1100ms, path: /echo?message=hook, name: hook-call }]
`);
  const { port } = told;
  const kept = h2Client(port);
  const keptHttp1 = keepingClient(port, 'http/1.1');
  const ask = (name: string): Promise<Station> => askAll(port, kept, keptHttp1, name);

  const beforeStop = await ask('before-stop');
  const inFlight = kept.get(IN_FLIGHT);
  const watch = kept.get(WATCH);
  await told.working(IN_FLIGHT);
  await told.working(WATCH);

  told.run.signal('SIGTERM');
  await told.signal('ShutdownInitiated');
  const duringDelay = await ask('during-delay');
  await told.signal('AfterShutdownDelayDuration');
  const duringHook = await ask('during-hook');

  const { request } = await told.event('request.sent', event => event.name === 'hook-call');
  await told.event('request.settled', event => event.request === request);
  told.finishHook('backend');
  await told.signal('NotAcceptingNewRequest');
  if (!sendRetryAfter) {
    await told.signal('HTTPServerStoppedListening');
    await kept.goneAway();
  }
  const draining = await ask('draining');
  const answers = { inFlight: await inFlight, watch: await watch };
  await told.exited();
  const over = await ask('over');
  kept.close();
  keptHttp1.close();
  return { told, beforeStop, duringDelay, duringHook, draining, over, ...answers };
}

async function askAll(port: number, kept: Client, keptHttp1: Client, name: string): Promise<Station> {
  const h2 = openingClient(port, 'h2');
  const echo = (client: Client, which: string): Promise<Reply> =>
    client.get(`/echo?message=${name}-${which}`);
  return {
    readyz: await h2.get(`/readyz?at=${name}`),
    livez: await h2.get(`/livez?at=${name}`),
    fresh: await echo(h2, 'fresh'),
    kept: await echo(kept, 'kept'),
    freshHttp1: await echo(openingClient(port, 'http/1.1'), 'fresh-http1'),
    keptHttp1: await echo(keptHttp1, 'kept-http1'),
  };
}
