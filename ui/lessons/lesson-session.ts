/**
 * A lesson on the page: it walks with the person, plays the run to the stops, and says what the run answers. It watches
 * the player like any other view, and fights nobody who takes the playhead or another run.
 */
import type { Lesson, Stop } from '../../machines/lessons/lesson.ts';
import { createWalk, type Walk, type WalkPlace } from '../../machines/lessons/lesson-walk.ts';
import type { LessonProgress } from '../../machines/lessons/progress.ts';
import { runLesson } from '../../machines/lessons/run-lesson.ts';
import type { ControlValue } from '../../machines/lessons/task.ts';
import { changePanel, LESSON_TAB, panelStore } from '../panel/panel-store.ts';
import type { Session } from '../session/session.ts';
import { shallowEqual } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { LessonPlayhead } from './lesson-playhead.ts';
import {
  type LessonMove,
  type LessonRunState,
  type LessonState,
  type LessonUse,
  lessonStore,
  stopOf,
} from './lesson-store.ts';
import { progressStore } from './progress-store.ts';
import { TaskTries } from './task-tries.ts';
import { Verdicts } from './verdicts.ts';

/** What a page that tests has otherwise. */
interface Surroundings {
  /** Milliseconds of the page's monotonic clock. */
  readonly clock: () => number;
  /** Whether the way to a stop is shown; otherwise the run jumps there. */
  readonly hasMotion: () => boolean;
}

const OF_PAGE: Surroundings = {
  clock: () => performance.now(),
  hasMotion: () => !matchMedia('(prefers-reduced-motion: reduce)').matches,
};

export class LessonSession {
  readonly lesson: Lesson;
  readonly session: Session;
  private inUse: LessonUse;
  private readonly around: Surroundings;
  private readonly tries: TaskTries;
  private walk: Walk;
  /** What the lesson's run answers, and its playhead; null until it is opened. */
  private run: { readonly verdicts: Verdicts; readonly head: LessonPlayhead } | null = null;
  private readonly reached = new Set<string>();
  private unsubscribe: (() => void) | null = null;
  constructor(session: Session, lesson: Lesson, use: LessonUse, around: Surroundings = OF_PAGE) {
    this.session = session;
    this.lesson = lesson;
    this.inUse = use;
    this.around = around;
    this.walk = createWalk(lesson);
    this.tries = new TaskTries(session, lesson, () => this.publish());
  }

  /**
   * Begins, or stands at a stop: then those before it count as seen. Whoever has begun it before goes on there.
   * @returns why it cannot be, in words for a person; null: it is on.
   */
  async open(stop: string | null): Promise<string | null> {
    const { lesson } = this;
    if (stop !== null && !isPlace(lesson, stop)) {
      const stops = [...lesson.stops.map(({ id }) => id), 'task'].join(', ');
      return tr('The lesson "{name}" has no stop "{stop}". It has {stops}.', {
        name: lesson.name,
        stop,
        stops,
      });
    }
    try {
      const whole = runLesson(lesson);
      this.run = {
        verdicts: new Verdicts(lesson, whole),
        head: new LessonPlayhead(this.session, lesson, whole, this.around.clock),
      };
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      return tr('The lesson "{name}" cannot be used: {what}.', { name: lesson.name, what });
    }
    this.begin(stop);
    changePanel({ tab: LESSON_TAB });
    this.unsubscribe = this.session.player.store.subscribe(() => this.follow());
    await this.settle();
    return null;
  }

  /** Begins again from the introduction, with nothing answered. */
  again(): void {
    this.walk = createWalk(this.lesson);
    this.reached.clear();
    this.tries.reset();
    void this.settle();
  }

  leave(): void {
    this.unsubscribe?.();
    this.unsubscribe = null;
    lessonStore.set(null);
    if (panelStore.get().tab === LESSON_TAB) changePanel({ tab: 'Why' });
  }

  send(move: LessonMove): void {
    if (!this.walk.send(move)) return;
    const { place } = this.walk;
    if (move.type === 'ANSWER' && this.use.keeps) this.keepAnswer(place.stop, move.choice);
    void this.settle();
  }

  get use(): LessonUse {
    return this.inUse;
  }

  /** From now on it is used otherwise: who was led has taken it into their own hands. */
  useAs(use: LessonUse): void {
    this.inUse = use;
    this.publish();
  }

  /** Puts it to a place that somebody else has come to. */
  place({ stop, phase }: WalkPlace): void {
    if (this.walk.send({ type: 'GO', stop, phase })) void this.settle();
  }

  /** Takes the lesson's run again, at the moment of the place; on the way to a stop, it plays on. */
  async comeBack(): Promise<void> {
    this.tries.giveUp();
    await this.settle(true);
  }

  /** Chooses a value for the task; null leaves open what the scenario leaves open. */
  choose(path: string, value: ControlValue): void {
    this.tries.choose(path, value);
  }

  /** Runs the scenario with what is chosen, from its beginning. */
  tryTask(): Promise<void> {
    return this.tries.run();
  }

  /** Brings the run of the try to its end at once. */
  skipToEnd(): void {
    this.tries.skipToEnd(this.around.clock());
  }

  private begin(stop: string | null): void {
    const { lesson, use } = this;
    const kept = use.keeps ? progressStore.of(lesson.name) : null;
    const isFinished = kept?.finished === true;
    // Who has finished it and opens it once more is asked anew.
    const from = kept && !isFinished ? { answers: choicesOf(kept), solved: kept.solved } : {};
    const place = stop ?? (kept && !isFinished ? kept.furthest : null);
    this.walk = createWalk(lesson, {
      ...from,
      ...(place === null ? {} : { place: { stop: place, phase: 'there' } }),
    });
    const until = this.walk.index;
    for (const { id } of lesson.stops.slice(0, Math.max(0, until))) this.reached.add(id);
  }

  /** Brings the lesson's run onto the page, if another one is there. */
  private async load(): Promise<void> {
    await this.run?.head.load(
      () => this.unsubscribe !== null,
      () => this.publish(),
    );
  }

  /** Does what the place asks for, and says where one is. */
  private async settle(again = false): Promise<void> {
    const { place } = this.walk;
    this.note(place);
    if (place.stop === 'task') {
      this.tries.begin(this.triesBefore());
      if (this.use.drives) await this.showTask();
    } else if (this.use.drives && place.stop !== 'end') {
      if (!this.run?.head.isShown) await this.load();
      // Somebody may have gone on meanwhile.
      if (isRunShown(this.walk.place)) this.goTo(this.walk.place, again);
    }
    this.publish();
  }

  /** The run that is to be changed, as it stands. */
  private async showTask(): Promise<void> {
    const { source } = this.session.player.store.get();
    if (this.tries.isKnown(source)) return;
    if (!this.tries.isOfLesson) return this.tries.showUnchanged(this.around.clock);
    await this.load();
    this.run?.head.stand(this.run.head.timeOf(this.lesson.stops.length - 1));
  }

  private goTo(place: WalkPlace, again: boolean): void {
    const head = this.run?.head;
    if (!head) return;
    const { index } = this.walk;
    if (place.stop === 'intro') return head.stand(0);
    const { t } = this.session.player.store.get();
    switch (place.phase) {
      case 'asking':
        if (t < head.timeOf(index - 1) || t >= head.timeOf(index) || again)
          head.stand(head.timeOf(index - 1));
        return;
      case 'playing':
        if (!this.around.hasMotion()) this.arrive();
        else head.playTo(index);
        return;
      case 'there':
        head.stand(head.timeOf(index));
        this.select(stopOf(this.lesson, place));
    }
  }

  private arrive(): void {
    if (this.walk.send({ type: 'ARRIVED' })) void this.settle();
  }

  private select(stop: Stop | null): void {
    const signal = stop?.view.signal;
    if (signal !== undefined) this.session.player.select(signal, this.around.clock());
  }

  /** The player has moved on, or somebody has moved it. */
  private follow(): void {
    const head = this.run?.head;
    if (!head || head.moving || head.loading) return;
    const state = this.session.player.store.get();
    const { place, index } = this.walk;
    if (place.phase === 'playing' && head.isShown && this.use.drives) {
      const target = head.timeOf(index);
      // A signal of that very instant is shown to its end; whoever drags the playhead past the stop is let go.
      const isAtEnd = state.ended && state.t >= state.present;
      if (state.t > target || isAtEnd || (state.t === target && state.instant === null)) {
        if (state.playing || state.t === target || isAtEnd) return this.arrive();
        if (this.walk.send({ type: 'ARRIVED' })) this.note(this.walk.place);
      }
    }
    if (place.stop === 'task' || place.stop === 'end') {
      if (this.tries.follow(state, head.isShown) && this.use.keeps)
        progressStore.tried(this.lesson.name, this.tries.tries, this.tries.solved);
      if (this.tries.solved && this.walk.send({ type: 'SOLVED' })) this.note(this.walk.place);
    }
    this.publish();
  }

  /** Remembers what was reached. */
  private note({ stop, phase }: WalkPlace): void {
    if (phase !== 'there') return;
    this.reached.add(stop);
    if (this.use.keeps) progressStore.reach(this.lesson, stop);
  }

  private keepAnswer(stop: string, choice: number): void {
    const right = this.run?.verdicts.of(stop)?.right ?? null;
    if (right !== null) progressStore.answer(this.lesson.name, stop, { choice, right: choice === right });
  }

  private triesBefore(): number {
    const kept = this.use.keeps ? progressStore.of(this.lesson.name) : null;
    return kept && !kept.solved ? kept.tries : 0;
  }

  private publish(): void {
    if (!this.unsubscribe || !this.run) return;
    const before = lessonStore.get();
    const next = steady(before, {
      lesson: this.lesson,
      use: this.use,
      place: this.walk.place,
      reached: [...this.reached],
      answers: this.run.verdicts.answersSeen(this.walk, this.reached),
      question: this.run.verdicts.questionAt(this.walk),
      run: this.runState(this.run.head),
      task: this.tries.state,
    });
    // Every frame asks, and few change anything.
    if (!before || !shallowEqual(before, next)) lessonStore.set(next);
  }

  private runState(head: LessonPlayhead): LessonRunState {
    const { place, index } = this.walk;
    const { source, t, playing } = this.session.player.store.get();
    if (head.loading) return 'loading';
    // Whoever leads has the playhead: it is where they say.
    if (!this.use.drives || place.stop === 'end') return 'here';
    const isTask = place.stop === 'task';
    if (isTask && this.tries.isKnown(source)) return 'here';
    if (!head.isShown || (isTask && !this.tries.isOfLesson)) return 'other';
    if (isTask || place.stop === 'intro') return 'here';
    const isHere = { asking: t <= head.timeOf(index), playing, there: head.isAt(index) };
    return isHere[place.phase] ? 'here' : 'elsewhere';
  }
}

/** What says the same stays the same object, so that nobody is told twice. */
function steady(before: LessonState | null, next: LessonState): LessonState {
  if (!before) return next;
  const same = <T extends object>(last: T, now: T): T => (shallowEqual(last, now) ? last : now);
  return {
    ...next,
    place: same(before.place, next.place),
    reached: same(before.reached, next.reached),
    answers: same(before.answers, next.answers),
    question: before.question && next.question ? same(before.question, next.question) : next.question,
  };
}

function choicesOf({ answers }: LessonProgress): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(answers).map(([stop, { choice }]) => [stop, choice]));
}

/** Whether a place shows the lesson's own run. */
function isRunShown({ stop }: WalkPlace): boolean {
  return stop !== 'task' && stop !== 'end';
}

function isPlace(lesson: Lesson, stop: string): boolean {
  return stop === 'intro' || stop === 'task' || stop === 'end' || lesson.stops.some(({ id }) => id === stop);
}
