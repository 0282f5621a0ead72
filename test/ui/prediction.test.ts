import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../machines/recording/events.ts';
import { LIBRARY, libraryScenario } from '../../machines/scenario/library.ts';
import { simulate } from '../../machines/simulation/simulation.ts';
import { planOf } from '../../machines/view/plan.ts';
import { RecordingIndex } from '../../machines/view/recording-index.ts';
import { chapterOf, fortuneOf, requestsInside } from '../../ui/intro/prediction.ts';

function recordingOf(name: string) {
  const entry = libraryScenario(name);
  if (!entry) throw new Error(`no scenario ${name} among ${LIBRARY.length}`);
  const { events } = simulate(entry.scenario, entry.source);
  const index = new RecordingIndex(planOf(entry.scenario));
  index.append(events);
  return { events, index };
}

/** The question that a run asks: what is inside when the door has shut. */
function questionOf(name: string) {
  const { events, index } = recordingOf(name);
  const closing = events.find(event => event.type === 'listener.closed');
  if (!closing) throw new Error(`${name} never shuts its door`);
  const count = index.countAt(closing.t);
  const view = index.viewAt(count);
  const question = { requests: requestsInside(view), count };
  return { question, view, later: events.slice(count) };
}

describe('the question of the first ten seconds', () => {
  test('is about the two requests of the story that are inside when its door shuts', () => {
    const { question, view } = questionOf('graceful');
    expect(question.requests).toHaveLength(2);
    expect(chapterOf(view)).toBe('shut');
  });

  test('is answered by the run: they are finished', () => {
    const { question, later } = questionOf('graceful');
    expect(fortuneOf(question, later)).toBe('finished');
  });

  test('is answered otherwise by another run: killed, some are cut off', () => {
    const { question, later } = questionOf('killed-by-kubelet');
    expect(question.requests.length).toBeGreaterThan(1);
    expect(fortuneOf(question, later)).toBe('mixed');
    const cut = later.flatMap(event =>
      event.type === 'request.settled' && event.outcome !== 'ok' ? [event.request] : [],
    );
    const requests = question.requests.filter(request => cut.includes(request));
    expect(fortuneOf({ ...question, requests }, later)).toBe('cut');
  });

  test('has no answer as long as one of the requests is inside', () => {
    const { question, later } = questionOf('graceful');
    const settled = (event: RunEvent): boolean =>
      event.type === 'request.settled' && question.requests.includes(event.request);
    const last = later.findLastIndex(settled);
    expect(fortuneOf(question, later.slice(0, last))).toBeNull();
    expect(fortuneOf(question, later.slice(0, last + 1))).toBe('finished');
  });
});

test('the story goes from a healthy server over one that the load balancer avoids to a shut door and the exit', () => {
  const { events, index } = recordingOf('graceful');
  const chapters = events.map((_, position) => chapterOf(index.viewAt(position + 1)));
  expect(chapters.filter((chapter, position) => chapter !== chapters[position - 1])).toEqual([
    'healthy',
    'stopping',
    'noticed',
    'shut',
    'over',
  ]);
});
