import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LessonFiles } from '../../../machines/lessons/lesson.ts';
import { parseLesson } from '../../../machines/lessons/parse-lesson.ts';
import { translation } from '../../../machines/words/translate.ts';
import { CATALOG } from '../../../machines/words/zh/catalog.ts';
import { EN, files, lesson, YAML, ZH } from './a-lesson.ts';

/** The problems as `FILE:LINE:COLUMN: path: message`. */
function problemsOf(read: LessonFiles): readonly string[] {
  const result = parseLesson(read);
  if (result.ok) return [];
  return result.problems.map(
    ({ file, line, column, path, message }) => `${file}:${line}:${column}: ${path}: ${message}`,
  );
}

const CHINESE = translation(CATALOG);

/** Every problem is said in Chinese as well; only what the YAML parser says is not. */
function expectChinese(read: LessonFiles): void {
  const result = parseLesson(read, CHINESE);
  for (const { path, message, file } of result.ok ? [] : result.problems)
    if (path !== '' || file !== 'lesson.yaml') expect(message).toMatch(/[\u4e00-\u9fff]/);
}

/** The problems of the lesson with one part of its YAML replaced. */
function spoiled(from: string, to: string): readonly string[] {
  expect(YAML).toContain(from);
  expectChinese(files({ yaml: YAML.replace(from, to) }));
  return problemsOf(files({ yaml: YAML.replace(from, to) }));
}

describe('a lesson', () => {
  test('is read from its three files', () => {
    const read = lesson();
    expect(read.name).toBe('the-door');
    expect(read.stops.map(({ id, at }) => [id, at.text])).toEqual([
      ['sigterm', 'SIGTERM + 100ms'],
      ['door', 'request late settled + 50ms'],
      ['count', 'end'],
    ]);
    expect(read.stops[0]?.view).toEqual({ signal: 'ShutdownInitiated', tab: 'Why' });
    expect(read.run).toMatchObject({ kind: 'scenario', source: { name: 'the-door' } });
    expect(read.texts.en.title).toBe('The door');
    expect(read.texts.zh.title).toBe('门');
  });

  test('gives choices without a text the standard words of both languages', () => {
    expect(lesson().stops[1]?.ask?.choices.map(({ text }) => text)).toEqual([
      { en: 'It is answered', zh: '得到响应' },
      { en: 'Connection refused', zh: '连接被拒绝' },
      { en: '429: turned away, try again', zh: '429：被拒绝，稍后重试' },
    ]);
  });

  test('may name a scenario of the library, and have another one for its task', () => {
    const scenario = /scenario:\n( {2}.*\n)+/;
    const yaml = YAML.replace(scenario, 'scenario: graceful\n')
      .replace('request late settled', 'request report settled')
      .replace('outcome: late', 'outcome: report')
      .replace('task:\n', 'task:\n  scenario: slow-hook\n');
    const result = parseLesson(files({ yaml }));
    expect(result.ok && result.lesson.run).toMatchObject({ source: { name: 'graceful' } });
    expect(result.ok && result.lesson.task.scenario.source.name).toBe('slow-hook');
  });

  test('keeps the notes of the presenter apart, and joins the lines of Chinese without a space', () => {
    const { en, zh } = lesson().texts;
    expect(en.stops.sigterm?.notes).toEqual([
      { kind: 'paragraph', inlines: [{ kind: 'text', text: 'Wait for an answer.' }] },
    ]);
    expect(en.stops.sigterm?.blocks).toHaveLength(1);
    expect(zh.stops.sigterm?.blocks).toEqual([
      { kind: 'paragraph', inlines: [{ kind: 'text', text: '还没有发生什么。' }] },
    ]);
  });
});

describe('what is wrong in lesson.yaml is said with its place', () => {
  test.each([
    ['minutes: 5', 'minuts: 5', /^lesson.yaml:1:1: minuts: unknown key "minuts"; did you mean "minutes"\?$/],
    ['at: end', 'at: ent', /^lesson.yaml:25:9: stops.2.at: "ent" is no moment; did you mean "end"\?$/],
    ['at: end', 'at: late settled', /"late settled" is no moment; did you mean "request late settled"\?$/],
    ['at: end', 'at: request late done', /a request is never "done"; it is one of sent, admitted/],
    ['at: end', 'at: end + 5', /"5" is not a duration/],
    ['request late settled', 'request lat settled', /the scenario has no "lat"; did you mean "late"\?/],
    [
      'outcome: late',
      'outcom: late',
      /stops.1.ask.measure: a measurement is a map such as .* found {"outcom":"late"}/,
    ],
    ['outcome: late', 'outcome: late, client: app', /stops.1.ask.measure.client: unknown key "client"/],
    [
      'count: refused, client: app, from',
      'count: refusd, client: app, from',
      /must be one of requests, .* found "refusd"/,
    ],
    [
      'client: app, from',
      'client: ap, from',
      /stops.2.ask.measure.client: the scenario has no "ap"; did you mean "app"/,
    ],
    [
      '[answered, refused, "429"]',
      '[answred, refused]',
      /choices.0: "answred" is never measured here; did you mean "answered"/,
    ],
    ['[answered, refused, "429"]', '[answered]', /a question has at least two choices/],
    ['is: 1.., text', 'is: 1.., txt', /choices.1.txt: unknown key "txt"; did you mean "text"/],
    ['is: 1..,', 'is: 3..1,', /choices.1.is: the range "3..1" ends before it begins/],
    ['is: 1..,', 'is: 1s..,', /choices.1.is: "1s.." is not a range here; write for example 0, 1/],
    ['zh: "没有" }', 'zh: "" }', /choices.0.text: a text has "en" and "zh"/],
    [
      'is: completed',
      'is: successful',
      /task.goals.1.is: "successful" is never measured here; possible are completed/,
    ],
    ['{ exit: reason }', '{ exit: reason, with: { lineage: "1.10" } }', /without "with" and "lineages"/],
    [
      'hooks.preShutdown.deregister.takes',
      'hooks.preShutdown.register.takes',
      /there is no "register" .* there are deregister/,
    ],
    [
      'values: [0s, 1s, 5s]',
      'values: [0s, 1, 5s]',
      /task.controls.0.values.1: the scenario does not take it: server.shutdown-delay/,
    ],
    ['scenario:\n', 'scenari:\n', /unknown key "scenari"; did you mean "scenario"/],
    ['kind: steady', 'kind: stedy', /^lesson.yaml:9:.*scenario.clients.1.kind/],
    ['id: door', 'id: sigterm', /stops.1.id: there is a stop "sigterm" already/],
    ['id: door', 'id: task', /this id has a meaning of its own/],
    [
      'signal: ShutdownInitiated',
      'signal: Shutdown',
      /stops.0.view.signal: must be one of ShutdownInitiated/,
    ],
    ['minutes: 5', 'minutes: [', /^lesson.yaml:\d+:\d+: : /],
    ['minutes: 5', 'minutes: 5\nlog: x', /a lesson has either a scenario or a log/],
  ])('%s → %s', (from, to, wanted) => {
    expect(
      spoiled(from, to).some(problem => wanted.test(problem)),
      spoiled(from, to).join('\n'),
    ).toBe(true);
  });

  test('a folder whose name no link can carry is no lesson', () => {
    expect(problemsOf({ ...files(), name: '优雅终止' })).toEqual([]);
    for (const name of ['my lesson', 'a/b', ''])
      expect(problemsOf({ ...files(), name })[0]).toMatch(
        /^lesson.yaml:1:1: : a lesson has the name of its folder/,
      );
  });

  test('an empty file, a list and a number are no lesson', () => {
    for (const yaml of ['', '- 1', '5'])
      expect(problemsOf(files({ yaml }))[0]).toMatch(/^lesson.yaml:1:1: : a lesson is a mapping/);
  });

  test('a log cannot be run otherwise', () => {
    const yaml = YAML.replace(/scenario:\n( {2}.*\n)+/, 'log: I0101 nothing\n')
      .replace('task:\n', 'task:\n  scenario: no-delay\n')
      .replace('{ outcome: late }', '{ outcome: late, with: { lineage: "1.10" } }');
    expect(problemsOf(files({ yaml })).join()).toMatch(/a log cannot be run otherwise/);
  });
});

describe('what is wrong in a text is said with its line', () => {
  test.each<[string, string, RegExp]>([
    [
      '## The door {#door}',
      '## The door {#dor}',
      /en.md:16:1: : there is no stop "dor"; the stops are sigterm, door, count/,
    ],
    ['## The door {#door}', '## The door', /en.md:16:1: : a section carries the id of its stop/],
    ['## Mend it {#task}\n\nChange one value.', '', /en.md:1:1: : the section ## … {#task} is missing/],
    ['# The door\n', '## The door\n', /one "# Title"/],
    ['Nothing yet.\n', '', /en.md:8:1: : the section "SIGTERM" has no text/],
    [
      'Nothing yet.',
      '| a | b |\n|---|---|\n| 1 | 2 |',
      /en.md:10:1: : lessons have .* but nothing like "table"/,
    ],
    ['Nothing yet.', 'Nothing <b>yet</b>.', /nothing like "html"/],
    ['Nothing yet.', '![picture](x.png)', /nothing like "image"/],
    ['Nothing yet.', 'See http://127.0.0.1/', /a link goes to https:/],
    ['Nothing yet.', '[x](javascript:alert(1))', /a link goes to https:.*"javascript:alert\(1\)"/],
    [
      '?scenario=graceful',
      '?scenario=gracefull',
      /there is no scenario "gracefull"; did you mean "graceful"/,
    ],
    ['?scenario=graceful', '?lineage=2.0', /en.md:6:1: : .*2.0/],
    ['Nothing yet.', 'This is **not strong**“x”**y', /"\*\*" without its other half/],
    ['another [thing]', 'another\n\n  - nested [thing]', /an item of a list is one paragraph/],
    ['### Notes', '#### Notes', /within a section only its notes have a heading/],
    ['## Counted {#count}', '## Counted {#door}', /the section "door" stands here twice/],
  ])('%s → %s', (from, to, wanted) => {
    expect(EN).toContain(from);
    expectChinese(files({ en: EN.replace(from, to) }));
    const problems = problemsOf(files({ en: EN.replace(from, to) }));
    expect(
      problems.some(problem => wanted.test(problem)),
      problems.join('\n'),
    ).toBe(true);
  });

  test('the sections come in the order of the stops', () => {
    const swapped = EN.replace('{#door}', '{#x}').replace('{#count}', '{#door}').replace('{#x}', '{#count}');
    expect(problemsOf(files({ en: swapped })).join()).toMatch(
      /order of the stops: sigterm, door, count, task/,
    );
  });

  test('a language that is missing, or lacks a block of code or the notes, is no translation', () => {
    expect(problemsOf(files({ zh: null }))).toEqual([
      'zh.md:1:1: : the file is missing: a lesson has its text in both languages',
    ]);
    const withoutCode = ZH.replace(/```[^`]*```/, '');
    expect(problemsOf(files({ zh: withoutCode })).join()).toMatch(
      /"door" has 0 blocks of code here, and 1 in en.md/,
    );
    const withoutNotes = ZH.replace(/### Notes[^#]*#notes}\s+.*\n/, '');
    expect(problemsOf(files({ zh: withoutNotes })).join()).toMatch(
      /"sigterm" has notes in one language only/,
    );
  });
});

test('what is nested deeper than anybody writes is refused, and not read', () => {
  expect(problemsOf(files({ en: '>'.repeat(60_000) }))[0]).toContain('nested too deeply');
  for (const deep of ['['.repeat(50_000), '{a: '.repeat(50_000), '- '.repeat(50_000), '? '.repeat(50_000)])
    expect(problemsOf(files({ yaml: deep }))).toEqual(['lesson.yaml:1:1: : it is nested too deeply']);
});

test('what is wrong is said in Chinese too', () => {
  const result = parseLesson(files({ yaml: YAML.replace('at: end', 'at: ent') }), CHINESE);
  expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual([
    '"ent" 不是一个时刻；是不是想写 "end"？',
  ]);
});

test('whatever a file has in it, reading never throws', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .tuple(fc.nat(YAML.length), fc.nat(40), fc.string({ maxLength: 12 }))
      .map(([at, length, text]) => YAML.slice(0, at) + text + YAML.slice(at + length)),
  );
  const text = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.nat(EN.length), fc.nat(20), fc.string({ maxLength: 12 }))
      .map(([at, length, put]) => EN.slice(0, at) + put + EN.slice(at + length)),
  );
  fc.assert(
    fc.property(anything, text, (yaml, en) => {
      const result = parseLesson(files({ yaml, en }));
      if (!result.ok) expect(result.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});
