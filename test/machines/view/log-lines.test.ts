import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { isOfKind, LOG_KINDS, LogLines } from '../../../machines/view/log-lines.ts';
import { RecordingIndex } from '../../../machines/view/recording-index.ts';
import { libraryRun, SCENARIOS } from './runs.ts';

const note = (seq: number, text: string): RunEvent => ({ seq, t: seq, type: 'note', text });
const isEven = (event: RunEvent): boolean => event.seq % 2 === 0;

describe('the lines of a log', () => {
  test('are the events that the filter keeps, and grow with the run', () => {
    const index = new RecordingIndex(null);
    const lines = new LogLines(index, isEven);
    index.append([note(1, 'a'), note(2, 'b')]);
    lines.update();
    expect(lines.length).toBe(1);
    index.append([note(3, 'c'), note(4, 'd')]);
    lines.update();
    expect([lines.line(0)?.seq, lines.line(1)?.seq, lines.line(2)]).toEqual([2, 4, undefined]);
  });

  test('are counted up to the playhead', () => {
    const index = new RecordingIndex(null);
    index.append([note(1, 'a'), note(2, 'b'), note(3, 'c'), note(4, 'd')]);
    const lines = new LogLines(index, isEven);
    lines.update();
    expect([0, 1, 2, 3, 4].map(count => lines.before(count))).toEqual([0, 0, 1, 1, 2]);
  });

  test('ask every event once, however often one looks', () => {
    const index = new RecordingIndex(null);
    index.append(Array.from({ length: 1000 }, (_, seq) => note(seq + 1, 'x')));
    let asked = 0;
    const lines = new LogLines(index, () => {
      asked++;
      return true;
    });
    for (let look = 0; look < 10; look++) lines.update();
    expect(asked).toBe(1000);
  });

  test('let go of what the run has let go of', () => {
    const index = new RecordingIndex(null, 100);
    const lines = new LogLines(index, () => true);
    const events = Array.from({ length: 240 }, (_, seq) => note(seq + 1, 'x'));
    for (const event of events) {
      index.append([event]);
      lines.update();
    }
    expect(index.forgotten).toBeGreaterThan(0);
    expect(lines.length).toBe(index.count - index.forgotten);
    expect(lines.line(0)?.seq).toBe(index.forgotten + 1);
    expect(lines.before(index.count)).toBe(lines.length);
  });
});

describe('the kinds of a log', () => {
  test.each(SCENARIOS)('%s: every event but the inputs of the kernel is of exactly one', name => {
    const kinds = (Object.keys(LOG_KINDS) as (keyof typeof LOG_KINDS)[]).filter(
      kind => kind !== 'everything',
    );
    for (const event of libraryRun(name).recording.events) {
      expect(isOfKind(event, 'everything')).toBe(true);
      const found = kinds.filter(kind => isOfKind(event, kind));
      expect(found, event.type).toHaveLength(event.type === 'input' ? 0 : 1);
    }
  });
});
