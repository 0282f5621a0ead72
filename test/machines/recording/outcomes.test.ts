import { describe, expect, test } from 'vitest';
import type { EventDraft, Outcome } from '../../../machines/recording/events.ts';
import { outcomesByClient, requestFates } from '../../../machines/recording/outcomes.ts';
import { request, story } from './story.ts';

function fateOf(options: Partial<Parameters<typeof request>[0]> & { outcome: Outcome }) {
  const [fate] = requestFates(story(request({ id: 'r1', at: 100, until: 200, ...options })).events);
  if (fate === undefined) throw new Error('no fate');
  return fate;
}

describe('a request that was admitted', () => {
  test.each(['reset', 'goaway', 'failed'] as const)('and ended with %s is dropped', outcome => {
    expect(fateOf({ outcome }).fate).toBe('dropped');
  });

  test('whose client gave up is dropped', () => {
    expect(fateOf({ outcome: 'timeout' }).fate).toBe('dropped');
  });

  test("that got the 504 of the server's own timeout is answered", () => {
    expect(fateOf({ outcome: 'timeout', status: 504 }).fate).toBe('answered');
  });

  test('and got a complete response is answered, whatever its status', () => {
    expect(fateOf({ outcome: 'ok', status: 500 }).fate).toBe('answered');
  });

  test.each(['reset', 'goaway', 'failed'] as const)(
    'as a watch and ended with %s is cut, not dropped',
    outcome => {
      expect(fateOf({ outcome, kind: 'watch' }).fate).toBe('cut');
    },
  );

  test('as a watch and ended by its own client is not cut', () => {
    expect(fateOf({ outcome: 'timeout', kind: 'watch' }).fate).toBe('answered');
  });

  test('as a watch and ended by the server cleanly is answered', () => {
    expect(fateOf({ outcome: 'ok', kind: 'watch' }).fate).toBe('answered');
  });
});

describe('a request that was not admitted', () => {
  test.each(['rejected', 'refused', 'goaway'] as const)('and ended with %s is turned away', outcome => {
    expect(fateOf({ outcome, admitted: false }).fate).toBe('turnedAway');
    expect(fateOf({ outcome, admitted: false, kind: 'watch' }).fate).toBe('turnedAway');
  });

  test.each(['reset', 'failed', 'timeout'] as const)(
    'and ended with %s is neither dropped nor turned away',
    outcome => {
      expect(fateOf({ outcome, admitted: false }).fate).toBe('lost');
    },
  );

  test('carries the seconds of its Retry-After', () => {
    expect(fateOf({ outcome: 'rejected', admitted: false, retryAfter: '5' }).retryAfter).toBe(5);
    expect(fateOf({ outcome: 'rejected', admitted: false, retryAfter: 'soon' }).retryAfter).toBeNull();
  });
});

describe('a request of a client that is not ours', () => {
  const place = { request: 'r1', connection: 'c1', stream: 1 };
  const arrived: (readonly [number, EventDraft])[] = [
    [10, { type: 'request.arrived', ...place }],
    [10, { type: 'request.admitted', ...place }],
  ];
  const fate = (...rest: (readonly [number, EventDraft])[]) =>
    requestFates(story([...arrived, ...rest]).events)[0];

  test('is ok when its response is complete', () => {
    const ended = fate([20, { type: 'request.responded', ...place, status: 404, headers: {} }]);
    expect(ended).toMatchObject({
      client: 'external',
      outcome: 'ok',
      status: 404,
      endT: 20,
      fate: 'answered',
    });
  });

  test("is a timeout when the server's own timeout answered it", () => {
    const ended = fate([20, { type: 'request.responded', ...place, status: 504, headers: {} }]);
    expect(ended).toMatchObject({ outcome: 'timeout', fate: 'answered' });
  });

  test('is dropped when its stream was cut', () => {
    expect(fate([20, { type: 'request.aborted', ...place, reason: 'reset' }])?.fate).toBe('dropped');
  });

  test('is a watch where its path says so, and not cut when its client goes away', () => {
    const steps = arrived.map(([t, event]): (typeof arrived)[number] =>
      event.type === 'request.arrived'
        ? [t, { ...event, method: 'GET', path: '/api/v1/pods?watch=true' }]
        : [t, event],
    );
    const ended = (reason: string) =>
      requestFates(story([...steps, [20, { type: 'request.aborted', ...place, reason }]]).events)[0];
    expect(ended('client')).toMatchObject({ kind: 'watch', outcome: 'timeout', fate: 'answered' });
    expect(ended('exit')).toMatchObject({ kind: 'watch', outcome: 'reset', fate: 'cut' });
  });

  test('is dropped when the process exits before its response', () => {
    expect(fate([20, { type: 'process.exited', code: 137, reason: 'killed' }])).toMatchObject({
      outcome: 'failed',
      fate: 'dropped',
    });
  });

  test('is open as long as nothing has ended it', () => {
    expect(fate()).toMatchObject({ outcome: null, fate: 'open', endT: null });
  });
});

test('outcomes are counted by client, and a client with nothing but open requests is there too', () => {
  const recording = story([
    ...request({ id: 'r1', at: 1, until: 2, outcome: 'ok' }),
    ...request({ id: 'r2', at: 3, until: 4, outcome: 'ok' }),
    ...request({ id: 'r3', at: 5, until: 6, outcome: 'refused', admitted: false, client: '__proto__' }),
    ...request({ id: 'r4', at: 7, until: 8, outcome: 'ok', client: 'late' }).slice(0, 1),
  ]);
  const counts = outcomesByClient(requestFates(recording.events), new Map());
  expect([...counts].map(([client, outcomes]) => [client, ...outcomes])).toEqual([
    ['app', ['ok', 2]],
    ['__proto__', ['refused', 1]],
    ['late'],
  ]);
});
