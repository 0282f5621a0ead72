/**
 * The presenter's side: watches the page that is presented like any other view, tells the room what it shows, and
 * carries out what space bar, clicker, bar and notes ask for.
 */
import type { PresenterCommand } from '../../machines/workshop/messages.ts';
import { lessonStore } from '../lessons/lesson-store.ts';
import { sendToLesson } from '../lessons/lessons.ts';
import { closeLineages, lineagesStore } from '../lineages/lineages-store.ts';
import { panelStore } from '../panel/panel-store.ts';
import { isSimulatedRun } from '../session/run-source.ts';
import type { Session } from '../session/session.ts';
import { createStore } from '../session/store.ts';
import { isNews, PLAYHEAD_EVERY_MS, type Said, SHORTEST_PAUSE_MS } from './broadcast.ts';
import { nextStep, questionId } from './presenting.ts';
import type { Room } from './room.ts';
import { type Decided, linkOf, NOTHING_DECIDED, shownOf } from './shown-of.ts';

const now = (): number => performance.now();

export class Presenter {
  readonly decided = createStore<Decided>(NOTHING_DECIDED);
  private readonly session: Session;
  private readonly room: Room;
  private said: Said | null = null;
  private pending: number | undefined;
  private linked: { readonly of: readonly unknown[]; readonly link: string } = { of: [], link: '' };
  /** The place of the lesson for which it was decided whether the bars are shown. */
  private place = '';

  constructor(session: Session, room: Room) {
    this.session = session;
    this.room = room;
  }

  /** Tells the room what the page shows, from now on. @param decided what was decided before the page was loaded again. */
  begin(decided: Decided): void {
    const { session, room } = this;
    const follow = (): void => this.follow();
    this.place = placeKey();
    this.decided.set(decided);
    for (const store of [session.store, session.player.store, panelStore, lineagesStore, this.decided])
      store.subscribe(follow);
    lessonStore.subscribe(() => this.followLesson());
    // Whoever has been away says everything again.
    room.connection.store.subscribe(() => {
      if (room.connection.store.get() === 'open') this.said = null;
      follow();
    });
    window.setInterval(follow, PLAYHEAD_EVERY_MS);
    follow();
  }

  /** Does what was asked for; answers whether there was something to do: without a lesson there is no next place. */
  command(command: PresenterCommand): boolean {
    const isPossible = command === 'blank' || this.decided.get().blank || lessonStore.get() !== null;
    if (!isPossible) return false;
    if (command === 'next') this.next();
    else if (command === 'back') this.back();
    else this.decide({ blank: !this.decided.get().blank });
    return true;
  }

  decide(part: Partial<Decided>): void {
    this.decided.set({ ...this.decided.get(), ...part });
  }

  /** Puts the question of the place once more: what was answered is forgotten. */
  askAgain(): void {
    const lesson = lessonStore.get();
    if (lesson?.place.phase !== 'asking') return;
    this.room.send({ type: 'clear', question: questionId(lesson.lesson.name, lesson.place.stop) });
    this.decide({ bars: false });
  }

  /** Starts the timer anew. */
  startTimer(ms: number): void {
    this.decide({ timer: { endsAt: now() + ms, ofMs: ms } });
  }

  /** Adds to the timer that runs; one that is over goes on from now. */
  addToTimer(ms: number): void {
    const { timer } = this.decided.get();
    if (!timer) return;
    const left = Math.max(0, timer.endsAt - now());
    this.decide({ timer: { endsAt: now() + left + ms, ofMs: timer.ofMs + ms } });
  }

  private next(): void {
    const { blank, bars } = this.decided.get();
    // A dark screen, or a table over the page, would hide what happens: the first press only brings the page back.
    if (blank) return this.decide({ blank: false });
    if (lineagesStore.get() === 'table') return closeLineages('table');
    const lesson = lessonStore.get();
    const step = lesson ? nextStep(lesson, bars) : 'nothing';
    if (step === 'bars') this.decide({ bars: true });
    else if (step !== 'nothing') sendToLesson({ type: 'NEXT' });
  }

  private back(): void {
    const isAsking = lessonStore.get()?.place.phase === 'asking';
    // From the room's answers back to the question itself.
    if (isAsking && this.decided.get().bars) this.decide({ bars: false });
    else sendToLesson({ type: 'BACK' });
  }

  private followLesson(): void {
    const place = placeKey();
    if (place !== this.place) {
      this.place = place;
      const { task } = this.decided.get();
      // A task is handed out for the lesson that is on.
      const isOver = task !== null && task !== lessonStore.get()?.lesson.name;
      this.decide({ bars: false, ...(isOver ? { task: null } : {}) });
    }
    this.follow();
  }

  private follow(): void {
    if (this.pending !== undefined) return;
    const since = this.said === null ? SHORTEST_PAUSE_MS : now() - this.said.at;
    this.pending = window.setTimeout(() => this.say(), Math.max(0, SHORTEST_PAUSE_MS - since));
  }

  /** To write a scenario into a link takes a while: that is done when there is another one. */
  private link(): string {
    const { source } = this.session.player.store.get();
    const of = [this.session.store.get(), source, isSimulatedRun(source) ? source.deeds.length : 0];
    if (of.some((part, index) => part !== this.linked.of[index]))
      this.linked = { of, link: linkOf(this.session) };
    return this.linked.link;
  }

  private say(): void {
    this.pending = undefined;
    const { source, instant } = this.session.player.store.get();
    if (!source || this.room.connection.store.get() !== 'open') return;
    const clock = now();
    const shown = shownOf(this.session, this.link(), this.decided.get(), clock);
    if (!isNews(this.said, shown, clock, instant !== null)) return;
    if (this.room.send({ type: 'show', shown })) this.said = { shown, at: clock };
  }
}

function placeKey(): string {
  const lesson = lessonStore.get();
  return lesson ? `${lesson.lesson.name}/${lesson.place.stop}/${lesson.place.phase}` : '';
}
