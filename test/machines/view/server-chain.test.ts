import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { ChainCounter } from '../../../machines/view/chain-counts.ts';
import { RecordingIndex } from '../../../machines/view/recording-index.ts';
import { RequestWalks } from '../../../machines/view/request-walk.ts';
import { ownerOfHook, ServerChains, wayOf } from '../../../machines/view/server-chain.ts';
import { libraryRun } from './runs.ts';

function chainAt(name: string, ms: number, lineage?: string) {
  const { plan, recording } = libraryRun(name);
  const index = new RecordingIndex(plan);
  index.append(recording.events);
  const count = index.countAt(ms);
  const header = lineage === undefined ? recording.header : { ...recording.header, lineage };
  const chain = new ServerChains(index).at(count, header, new ChainCounter(index).at(count));
  if (!chain) throw new Error('no version');
  return { chain, index, header, events: recording.events };
}

describe('the chain of servers', () => {
  test('waits for the one that has not registered its paths', () => {
    const { chain } = chainAt('startup', 1500);
    expect(chain.servers.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'aggregator registered',
      'kube-apiserver registering',
      'apiextensions registered',
    ]);
    expect(chain.muxCompleteAt).toBeNull();
    const later = chainAt('startup', 3000).chain;
    expect(later.servers.every(({ state }) => state === 'registered')).toBe(true);
    expect(later.muxCompleteAt).toBe(3000);
  });

  test('has what each server installed, and its hooks', () => {
    const { chain } = chainAt('startup', 1500);
    for (const server of chain.servers) expect(server.installs).toContain('/readyz');
    const hooks = chain.servers.find(({ name }) => name === 'kube-apiserver')?.hooks;
    expect(hooks?.map(({ name }) => name)).toContain('start-informers');
    expect(ownerOfHook('crd-informer-synced')).toBe('apiextensions');
    expect(ownerOfHook('apiservice-registration-controller')).toBe('aggregator');
  });

  test('counts by the server that answered', () => {
    const { chain, events } = chainAt('startup', 8000);
    const before = events.filter(event => event.type === 'request.admitted' && event.t <= 8000);
    const answered =
      chain.servers.reduce((sum, server) => sum + server.answered, 0) + chain.notFound.answered;
    expect(answered).toBe(before.length);
    expect(chain.notFound.tooEarly).toBe(1);
    expect(chain.isRecorded).toBe(true);
  });

  test('is one server in 1.6, and no server runs when the process is gone', () => {
    expect(chainAt('startup', 1500, '1.6').chain.servers.map(({ name }) => name)).toEqual(['kube-apiserver']);
    const { chain } = chainAt('startup', 60_000);
    expect(chain.servers.every(({ state }) => state === 'absent')).toBe(true);
  });

  test('leads a request past those that do not know its path', () => {
    const { index, header, events } = chainAt('startup', 8000);
    const wayFor = (request: string, count: number) => {
      const walk = new RequestWalks(request, index).at(count, header);
      return walk && wayOf(walk);
    };
    const early = events.find(event => event.type === 'request.rejected');
    if (early?.type !== 'request.rejected') throw new Error('nobody came too early');
    const position = events.indexOf(early);
    expect(wayFor(early.request, position)).toBeNull();
    expect(wayFor(early.request, position + 1)).toEqual({
      to: 'not-found',
      through: ['aggregator', 'kube-apiserver', 'apiextensions'],
      isInside: false,
    });
  });

  test('has the servers of APIServices beside it, down when they are', () => {
    const index = new RecordingIndex(null);
    const name = 'v1.metrics.example.com';
    const at = { request: 'r1', connection: 'c1', stream: 1 };
    const events: RunEvent[] = [
      { seq: 1, t: 0, type: 'process.started' },
      { seq: 2, t: 5, type: 'request.arrived', ...at, method: 'GET', path: '/apis/metrics.example.com/v1' },
      { seq: 3, t: 5, type: 'request.admitted', ...at, answeredBy: name },
      { seq: 4, t: 9, type: 'apiService.changed', name, available: false },
    ];
    index.append(events);
    const header = { lineage: '1.27', scenario: null };
    const at4 = new ServerChains(index).at(4, header, new ChainCounter(index).at(4));
    expect(at4?.services).toEqual([{ name, available: false, since: 9, answered: 1 }]);
    const walk = new RequestWalks('r1', index).at(3, header);
    expect(walk && wayOf(walk)).toEqual({ to: name, through: ['aggregator'], isInside: true });
  });
});
