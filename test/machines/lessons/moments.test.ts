import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMoment } from '../../../machines/lessons/find-moment.ts';
import type { MomentRef } from '../../../machines/lessons/moment-ref.ts';
import { parseMoment } from '../../../machines/lessons/parse-moment.ts';
import { runLesson } from '../../../machines/lessons/run-lesson.ts';
import { momentWords } from '../../../machines/lessons/vocabulary.ts';
import { factsOf } from '../../../machines/recording/facts.ts';
import { MOMENT_KEYS } from '../../../machines/recording/moments.ts';
import { formatDuration } from '../../../machines/scenario/duration.ts';
import { libraryScenario } from '../../../machines/scenario/library.ts';
import { SIGNALS } from '../../../machines/signals.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { type Duration, millis } from '../../../machines/time.ts';
import { lesson } from './a-lesson.ts';

function moment(text: string): MomentRef {
  const result = parseMoment(text);
  if (!result.ok) throw new Error(`"${text}" is no moment`);
  return result.moment;
}

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const anchors = fc.oneof(
  fc.constantFrom('start', 'end', 'exit', ...SIGNALS, ...MOMENT_KEYS, 'SIGTERM', 'SIGINT 2', 'SIGKILL 12'),
  fc
    .tuple(name, fc.constantFrom('sent', 'admitted', 'rejected', 'responded', 'settled'))
    .map(([who, what]) => `request ${who} ${what}`),
  fc.tuple(name, fc.constantFrom('started', 'finished')).map(([who, what]) => `hook ${who} ${what}`),
  fc.tuple(name, fc.constantFrom('healthy', 'unhealthy')).map(([who, what]) => `probe ${who} ${what}`),
);

test('any moment with any offset is read as it was written', () => {
  fc.assert(
    fc.property(anchors, fc.integer({ min: -9_999_999, max: 9_999_999 }), (anchor, offset) => {
      const length = formatDuration(Math.abs(offset) as Duration);
      const text = `${anchor} ${offset < 0 ? '-' : '+'} ${length}`;
      const read = moment(`  ${text.replaceAll(' ', '  ')} `);
      expect(read.text).toBe(text);
      expect(read.offset).toBe(offset);
      expect(read.anchor).toEqual(moment(anchor).anchor);
    }),
  );
});

test.each([
  '',
  'SIGTERM 0',
  'SIGTERM + soon',
  'request settled',
  'hook a b c',
  'SIGTERM +',
  'NotAccepting',
  'end end',
])('"%s" is no moment', text => {
  expect(parseMoment(text).ok).toBe(false);
});

describe('in a run', () => {
  const { facts } = runLesson(lesson());
  const at = (text: string): number | null => findMoment(facts, moment(text))?.t ?? null;

  test('a moment is found by what happens then, with its offset to the microsecond', () => {
    const signal = facts.signals.get('NotAcceptingNewRequest')?.t ?? Number.NaN;
    expect(at('NotAcceptingNewRequest')).toBe(signal);
    expect(at('NotAcceptingNewRequest - 200ms')).toBe(signal - 200);
    expect(at('SIGTERM + 1.5s')).toBe(4500);
    expect(at('start')).toBe(0);
    expect(at('end')).toBe(facts.endT);
    expect(at('exit')).toBe(facts.exit?.t);
    expect(at('request slow sent')).toBe(3200);
    expect(at('hook deregister finished')).toBe(3500);
    expect(at('readyzRed')).toBe(at('SIGTERM'));
    expect(at('listenerClosed')).toBe(at('HTTPServerStoppedListening'));
  });

  test('the verdict of a probe is the first one after the stop, not that of the start', () => {
    expect(at('probe lb unhealthy')).toBeGreaterThan(3000);
    expect(at('probe lb healthy')).toBeNull();
  });

  test('what does not come is null', () => {
    for (const text of [
      'SIGTERM 2',
      'SIGKILL',
      'request late admitted',
      'request nobody sent',
      'HasBeenReady 2',
    ])
      expect(parseMoment(text).ok ? at(text) : null, text).toBeNull();
  });

  test('versions without signals have their moments by their meaning', () => {
    const old = libraryScenario('nobody-waits');
    if (old === null) throw new Error('the library has changed');
    const oldFacts = factsOf(simulate(old.scenario, old.source));
    expect(findMoment(oldFacts, moment('NotAcceptingNewRequest'))).toBeNull();
    expect(findMoment(oldFacts, moment('listenerClosed'))).not.toBeNull();
  });
});

test('the words of a moment name it in both languages', () => {
  expect(momentWords(moment('NotAcceptingNewRequest'))).toEqual({
    en: 'NotAcceptingNewRequest',
    zh: 'NotAcceptingNewRequest',
  });
  expect(momentWords(moment('listenerClosed'))).toEqual({ en: 'The listener is closed', zh: '监听器已关闭' });
  expect(momentWords({ ...moment('request late settled'), offset: millis(-50) })).toEqual({
    en: 'late is over - 50ms',
    zh: 'late 结束 - 50ms',
  });
});
