/** What the list of lessons stands on: finding them, and what a browser keeps of them. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { COURSE } from '../../../machines/lessons/course-order.ts';
import { emptyProgress, type Progress } from '../../../machines/lessons/progress.ts';
import { allLessons, findLesson, lessonAfter } from '../../../ui/lessons/course.ts';
import { importProgress } from '../../../ui/lessons/progress-file.ts';
import { searchLessons } from '../../../ui/lessons/search-lessons.ts';
import { Session } from '../../../ui/session/session.ts';
import { files, lesson } from '../../machines/lessons/a-lesson.ts';

const KEY = 'lastcall.progress';

/** Storage as a browser has it, over entries that the test sees. */
function storage(entries: Map<string, string>) {
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}

afterEach(() => vi.unstubAllGlobals());

/** A page with a program behind it, which answers for `api/lessons`. */
function served(answer: unknown, status = 200): Session {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(answer), { status }));
  const session = new Session();
  session.store.set({ ...session.store.get(), liveAvailable: true });
  return session;
}

describe('the lessons', () => {
  test('of the course can all be opened, each by its name', async () => {
    const { course, own } = await allLessons(new Session());
    expect(course.map(({ name }) => name)).toEqual(COURSE);
    expect(course.filter(({ result }) => !result.ok)).toEqual([]);
    expect(own).toEqual([]);
  });

  test('follow each other, and nothing follows the last', () => {
    expect(lessonAfter(COURSE[0] ?? '')).toBe(COURSE[1]);
    expect(lessonAfter(COURSE.at(-1) ?? '')).toBeNull();
  });

  test('that are not there are not opened, and like names are told', async () => {
    expect(await findLesson(new Session(), 'delay-zro')).toMatchObject({
      problem: expect.stringContaining('delay-zero'),
    });
    expect(await findLesson(new Session(), 'cooking')).toEqual({ problem: 'There is no lesson "cooking".' });
  });

  test("of somebody's own stand beside them, and of a broken one it is said what is wrong", async () => {
    const session = served([files(), { ...files({ yaml: 'minutes: many' }), name: 'broken' }]);
    const { own, problem } = await allLessons(session);
    expect(own.map(({ name, result }) => [name, result.ok])).toEqual([
      ['the-door', true],
      ['broken', false],
    ]);
    expect(problem).toBeNull();
    expect(await findLesson(session, 'the-door')).toHaveProperty('lesson');
    expect(await findLesson(session, 'broken')).toMatchObject({
      problem: expect.stringContaining('cannot be used'),
    });
  });

  test("of somebody's own that cannot be had are missed in words, and the course is there", async () => {
    const { course, problem } = await allLessons(served({ detail: 'no' }, 500));
    expect(course).toHaveLength(COURSE.length);
    expect(problem).toContain('cannot be read');
  });
});

describe('searching', () => {
  test('finds a lesson by its name, its title and its text in both languages', () => {
    const listed = { name: 'the-door', result: { ok: true as const, lesson: lesson() } };
    const finds = (text: string): boolean => searchLessons([listed], text).length === 1;
    expect(['', 'THE-door', 'come late', '门', '没有', 'connection refused'].map(finds)).toEqual(
      Array.from({ length: 6 }, () => true),
    );
    expect(finds('door cooking')).toBe(false);
  });
});

describe('progress', () => {
  let kept: Map<string, string>;

  beforeEach(() => {
    vi.resetModules();
    kept = new Map();
    vi.stubGlobal('localStorage', storage(kept));
  });

  async function fresh() {
    return (await import('../../../ui/lessons/progress-store.ts')).progressStore;
  }

  test('is there again when the page is', async () => {
    (await fresh()).reach(lesson(), 'door');
    vi.resetModules();
    const again = await fresh();
    expect(again.of('the-door')).toMatchObject({ furthest: 'door', finished: false });
    expect(again.keptStore.get()).toBe(true);
  });

  test('of another window is not lost', async () => {
    const one = await fresh();
    vi.resetModules();
    const other = await fresh();
    one.reach(lesson(), 'task');
    other.reach({ ...lesson(), name: 'another' }, 'sigterm');
    const both = JSON.parse(kept.get(KEY) ?? '{}') as Progress;
    expect(Object.keys(both.lessons).sort()).toEqual(['another', 'the-door']);
  });

  test('is forgotten when that is wanted', async () => {
    const store = await fresh();
    store.reach(lesson(), 'door');
    store.reset();
    expect(store.of('the-door')).toBeNull();
    expect(kept.has(KEY)).toBe(false);
  });

  test('that is damaged is as none; without storage it lasts as long as the page, and says so', async () => {
    kept.set(KEY, '{"version":1,"less');
    expect((await fresh()).store.get()).toEqual(emptyProgress);
    vi.resetModules();
    vi.stubGlobal('localStorage', undefined);
    const store = await fresh();
    store.reach(lesson(), 'door');
    expect(store.of('the-door')).toMatchObject({ furthest: 'door' });
    expect(store.keptStore.get()).toBe(false);
  });

  test('of a file is added; a file that is none is refused with the reason', async () => {
    const file = (text: string): File => new File([text], 'mine.json');
    expect(await importProgress(file('hello'))).toBe('mine.json is no file of progress.');
    expect(await importProgress(file('{"version":99}'))).toContain('newer version');
    expect(await importProgress(file(JSON.stringify(emptyProgress)))).toBeNull();
  });
});
