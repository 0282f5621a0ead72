/**
 * The audience's side: the page shows what the presenter shows until its reader does something with it; then it is
 * theirs until they follow again.
 */
import type { ComponentType } from 'react';
import type { Shown } from '../../machines/workshop/messages.ts';
import { type LessonUse, lessonStore } from '../lessons/lesson-store.ts';
import { currentLesson, openLesson } from '../lessons/lessons.ts';
import { lineagesStore } from '../lineages/lineages-store.ts';
import { panelStore } from '../panel/panel-store.ts';
import { isSimulatedRun } from '../session/run-source.ts';
import type { Session } from '../session/session.ts';
import { createStore } from '../session/store.ts';
import { showMoment, showRun, showView } from './apply-shown.ts';
import { type OwnAct, ownAct, type Watched } from './own-act.ts';
import type { Room } from './room.ts';

/** A lesson in one's own hands, in the middle of somebody else's workshop. */
export const BY_ONESELF: LessonUse = { keeps: false, drives: true };

export interface FollowerState {
  /** `task`: in a sandbox of one's own, because the presenter has handed out the task. */
  readonly mode: 'following' | 'detached' | 'task';
  /** What has detached the page; `asked`: its reader wanted to. */
  readonly because: OwnAct | 'asked' | null;
  /** What cannot be shown, in words for a person; null: nothing. */
  readonly problem: string | null;
}

export class Follower {
  readonly store = createStore<FollowerState>({ mode: 'following', because: null, problem: null });
  private readonly session: Session;
  private readonly room: Room;
  private readonly following: LessonUse;
  /** What the page was made to show the last time; null: it has to be made whole again. */
  private applied: Shown | null = null;
  private watched: Watched | null = null;
  /** Something is being fetched or opened for the reader: what changes meanwhile is not their doing. */
  private working = true;
  private isStale = false;
  /** The task that was handed out, and taken up or turned down. */
  private task: string | null = null;
  private reported = '';

  /**
   * @param asked stands in the lesson where one's own prediction would stand.
   * @param opened when the page shows what it shows before there is anybody to follow.
   */
  constructor(session: Session, room: Room, asked: ComponentType, opened: Promise<void>) {
    this.session = session;
    this.room = room;
    // The presenter moves the playhead, and the room's questions stand for one's own.
    this.following = { keeps: false, drives: false, question: asked };
    const watch = (): void => this.watch();
    for (const store of [session.store, session.player.store, panelStore, lineagesStore])
      store.subscribe(watch);
    lessonStore.subscribe(() => this.report());
    room.store.subscribe(() => this.listen());
    void opened.finally(() => {
      this.working = false;
      this.listen();
    });
  }

  /** Leaves the presenter, who goes on without this page. */
  lookAround(): void {
    this.detach('asked');
  }

  /** Shows again what the presenter shows. */
  followAgain(): void {
    this.applied = null;
    this.change({ mode: 'following', because: null, problem: null });
    void this.follow();
  }

  /** Opens the task that was handed out. */
  async takeTask(): Promise<void> {
    const { task } = this;
    if (task === null) return;
    this.change({ mode: 'task', because: null });
    const problem = await openLesson(this.session, task, 'task', BY_ONESELF);
    this.change({ problem });
  }

  private listen(): void {
    const { heard } = this.room.store.get();
    if (!heard || heard.shown === this.applied) return;
    const { task } = heard.shown;
    if (task !== this.task) {
      this.task = task;
      const { mode } = this.store.get();
      if (task !== null && mode === 'following') void this.takeTask();
      else if (task === null && mode === 'task') return this.followAgain();
    }
    void this.follow();
  }

  private async follow(): Promise<void> {
    if (this.working) {
      this.isStale = true;
      return;
    }
    this.working = true;
    try {
      do {
        this.isStale = false;
        await this.showOnce();
      } while (this.isStale);
    } catch (error) {
      // A part of the page could not be fetched, say: the next message of the presenter tries again.
      this.change({ problem: error instanceof Error ? error.message : String(error) });
    } finally {
      this.working = false;
      this.watched = this.look();
    }
  }

  private async showOnce(): Promise<void> {
    const { heard } = this.room.store.get();
    if (!heard || this.store.get().mode !== 'following') return;
    const { shown } = heard;
    const before = this.applied;
    const problem = await showRun(this.session, heard, before, this.following);
    if (this.store.get().mode !== 'following') return;
    if (problem === null) {
      showMoment(this.session, heard);
      showView(this.session, shown, before?.view ?? null);
    }
    this.applied = shown;
    if (problem !== this.store.get().problem) this.change({ problem });
  }

  private watch(): void {
    if (this.working || !this.applied || this.store.get().mode !== 'following') return;
    const now = this.look();
    const act = this.watched && ownAct(this.watched, now);
    this.watched = now;
    if (act) this.detach(act);
  }

  private detach(because: OwnAct | 'asked'): void {
    if (this.store.get().mode !== 'following') return;
    this.change({ mode: 'detached', because });
    currentLesson()?.useAs(BY_ONESELF);
  }

  private look(): Watched {
    const { source, t, playing, ended, speed } = this.session.player.store.get();
    return {
      clock: performance.now(),
      source,
      deeds: isSimulatedRun(source) ? source.deeds.length : 0,
      mode: this.session.store.get().mode,
      t,
      playing,
      ended,
      speed,
      tab: panelStore.get().tab,
      lineages: lineagesStore.get() === 'table',
    };
  }

  private report(): void {
    const lesson = lessonStore.get();
    const task = lesson?.task;
    if (this.store.get().mode !== 'task' || !task || lesson.lesson.name !== this.task) return;
    const { tries, solved } = task;
    const what = `${this.task} ${tries} ${solved}`;
    if (what === this.reported || (tries === 0 && !solved)) return;
    if (this.room.send({ type: 'task', lesson: this.task, tries, solved })) this.reported = what;
  }

  private change(part: Partial<FollowerState>): void {
    this.store.set({ ...this.store.get(), ...part });
  }
}
