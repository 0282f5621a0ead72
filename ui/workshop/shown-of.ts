/** What a page shows, as the room follows it. */
import { EMPTY_LINK, formatLink } from '../../machines/view/link.ts';
import type { Shown } from '../../machines/workshop/messages.ts';
import { lessonStore } from '../lessons/lesson-store.ts';
import { lineagesStore } from '../lineages/lineages-store.ts';
import { runLink } from '../link/shown-link.ts';
import { panelStore } from '../panel/panel-store.ts';
import type { LiveRun } from '../session/live-run.ts';
import type { Session } from '../session/session.ts';
import { placeShown, questionShown } from './presenting.ts';

/** What the presenter has decided besides. */
export interface Decided {
  /** The room's answers are shown while the question is still before the run. */
  readonly bars: boolean;
  readonly task: string | null;
  readonly fire: boolean;
  readonly blank: boolean;
  /** When the timer is over, by this page's clock in milliseconds, and how long it was; null: none runs. */
  readonly timer: { readonly endsAt: number; readonly ofMs: number } | null;
}

export const NOTHING_DECIDED: Decided = { bars: false, task: null, fire: false, blank: false, timer: null };

/** @param link as {@link linkOf} has it. */
export function shownOf(session: Session, link: string, decided: Decided, clock: number): Shown {
  const lesson = lessonStore.get();
  const { t, playing, speed, selected } = session.player.store.get();
  return {
    link,
    place: lesson && placeShown(lesson),
    playhead: { t, playing, speed },
    view: { tab: panelStore.get().tab, selected, lineages: lineagesStore.get() === 'table' },
    question: lesson && questionShown(lesson, decided.bars),
    task: decided.task,
    fire: decided.fire,
    blank: decided.blank,
    timer: decided.timer && {
      leftMs: Math.max(0, decided.timer.endsAt - clock),
      ofMs: decided.timer.ofMs,
    },
  };
}

/** The link to the run. Empty for a recording, which no address leads to: the lesson that is on has it, or nobody has. */
export function linkOf(session: Session): string {
  const { source } = session.player.store.get();
  // Which live run it is: another one under the same address is another thing to follow. Readers of links pass it over.
  if (source?.mode === 'live') return `mode=live&run=${encodeURIComponent((source as LiveRun).id)}`;
  if (source?.mode === 'replay') return '';
  // Place and view are said for themselves.
  const made = formatLink({ ...runLink(session, EMPTY_LINK, null), selected: null, mode: null });
  return made.ok ? made.query : '';
}
