/** The run of a lesson in the player: brought there, stood at a moment, and played to one. */
import type { Lesson } from '../../machines/lessons/lesson.ts';
import type { LessonRun } from '../../machines/lessons/run-lesson.ts';
import { runOf } from '../files/open-log.ts';
import type { RunSource } from '../session/run-source.ts';
import type { Session } from '../session/session.ts';
import { languageStore } from '../words/language.ts';
import { lessonLanguage } from './lesson-language.ts';
import { paceFor } from './pace.ts';

/** A playhead that is no further from a stop than this stands at it, in milliseconds: runs count whole microseconds. */
const AT_STOP_MS = 0.01;

export class LessonPlayhead {
  /** The lesson's run is being made. */
  loading = false;
  /** The lesson itself is moving the playhead: what the player says meanwhile is its own doing. */
  moving = false;
  private readonly session: Session;
  private readonly lesson: Lesson;
  private readonly whole: LessonRun;
  private readonly clock: () => number;
  /** The lesson's run as the player has it; null: it is not there yet. */
  private source: RunSource | null = null;

  /** @param clock milliseconds of the page's monotonic clock. */
  constructor(session: Session, lesson: Lesson, whole: LessonRun, clock: () => number) {
    this.session = session;
    this.lesson = lesson;
    this.whole = whole;
    this.clock = clock;
  }

  /** Whether a run is the lesson's own. */
  isOfLesson(source: RunSource | null): boolean {
    return source !== null && source === this.source;
  }

  /** Whether the player shows it. */
  get isShown(): boolean {
    return this.isOfLesson(this.session.player.store.get().source);
  }

  /** When a stop comes, in milliseconds since the start of the run; 0 for what is before the first. */
  timeOf(index: number): number {
    return this.whole.stopMs[index] ?? 0;
  }

  isAt(index: number): boolean {
    return Math.abs(this.session.player.store.get().t - this.timeOf(index)) <= AT_STOP_MS;
  }

  /** Brings the lesson's run onto the page, unless it is there: it waits at its start for the person. */
  async load(isWanted: () => boolean, changed: () => void): Promise<void> {
    if (this.isShown || this.loading) return;
    this.loading = true;
    changed();
    this.source = await this.fresh(isWanted);
    this.loading = false;
    if (isWanted() && this.isShown) this.stand(0);
  }

  /** Stands the lesson's run at a time, in milliseconds since its start; nothing where another one is shown. */
  stand(t: number): void {
    const { player } = this.session;
    if (!this.isShown) return;
    const now = this.clock();
    this.moving = true;
    if (player.store.get().playing) player.toggle(now);
    // A recording has happened; a simulation may have to be brought there.
    if (this.source?.mode === 'simulate') player.standAtTime(t, now);
    else player.seek(t, now);
    this.moving = false;
  }

  /** Plays from where it stands to a stop; from the stop before, where it stands on no way between them. */
  playTo(index: number): void {
    const { player } = this.session;
    const [before, target] = [this.timeOf(index - 1), this.timeOf(index)];
    const { t } = player.store.get();
    const from = t < before || t >= target ? before : t;
    this.stand(from);
    player.setSpeed(paceFor(target - from), this.clock());
    if (!player.store.get().playing) player.toggle(this.clock());
  }

  private async fresh(isWanted: () => boolean): Promise<RunSource | null> {
    const { session, lesson, whole } = this;
    if (lesson.run.kind === 'log') {
      const run = await runOf(whole.recording);
      const { title } = lesson.texts[lessonLanguage(languageStore.get())];
      if (isWanted()) session.show(run, title);
      return run;
    }
    const shown = await session.simulateSource(lesson.run.source);
    return shown && !('problems' in shown) ? shown : null;
  }
}
