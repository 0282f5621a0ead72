/** The link to what the page shows. */
import type { Deed } from '../../machines/simulation/deed.ts';
import { type Instant, toMs } from '../../machines/time.ts';
import { EMPTY_LINK, FURTHEST_MOMENT_MS, type LinkMoment, type LinkState } from '../../machines/view/link.ts';
import { MOST_DEEDS } from '../../machines/view/link-deeds.ts';
import { type LessonState, lessonStore } from '../lessons/lesson-store.ts';
import type { PlayerState } from '../session/player.ts';
import { isSimulatedRun, type RunSource } from '../session/run-source.ts';
import type { Session } from '../session/session.ts';
import { languageStore } from '../words/language.ts';

/**
 * What a link to the session says.
 * @param opened the link that the page was opened with: a theme or language is passed on only where one was asked
 * for, so that nobody forces theirs upon another.
 */
export function shownLink(session: Session, opened: LinkState, moment: LinkMoment | null): LinkState {
  const lesson = lessonStore.get();
  // Its link leads to the stop; who has left its run means what they see.
  if (lesson && lesson.run !== 'other')
    return { ...EMPTY_LINK, ...ofPage(opened), lesson: lesson.lesson.name, stop: stopShown(lesson) };
  return runLink(session, opened, moment);
}

/** What a link to the run says, also while it is a lesson's. The parameters are those of {@link shownLink}. */
export function runLink(session: Session, opened: LinkState, moment: LinkMoment | null): LinkState {
  const { mode, scenario, own, lineage, seed, liveAvailable } = session.store.get();
  const { source, selected } = session.player.store.get();
  // No address leads to a recording, except to the one that the program behind the page serves.
  if (mode === 'replay') return { ...EMPTY_LINK, ...ofPage(opened), replay: opened.replay };
  const deeds = deedsOf(source) ?? [];
  return {
    ...ofPage(opened),
    replay: false,
    lesson: null,
    stop: null,
    scenario: own ? null : scenario,
    source: own?.text ?? null,
    lineage,
    seed,
    // Where a live server is at hand, a link that says nothing would show its run.
    mode: mode === 'live' || moment !== null || deeds.length > 0 || liveAvailable ? mode : null,
    deeds,
    moment,
    selected,
  };
}

function ofPage(opened: LinkState): Pick<LinkState, 'view' | 'theme' | 'lang' | 'embed'> {
  return {
    view: opened.view,
    theme: opened.theme && themeInForce(opened.theme),
    lang: opened.lang && (languageStore.get() === 'en' ? ('en' as const) : ('zh' as const)),
    embed: opened.embed,
  };
}

/** The stop of a link to a lesson; null: its beginning. The task is the furthest that a link leads to. */
function stopShown({ place: { stop } }: LessonState): string | null {
  if (stop === 'intro') return null;
  return stop === 'end' ? 'task' : stop;
}

/**
 * The moment of the playhead; null where no link leads there again: on a live server, in a recording, and beyond what
 * links hold.
 */
export function momentOf({ source, t }: PlayerState): LinkMoment | null {
  if (!isSimulatedRun(source) || deedsOf(source) === null) return null;
  // Where the script's stop is not the stop of this run, what counts from it would mislead.
  const planned = source.plan.scriptedStopMs;
  const isAsPlanned = planned !== null && (source.tracks.stop ?? source.plannedStop) === planned;
  const ms = Math.round((isAsPlanned ? t - planned : t) * 1000) / 1000;
  if (Math.abs(ms) > FURTHEST_MOMENT_MS) return null;
  return { from: isAsPlanned ? 'stop' : 'start', ms };
}

/** What was done by hand to a simulation, nothing elsewhere; null: more than a link holds. */
function deedsOf(source: RunSource | null): readonly Deed[] | null {
  if (!isSimulatedRun(source)) return [];
  const { deeds } = source;
  const last = deeds.at(-1)?.at ?? 0;
  return deeds.length > MOST_DEEDS || toMs(last as Instant) > FURTHEST_MOMENT_MS ? null : deeds;
}

function themeInForce(otherwise: 'light' | 'dark'): 'light' | 'dark' {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : otherwise;
}
