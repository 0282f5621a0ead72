/** The link to what the page shows. */
import { FURTHEST_MOMENT_MS, type LinkMoment, type LinkState } from '../../machines/view/link.ts';
import type { PlayerState } from '../session/player.ts';
import type { Session } from '../session/session.ts';
import { SimulatedRun } from '../session/simulated-run.ts';
import { languageStore } from '../words/language.ts';

/**
 * What a link to the session says.
 * @param opened the link that the page was opened with: a theme or language is passed on only where one was asked
 * for, so that nobody forces theirs upon another.
 */
export function shownLink(session: Session, opened: LinkState, moment: LinkMoment | null): LinkState {
  const { mode, scenario, own, seed, liveAvailable } = session.store.get();
  return {
    scenario: own ? null : scenario,
    source: own?.text ?? null,
    seed,
    // Where a live server is at hand, a link that says nothing would show its run.
    mode: mode !== 'replay' && (mode === 'live' || moment !== null || liveAvailable) ? mode : null,
    moment,
    selected: session.player.store.get().selected,
    view: opened.view,
    theme: opened.theme && themeInForce(opened.theme),
    lang: opened.lang && (languageStore.get() === 'en' ? 'en' : 'zh'),
    embed: opened.embed,
  };
}

/**
 * The moment of the playhead; null where the scenario alone does not lead there again: on a live server, after
 * somebody has acted by hand, and beyond what links hold.
 */
export function momentOf({ source, t }: PlayerState): LinkMoment | null {
  if (!(source instanceof SimulatedRun) || source.isByHand) return null;
  const planned = source.plan.scriptedStopMs;
  const ms = Math.round((t - (planned ?? 0)) * 1000) / 1000;
  if (Math.abs(ms) > FURTHEST_MOMENT_MS) return null;
  return { from: planned === null ? 'start' : 'stop', ms };
}

function themeInForce(otherwise: 'light' | 'dark'): 'light' | 'dark' {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : otherwise;
}
