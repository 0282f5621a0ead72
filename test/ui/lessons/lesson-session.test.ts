/** A lesson on the page, without the page: the walk, the playhead and the run, on a clock that the test moves. */
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Lesson } from '../../../machines/lessons/lesson.ts';
import { EMPTY_LINK, formatLink } from '../../../machines/view/link.ts';
import { LessonSession } from '../../../ui/lessons/lesson-session.ts';
import {
  ALONE_IN_LESSON,
  type LessonState,
  type LessonUse,
  lessonStore,
} from '../../../ui/lessons/lesson-store.ts';
import { progressStore } from '../../../ui/lessons/progress-store.ts';
import { shownLink } from '../../../ui/link/shown-link.ts';
import { panelStore } from '../../../ui/panel/panel-store.ts';
import { Session } from '../../../ui/session/session.ts';
import { lesson as aLesson } from '../../machines/lessons/a-lesson.ts';

const lesson: Lesson = aLesson();
/** `late` is refused: the door has shut at once. */
const REFUSED = 1;
const FRAME_MS = 16;

let session: Session;
let on: LessonSession;
let clock = 0;

beforeAll(() => {
  // A page that nobody serves asks for no live runs.
  vi.stubGlobal('location', { protocol: 'file:' });
});

beforeEach(() => {
  lessonStore.set(null);
  progressStore.reset();
  session = new Session();
  clock = 0;
});

async function open(
  stop: string | null = null,
  use: LessonUse = ALONE_IN_LESSON,
  hasMotion = true,
): Promise<string | null> {
  on = new LessonSession(session, lesson, use, { clock: () => clock, hasMotion: () => hasMotion });
  return on.open(stop);
}

function state(): LessonState {
  const shown = lessonStore.get();
  if (!shown) throw new Error('no lesson is on');
  return shown;
}

const place = (): string => `${state().place.stop} ${state().place.phase}`;
const playhead = () => session.player.store.get();

/** Frames until something holds. */
function play(until: () => boolean): void {
  for (let frame = 0; frame < 5_000 && !until(); frame++) {
    clock += FRAME_MS;
    session.player.frame(clock);
  }
  if (!until()) throw new Error(`it does not come: ${place()} at ${playhead().t}`);
}

/** What a run that was asked for needs to be there. */
const settled = () => vi.waitFor(() => expect(state().run).not.toBe('loading'));

describe('walking through a lesson', () => {
  test('begins with its text, before a run that waits at its start, in a tab of its own', async () => {
    expect(await open()).toBeNull();
    expect(place()).toBe('intro there');
    expect(playhead()).toMatchObject({ t: 0, playing: false });
    expect(panelStore.get().tab).toBe('Lesson');
  });

  test('plays to the moment of a stop and stands there, to the microsecond, with its signal selected', async () => {
    await open();
    on.send({ type: 'NEXT' });
    expect(place()).toBe('sigterm playing');
    play(() => place() === 'sigterm there');
    expect(playhead()).toMatchObject({ t: 3_100, playing: false, selected: 'ShutdownInitiated' });
  });

  test('says which answer is right only when the run has come to the stop', async () => {
    await open('sigterm');
    on.send({ type: 'NEXT' });
    expect(place()).toBe('door asking');
    expect(playhead()).toMatchObject({ t: 3_100, playing: false });
    on.send({ type: 'ANSWER', choice: 0 });
    expect(state().question).toMatchObject({ chosen: 0, right: null, measured: null });
    expect(state().answers).toEqual({});
    play(() => place() === 'door there');
    expect(state().question).toMatchObject({ chosen: 0, right: REFUSED, measured: 'refused' });
    expect(state().answers).toEqual({ door: false });
  });

  test('shows the answer to those who do not want to predict', async () => {
    await open('sigterm');
    on.send({ type: 'NEXT' });
    on.send({ type: 'NEXT' });
    play(() => place() === 'door there');
    expect(state().question).toMatchObject({ chosen: null, right: REFUSED });
    expect(progressStore.of(lesson.name)?.answers).toEqual({});
  });

  test('jumps where nobody wants to see the way, and where motion is not wanted at all', async () => {
    await open();
    on.send({ type: 'NEXT' });
    on.send({ type: 'NEXT' });
    expect(place()).toBe('sigterm there');
    expect(playhead()).toMatchObject({ t: 3_100, playing: false });
    on.leave();
    await open(null, ALONE_IN_LESSON, false);
    on.send({ type: 'GO', stop: 'sigterm', phase: 'playing' });
    expect(place()).toBe('sigterm there');
  });

  test('goes back to where one was', async () => {
    await open('door');
    on.send({ type: 'BACK' });
    expect(place()).toBe('sigterm there');
    expect(playhead().t).toBe(3_100);
  });

  test('ends when it is left: the run stays, the tab goes', async () => {
    await open('door');
    const { source } = playhead();
    on.leave();
    expect(lessonStore.get()).toBeNull();
    expect(panelStore.get().tab).toBe('Why');
    expect(playhead().source).toBe(source);
    session.player.seek(0, clock);
    expect(lessonStore.get()).toBeNull();
  });
});

describe('the link to a lesson', () => {
  test('stands at the stop; those before it count as seen, and nothing is answered', async () => {
    expect(await open('door')).toBeNull();
    expect(place()).toBe('door there');
    expect(state().reached).toEqual(['sigterm', 'door']);
    expect(state().answers).toEqual({});
    expect(playhead()).toMatchObject({ playing: false });
  });

  test('to a stop that the lesson does not have names those that it has', async () => {
    expect(await open('dor')).toContain('It has sigterm, door, count, task.');
    expect(lessonStore.get()).toBeNull();
  });

  test('is the one of the page while its run is shown, and of what is shown when somebody has left that', async () => {
    await open('door');
    const queryOf = (): string => {
      const made = formatLink(shownLink(session, EMPTY_LINK, null));
      return made.ok ? made.query : made.error.message;
    };
    expect(queryOf()).toBe('v=1&lesson=the-door&stop=door');
    await session.chooseScenario('retry-after');
    expect(state().run).toBe('other');
    expect(queryOf()).toBe('v=1&scenario=retry-after');
  });
});

describe('whoever does something else meanwhile', () => {
  test('is not fought: another run stays, and the way back leads to the same place', async () => {
    await open('door');
    await session.chooseScenario('retry-after');
    play(() => playhead().t > 500);
    expect(state().run).toBe('other');
    expect(place()).toBe('door there');
    await on.comeBack();
    expect(state().run).toBe('here');
    expect(session.store.get().scenario).toBe('the-door');
    expect(playhead().playing).toBe(false);
  });

  test('drags the playhead where they want, and can come back', async () => {
    await open('sigterm');
    session.player.seek(1_000, clock);
    expect(state().run).toBe('elsewhere');
    expect(playhead().t).toBe(1_000);
    await on.comeBack();
    expect(state().run).toBe('here');
    expect(playhead().t).toBe(3_100);
  });

  test('drags past the stop that the run is on its way to: it is reached, and the playhead is let be', async () => {
    await open();
    on.send({ type: 'NEXT' });
    session.player.toggle(clock);
    session.player.standAtTime(3_500, clock);
    expect(place()).toBe('sigterm there');
    expect(playhead().t).toBe(3_500);
    expect(state().run).toBe('elsewhere');
  });

  test('pauses on the way: the run stands, and can be played on', async () => {
    await open();
    on.send({ type: 'NEXT' });
    play(() => playhead().t > 1_000);
    session.player.toggle(clock);
    expect(state().run).toBe('elsewhere');
    await on.comeBack();
    play(() => place() === 'sigterm there');
  });

  test('goes on while the run is still being made: the place that was asked for last is shown', async () => {
    on = new LessonSession(session, lesson, ALONE_IN_LESSON, { clock: () => clock, hasMotion: () => true });
    const opened = on.open('sigterm');
    on.send({ type: 'GO', stop: 'door', phase: 'there' });
    await opened;
    expect(place()).toBe('door there');
    expect(playhead().t).toBeGreaterThan(4_000);
  });
});

describe('who follows somebody', () => {
  test('is put to places; neither the playhead nor the progress is the own one', async () => {
    await open(null, { keeps: false, drives: false });
    await session.chooseScenario('graceful');
    session.player.seek(0, clock);
    on.place({ stop: 'door', phase: 'asking' });
    expect(place()).toBe('door asking');
    on.send({ type: 'ANSWER', choice: REFUSED });
    on.place({ stop: 'door', phase: 'there' });
    expect(state()).toMatchObject({ run: 'here', answers: { door: true } });
    expect(playhead().t).toBe(0);
    expect(session.store.get().scenario).toBe('graceful');
    expect(progressStore.of(lesson.name)).toBeNull();
  });
});

describe('progress', () => {
  test('is where one goes on, with what was answered', async () => {
    await open('sigterm');
    on.send({ type: 'NEXT' });
    on.send({ type: 'ANSWER', choice: REFUSED });
    play(() => place() === 'door there');
    on.leave();
    await open();
    expect(place()).toBe('door there');
    expect(state().answers).toEqual({ door: true });
  });

  test('keeps the first answer: a second one is no prediction', async () => {
    await open('sigterm');
    on.send({ type: 'NEXT' });
    on.send({ type: 'ANSWER', choice: 0 });
    play(() => place() === 'door there');
    on.again();
    await settled();
    on.send({ type: 'GO', stop: 'door' });
    expect(place()).toBe('door asking');
    on.send({ type: 'ANSWER', choice: REFUSED });
    play(() => place() === 'door there');
    expect(state().answers).toEqual({ door: true });
    expect(progressStore.of(lesson.name)?.answers).toEqual({ door: { choice: 0, right: false } });
  });
});
