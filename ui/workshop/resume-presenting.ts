/** A presenter's page that was loaded again goes on where it was; the program has kept what was shown. */
import { EMPTY_LINK } from '../../machines/view/link.ts';
import type { Shown } from '../../machines/workshop/messages.ts';
import { lessonUseStore } from '../lessons/lesson-store.ts';
import type { Session } from '../session/session.ts';
import { showMoment, showRun, showView } from './apply-shown.ts';
import type { Presenter } from './presenter.ts';
import type { Room } from './room.ts';
import { type Decided, NOTHING_DECIDED } from './shown-of.ts';

/** A program that is slower than this is not waited for: the page shows something all the same. */
const LONGEST_HELLO_MS = 4_000;
/** What was shown before comes right after the welcome; a room in which nothing was shown says nothing. */
const LONGEST_WAIT_MS = 400;

export async function resumePresenting(session: Session, room: Room, presenter: Presenter): Promise<void> {
  await until(room, () => room.connection.store.get() !== 'connecting', LONGEST_HELLO_MS);
  await until(room, () => room.store.get().heard !== null, LONGEST_WAIT_MS);
  const { heard } = room.store.get();
  await session.start({ ...EMPTY_LINK, mode: 'simulate' });
  if (heard) {
    await showRun(session, heard, null, lessonUseStore.get());
    showMoment(session, heard);
    showView(session, heard.shown, null);
  }
  presenter.begin(heard ? decidedOf(heard.shown) : NOTHING_DECIDED);
}

function decidedOf({ question, task, fire, blank, timer }: Shown): Decided {
  return {
    bars: question?.bars ?? false,
    task,
    fire,
    blank,
    timer: timer && { endsAt: performance.now() + timer.leftMs, ofMs: timer.ofMs },
  };
}

/** Waits until something is so, or the time is over. */
function until(room: Room, isSo: () => boolean, longestMs: number): Promise<void> {
  return new Promise(resolve => {
    const leave: (() => void)[] = [];
    const end = (): void => {
      for (const each of leave) each();
      resolve();
    };
    const look = (): void => {
      if (isSo()) end();
    };
    const timer = window.setTimeout(end, longestMs);
    leave.push(
      () => window.clearTimeout(timer),
      room.store.subscribe(look),
      room.connection.store.subscribe(look),
    );
    look();
  });
}
