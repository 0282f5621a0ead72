import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { ChainCounter } from '../../../machines/view/chain-counts.ts';
import { RecordingIndex } from '../../../machines/view/recording-index.ts';
import { type RequestWalk, RequestWalks } from '../../../machines/view/request-walk.ts';
import { walkNote, walkSentence } from '../../../machines/view/walk-notes.ts';
import { libraryRun } from './runs.ts';

interface Run {
  readonly index: RecordingIndex;
  readonly events: readonly RunEvent[];
  readonly walkAt: (request: string, count: number) => RequestWalk;
}

function runOf(name: string): Run {
  const { plan, recording } = libraryRun(name);
  const index = new RecordingIndex(plan);
  index.append(recording.events);
  return {
    index,
    events: recording.events,
    walkAt: (request, count) => {
      const walk = new RequestWalks(request, index).at(count, recording.header);
      if (!walk) throw new Error('the recording names no version');
      return walk;
    },
  };
}

/** The first event of a type, and how many events there are up to and with it. */
function first<T extends RunEvent['type']>({ events }: Run, type: T, where = (_: RunEvent): boolean => true) {
  const at = events.findIndex(event => event.type === type && where(event));
  const event = events[at] as Extract<RunEvent, { type: T }> | undefined;
  if (!event) throw new Error(`there is no ${type}`);
  return { event, count: at + 1 };
}

const verdicts = (walk: RequestWalk): Record<string, string> =>
  Object.fromEntries(walk.steps.map(({ step, verdict }) => [step.name, verdict]));

describe('a walk through the handler chain', () => {
  test('ends where the request was turned away, with what it was told', () => {
    const run = runOf('retry-after');
    const { event, count } = first(run, 'request.rejected');
    const walk = run.walkAt(event.request, count);
    expect(walk.place).toBe('turnedAway');
    expect(verdicts(walk)).toMatchObject({
      'audit-init': 'acted',
      'http-log': 'acted',
      'retry-after': 'rejected',
      'wait-group': 'notReached',
      authorization: 'notReached',
    });
    expect(walk.end).toMatchObject({ kind: 'rejected', status: 429 });
    expect(walkSentence(walk)).toBe('The retry-after filter turned it away with 429.');
    const step = walk.steps.find(({ verdict }) => verdict === 'rejected');
    expect(step && walkNote(step, walk)).toBe('429');
  });

  test('stands at its handler while the request is in flight, and is answered later', () => {
    const run = runOf('slow-hook');
    const { event, count } = first(run, 'request.admitted', ({ t }) => t > 1000);
    const inside = run.walkAt(event.request, count);
    expect(inside.place).toBe('inside');
    expect(inside.steps.some(({ verdict }) => verdict === 'notReached')).toBe(false);
    expect(verdicts(inside)['wait-group']).toBe('acted');
    const end = first(
      run,
      'request.responded',
      other => 'request' in other && other.request === event.request,
    );
    const answered = run.walkAt(event.request, end.count);
    expect(answered.place).toBe('answered');
    expect(walkSentence(answered)).toContain(' answered 200.');
  });

  test('stands at the outermost step when it has arrived and nothing is decided', () => {
    const run = runOf('slow-hook');
    const { event, count } = first(run, 'request.arrived');
    const walk = run.walkAt(event.request, count);
    expect(walk.place).toBe('entering');
    expect(walk.steps[0]?.verdict).toBe('here');
    expect(
      walk.steps.slice(1).every(({ verdict }) => verdict === 'notReached' || verdict === 'skipped'),
    ).toBe(true);
  });

  test('has not begun before the request arrives', () => {
    const run = runOf('slow-hook');
    const { event, count } = first(run, 'request.sent');
    const walk = run.walkAt(event.request, count);
    expect(walk.place).toBe('outside');
    expect(walk.method).toBe('GET');
    expect(walk.arrivedAt).toBeNull();
  });

  test('is turned away behind the chain by the not-found handler before all paths are known', () => {
    const run = runOf('startup');
    const { event, count } = first(run, 'request.rejected');
    const walk = run.walkAt(event.request, count);
    expect(walk.answeredBy).toBe('not-found');
    expect(verdicts(walk)['mux-and-discovery']).toBe('acted');
    expect(Object.values(verdicts(walk))).not.toContain('rejected');
    expect(walkSentence(walk)).toBe('It passed the chain, and nobody behind it knows its path: 503.');
  });

  test('is not known of a recording without a version', () => {
    const { index } = runOf('slow-hook');
    expect(new RequestWalks('r1', index).at(index.count, { lineage: null, scenario: null })).toBeNull();
  });

  test('of the insecure port is the short one', () => {
    const index = new RecordingIndex(null);
    const at = { request: 'r1', connection: 'c1', stream: null };
    index.append([
      { seq: 1, t: 0, type: 'connection.opened', connection: 'c1', protocol: 'http/1.1', client: 'old' },
      { seq: 2, t: 0, type: 'request.arrived', ...at, method: 'GET', path: '/api/v1/pods', port: 'insecure' },
      { seq: 3, t: 0, type: 'request.admitted', ...at },
    ]);
    const walk = new RequestWalks('r1', index).at(3, { lineage: '1.16', scenario: null });
    expect(walk?.port).toBe('insecure');
    expect(walk && Object.keys(verdicts(walk))).not.toContain('authorization');
  });
});

describe('the counts of a chain', () => {
  test('add up to what the recording says, wherever one looks', () => {
    const { index, events } = runOf('retry-after');
    const counter = new ChainCounter(index);
    for (const count of [events.length, 120, 0, Math.floor(events.length / 2)]) {
      const { turnedAway, admitted, answeredBy } = counter.at(count);
      const before = events.slice(0, count);
      const number = (type: RunEvent['type']): number => before.filter(event => event.type === type).length;
      expect([...turnedAway.secure.values()].reduce((sum, away) => sum + away.number, 0)).toBe(
        number('request.rejected'),
      );
      expect(admitted.secure).toBe(number('request.admitted'));
      expect([...answeredBy.values()].reduce((sum, value) => sum + value, 0)).toBe(
        number('request.admitted'),
      );
    }
    expect(counter.at(events.length).turnedAway.secure.get('retry-after')?.statuses).toEqual([429]);
  });

  test('keep the ports apart', () => {
    const index = new RecordingIndex(null);
    const rejected = (request: string, seq: number): RunEvent => ({
      seq,
      t: 0,
      type: 'request.rejected',
      request,
      connection: 'c1',
      stream: null,
      filter: 'wait-group',
      status: 500,
      headers: {},
    });
    const arrived = { t: 0, type: 'request.arrived', connection: 'c1', stream: null } as const;
    index.append([
      { ...arrived, seq: 1, request: 'r1', port: 'insecure' },
      rejected('r1', 2),
      { ...arrived, seq: 3, request: 'r2' },
      rejected('r2', 4),
    ]);
    const { turnedAway } = new ChainCounter(index).at(4);
    expect(turnedAway.insecure.get('wait-group')?.number).toBe(1);
    expect(turnedAway.secure.get('wait-group')?.number).toBe(1);
  });
});
