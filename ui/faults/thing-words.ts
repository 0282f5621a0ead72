/** What a thing of a run is, in words: a name, and how it is with it at the playhead. */

import { loadBalancerOf, type RunPlan } from '../../machines/view/plan.ts';
import type { RequestState, RunView } from '../../machines/view/run-view.ts';
import type { Thing } from '../session/run-source.ts';
import { clockTime, roundTime, seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';

/** What is needed to speak of a thing. Times are milliseconds since the start of the run. */
export interface Moment {
  readonly view: RunView;
  readonly plan: RunPlan | null;
  readonly t: number;
  readonly origin: number | null;
}

/** The name of a thing: `r12 · GET /sleep?duration=4s`. */
export function thingTitle(thing: Thing, { view, plan }: Moment): string {
  switch (thing.kind) {
    case 'request': {
      const request = view.requests.get(thing.id);
      const what = request ? `${request.method} ${request.path}`.trim() : '';
      const name = request?.name ? `${thing.id} ${request.name}` : thing.id;
      return what === '' ? name : `${name} · ${what}`;
    }
    case 'connection': {
      const connection = view.connections.get(thing.id);
      return connection
        ? `${thing.id} · ${connection.client} · ${protocolName(connection.protocol)}`
        : thing.id;
    }
    case 'hook':
      return thing.phase === 'preShutdown'
        ? tr('pre-shutdown hook {name}', { name: thing.name })
        : tr('post-start hook {name}', { name: thing.name });
    case 'probe': {
      const isBalancer = loadBalancerOf(plan)?.name === thing.client;
      const path = plan?.clients.find(client => client.name === thing.client)?.path ?? '';
      return `${thing.client} · ${isBalancer ? tr('load balancer') : tr('probe')} · GET ${path}`;
    }
    case 'process':
      return 'kube-apiserver';
  }
}

export function protocolName(protocol: string): string {
  return protocol === 'h2' ? 'HTTP/2' : 'HTTP/1.1';
}

/** How it is with a thing at the playhead: `1.2 s inside on c3`. */
export function thingDetail(thing: Thing, moment: Moment): string {
  const { view, t, origin } = moment;
  switch (thing.kind) {
    case 'request': {
      const request = view.requests.get(thing.id);
      return request ? requestDetail(request, moment) : tr('has ended');
    }
    case 'connection': {
      const connection = view.connections.get(thing.id);
      if (!connection) return tr('is closed');
      const told = connection.goawayAt === null ? '' : ` · GOAWAY ${clockTime(connection.goawayAt, origin)}`;
      return `${tr('open')}${told}`;
    }
    case 'hook': {
      const hook = view.hooks.find(({ phase, name }) => phase === thing.phase && name === thing.name);
      if (!hook) return tr('has not started');
      if (hook.endedAt !== null) {
        const at = clockTime(hook.endedAt, origin);
        return hook.error === null
          ? tr('returned at {time}', { time: at })
          : tr('failed at {time}: {error}', { time: at, error: hook.error });
      }
      const forTime = seconds(t - hook.startedAt, 1);
      return hook.hangs
        ? tr('runs for {n} s, and never returns', { n: forTime })
        : tr('runs for {n} s', { n: forTime });
    }
    case 'probe': {
      const verdict = view.probes[thing.client];
      if (!verdict) return tr('no verdict yet');
      const since = roundTime(verdict.since, origin);
      return verdict.healthy
        ? tr('finds the server healthy since {time}', { time: since })
        : tr('finds the server unhealthy since {time}', { time: since });
    }
    case 'process': {
      const { exit, stop, startedAt } = view.process;
      if (exit)
        return tr('exited with code {code} at {time}', { code: exit.code, time: clockTime(exit.t, origin) });
      if (startedAt === null) return tr('has not started');
      return stop
        ? tr('shuts down since {time}', { time: clockTime(stop.t, origin) })
        : tr('serves, and was not told to stop');
    }
  }
}

function requestDetail(request: RequestState, { view, t }: Moment): string {
  const sent = seconds(t - request.sentAt, 1);
  if (request.arrivedAt === null) return tr('on its way to the server for {n} s', { n: sent });
  if (!request.inside) return tr('answered; its client has not heard yet');
  const pipe = request.pipe === null ? undefined : view.pipes.get(request.pipe);
  const where = pipe === undefined ? request.client : pipe.grouped ? pipe.client : pipe.key;
  const n = seconds(t - request.arrivedAt, 1);
  const inside =
    request.kind === 'watch'
      ? tr('a watch, {n} s inside on {where}', { n, where })
      : tr('{n} s inside on {where}', { n, where });
  return request.stalled ? `${inside} · ${tr('stalled')}` : inside;
}
