/** Makes a page show what a presenter shows. */
import { runLesson } from '../../machines/lessons/run-lesson.ts';
import { EMPTY_LINK, parseLink } from '../../machines/view/link.ts';
import type { Shown } from '../../machines/workshop/messages.ts';
import { type LessonUse, lessonStore } from '../lessons/lesson-store.ts';
import { leaveLesson, openLesson, placeLesson } from '../lessons/lessons.ts';
import { closeLineages, lineagesStore, showAllLineages } from '../lineages/lineages-store.ts';
import { changePanel, panelStore } from '../panel/panel-store.ts';
import { listRuns } from '../session/live-api.ts';
import type { Session } from '../session/session.ts';
import { correction, playheadAt } from './following.ts';
import type { Heard } from './room-state.ts';
import { lessonTitle } from './sentence.ts';

/**
 * Opens, leaves and places the lesson, and shows the run.
 * @param before what was made to show the last time; null: nothing, or the reader has done something since
 * @returns what is wrong, in words for a person; null: nothing
 */
export async function showRun(
  session: Session,
  heard: Heard,
  before: Shown | null,
  use: LessonUse,
): Promise<string | null> {
  const { place, link } = heard.shown;
  const isOther = place?.lesson !== before?.place?.lesson || before === null;
  if (place === null) {
    if (lessonStore.get()) leaveLesson();
  } else if (isOther) {
    const problem = await openLesson(session, place.lesson, place.stop, use);
    if (problem !== null) return problem;
  }
  const at = lessonStore.get()?.place;
  if (place !== null && (at?.stop !== place.stop || at.phase !== place.phase)) placeLesson(place);
  // What a lesson drives, it has brought along.
  if (use.drives && place !== null) return null;
  if (link === '' ? isOther : link !== before?.link || before === null) await showLink(session, heard);
  return null;
}

async function showLink(session: Session, heard: Heard): Promise<void> {
  const { link } = heard.shown;
  if (link === '') return showLog(session);
  const parsed = parseLink(link);
  if (!parsed.ok) return;
  if (parsed.link.mode !== 'live') {
    const moment = { from: 'start', ms: playheadAt(heard, performance.now()) } as const;
    return session.start({ ...parsed.link, mode: 'simulate', moment });
  }
  // Only a run that is there is joined: to start one is the presenter's.
  const runs = (await listRuns()) ?? [];
  if (runs.some(({ mode, state }) => mode === 'live' && state === 'running'))
    await session.start({ ...EMPTY_LINK, mode: 'live' });
}

/** The log that the lesson brings along. */
async function showLog(session: Session): Promise<void> {
  const lesson = lessonStore.get()?.lesson;
  if (lesson?.run.kind !== 'log') return;
  const { runOf } = await import('../files/open-log.ts');
  session.show(await runOf(runLesson(lesson).recording), lessonTitle(lesson));
}

/** Brings the playhead to where the presenter's is by now. */
export function showMoment(session: Session, heard: Heard): void {
  const { player } = session;
  const state = player.store.get();
  if (!state.source) return;
  const clock = performance.now();
  const { speed, seek } = correction(heard, state, clock);
  if (state.source.mode === 'live') {
    if (heard.shown.playhead.playing) {
      if (!state.playing) player.toPresent(clock);
    } else if (seek !== null) player.seek(seek, clock);
    return;
  }
  if (speed !== null) player.setSpeed(speed, clock);
  if (seek !== null) {
    if (state.source.mode === 'simulate') player.standAtTime(seek, clock);
    else player.seek(seek, clock);
  }
  // Who is brought to another moment stands there; and there may be nothing left to play.
  const { playing: plays, ended } = player.store.get();
  if (plays !== heard.shown.playhead.playing && !(ended && !plays)) player.toggle(clock);
}

/** Tab, signal and the table of versions, as far as the presenter has changed them since. */
export function showView(session: Session, { view }: Shown, before: Shown['view'] | null): void {
  if (view.tab !== before?.tab && panelStore.get().tab !== view.tab) changePanel({ tab: view.tab });
  if (view.selected !== before?.selected) session.player.select(view.selected, performance.now());
  if (view.lineages === before?.lineages) return;
  if (view.lineages) showAllLineages();
  else if (lineagesStore.get() === 'table') closeLineages('table');
}
