/** The task of a lesson on the page: only the run decides, whoever has begun it. */
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { LessonSession } from '../../../ui/lessons/lesson-session.ts';
import { ALONE_IN_LESSON, lessonStore, type TaskState } from '../../../ui/lessons/lesson-store.ts';
import { progressStore } from '../../../ui/lessons/progress-store.ts';
import { runWithValue } from '../../../ui/map/edit-scenario.ts';
import { Session } from '../../../ui/session/session.ts';
import { lesson } from '../../machines/lessons/a-lesson.ts';

const DELAY = 'server.shutdown-delay-duration';

let session: Session;
let on: LessonSession;

beforeAll(() => {
  // A page that nobody serves asks for no live runs.
  vi.stubGlobal('location', { protocol: 'file:' });
});

beforeEach(async () => {
  progressStore.reset();
  session = new Session();
  on = new LessonSession(session, lesson(), ALONE_IN_LESSON, { clock: () => 0, hasMotion: () => true });
  await on.open('task');
});

const place = (): string | undefined => lessonStore.get()?.place.stop;

function task(): TaskState {
  const state = lessonStore.get()?.task;
  if (!state) throw new Error('there is no task');
  return state;
}

const met = (): readonly (boolean | null)[] => task().goals.map(goal => goal.met);

test('says of each goal how the run without a change is', () => {
  expect(task()).toMatchObject({ judgedBy: 'unchanged', solved: false, tries: 0 });
  expect(met()).toEqual([false, true]);
});

test('knows nothing of a change before its run has come to its end', async () => {
  on.choose(DELAY, '5s');
  expect(task().changes).toEqual({ [DELAY]: '5s' });
  expect(met()).toEqual([null, null]);
  await on.tryTask();
  expect(session.player.store.get()).toMatchObject({ t: 0, playing: true });
  expect(task()).toMatchObject({ running: true, tries: 0 });
  on.skipToEnd();
  expect(met()).toEqual([true, true]);
  expect(task()).toMatchObject({ running: false, tries: 1, solved: true });
  expect(place()).toBe('end');
  expect(progressStore.of('the-door')).toMatchObject({ solved: true, tries: 1, finished: true });
});

test('a change that does not help is a try, and the task stays', async () => {
  on.choose('pod.terminationGracePeriodSeconds', 1);
  await on.tryTask();
  on.skipToEnd();
  expect(task()).toMatchObject({ solved: false, tries: 1, changesUsed: 1 });
  expect(met()).toContain(false);
  expect(place()).toBe('task');
  expect(progressStore.of('the-door')).toMatchObject({ solved: false, tries: 1 });
});

test('a value that is chosen back is no change', () => {
  on.choose(DELAY, '5s');
  on.choose(DELAY, '0ms');
  expect(task().changes).toEqual({});
});

test('the same change with the controls of the page counts as well', async () => {
  expect(await runWithValue(session, ['server', 'shutdown-delay-duration'], '5s')).toBeNull();
  expect(task()).toMatchObject({ changes: { [DELAY]: '5s' }, running: true });
  expect(lessonStore.get()?.run).toBe('here');
  on.skipToEnd();
  expect(task().solved).toBe(true);
});

test('a change that the task does not offer is named, and does not solve it', async () => {
  await runWithValue(session, ['clients', 1, 'rate'], '1/s');
  on.skipToEnd();
  expect(task()).toMatchObject({ solved: false, foreign: ['clients.app.rate'] });
});

test('more changes than are allowed do not solve it', async () => {
  on.choose(DELAY, '5s');
  on.choose('hooks.preShutdown.deregister.takes', '1s');
  await on.tryTask();
  on.skipToEnd();
  expect(met()).toEqual([true, true]);
  expect(task()).toMatchObject({ solved: false, changesUsed: 2 });
});

test('what was done by hand does not count', async () => {
  on.choose(DELAY, '5s');
  await on.tryTask();
  session.player.request({ path: '/echo', connection: 'new', protocol: 'h2' }, 0);
  on.skipToEnd();
  expect(task()).toMatchObject({ solved: false, byHand: true, running: false });
});

test('another scenario is no try', async () => {
  await session.chooseScenario('retry-after');
  session.player.standAtTime(60_000, 0);
  expect(lessonStore.get()?.run).toBe('other');
  expect(task()).toMatchObject({ tries: 0, running: false });
  await on.comeBack();
  expect(lessonStore.get()?.run).toBe('here');
  expect(session.store.get().scenario).toBe('the-door');
});
