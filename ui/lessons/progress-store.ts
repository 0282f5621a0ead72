/** How far the person has come with the lessons, kept in the browser where it keeps anything. */
import type { Lesson } from '../../machines/lessons/lesson.ts';
import {
  emptyProgress,
  type LessonProgress,
  mergeProgress,
  noteAnswer,
  noteReached,
  noteTry,
  type Progress,
  progressOf,
  readProgress,
} from '../../machines/lessons/progress.ts';
import { createStore } from '../session/store.ts';

const KEY = 'lastcall.progress';

class ProgressStore {
  readonly store = createStore<Progress>(emptyProgress);
  /** Whether the browser keeps it: what is left when the page is. */
  readonly keptStore = createStore<boolean>(true);

  constructor() {
    this.store.set(this.stored());
  }

  /** null: the lesson has not been begun. */
  of(lesson: string): LessonProgress | null {
    return progressOf(this.store.get(), lesson);
  }

  reach(lesson: Lesson, place: string): void {
    this.change(progress => noteReached(progress, lesson, place));
  }

  answer(lesson: string, stop: string, answer: { readonly choice: number; readonly right: boolean }): void {
    this.change(progress => noteAnswer(progress, lesson, stop, answer));
  }

  tried(lesson: string, tries: number, solved: boolean): void {
    this.change(progress => noteTry(progress, lesson, tries, solved));
  }

  /** Adds what is known elsewhere. */
  merge(other: Progress): void {
    this.change(progress => mergeProgress(progress, other));
  }

  /** Forgets all of it. */
  reset(): void {
    this.store.set(emptyProgress);
    this.write(() => localStorage.removeItem(KEY));
  }

  private change(by: (progress: Progress) => Progress): void {
    // Another window may have gone on meanwhile: nothing that was reached there is lost.
    const before = this.keptStore.get() ? mergeProgress(this.stored(), this.store.get()) : this.store.get();
    const next = by(before);
    this.store.set(next);
    this.write(() => localStorage.setItem(KEY, JSON.stringify(next)));
  }

  private stored(): Progress {
    try {
      const text = localStorage.getItem(KEY);
      if (text === null) return emptyProgress;
      const read = readProgress(JSON.parse(text));
      // What is damaged, or of a newer program, is not overwritten before somebody goes on with a lesson.
      return read.ok ? read.progress : emptyProgress;
    } catch (error) {
      if (!(error instanceof SyntaxError)) this.keptStore.set(false);
      return emptyProgress;
    }
  }

  private write(how: () => void): void {
    try {
      how();
      this.keptStore.set(true);
    } catch {
      this.keptStore.set(false);
    }
  }
}

export const progressStore = new ProgressStore();
