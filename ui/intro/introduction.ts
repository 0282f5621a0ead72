/**
 * The first ten seconds: a server that is stopped, and a question before the answer is seen. It watches the player like
 * any other view, and stops it once, when the door has shut over requests that are still inside.
 */
import type { RunEvent } from '../../machines/recording/events.ts';
import { EMPTY_LINK, formatLink, type LinkState } from '../../machines/view/link.ts';
import type { PlayerState } from '../session/player.ts';
import type { RunSource } from '../session/run-source.ts';
import type { Session } from '../session/session.ts';
import { createStore } from '../session/store.ts';
import { chapterOf, type Fortune, fortuneOf, type Question, requestsInside } from './prediction.ts';

/** The scenario that it tells. */
const STORY = 'graceful';
const KEY = 'lastcall.introduced';

export interface IntroductionState {
  readonly running: boolean;
  /** null: not asked yet. */
  readonly question: Question | null;
  readonly answer: Fortune | null;
  /** What the run gave; null: it has not yet. */
  readonly result: Fortune | 'mixed' | null;
}

const BEGINNING: IntroductionState = { running: false, question: null, answer: null, result: null };

/** Whether it has been seen. A browser without storage sees it each time: there is no other way to know. */
function wasSeen(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

function remember(): void {
  try {
    localStorage.setItem(KEY, '1');
  } catch {
    // Nothing to be done: see above.
  }
}

/** Whether an address leaves it to the page what to show. */
function saysNothing(link: LinkState): boolean {
  return queryOf({ ...link, view: null, theme: null, lang: null }) === queryOf(EMPTY_LINK);
}

function queryOf(link: LinkState): string | null {
  const made = formatLink(link);
  return made.ok ? made.query : null;
}

export class Introduction {
  readonly store = createStore<IntroductionState>(BEGINNING);
  private readonly session: Session;
  private source: RunSource | null = null;
  private leave: (() => void) | null = null;
  /** What the person came for. */
  private wish: LinkState = EMPTY_LINK;

  constructor(session: Session) {
    this.session = session;
  }

  /** Whether it plays by itself: once, for somebody who did not ask for anything else. */
  static isDue(link: LinkState): boolean {
    return saysNothing(link) && !wasSeen();
  }

  /** Plays as the first thing on the page. @param wish what would be shown without it. */
  async begin(wish: LinkState): Promise<void> {
    this.wish = wish;
    remember();
    const shown = this.session.start({ ...wish, scenario: STORY, mode: 'simulate' });
    this.watch(null);
    await shown;
  }

  /** Plays once more, because somebody wants to see it. */
  async again(): Promise<void> {
    await this.session.chooseScenario(STORY, 'simulate');
    this.watch(this.session.player.store.get().source);
  }

  /** Ends it; the run goes on. */
  end(): void {
    if (!this.store.get().running) return;
    this.stopWatching();
    const { playing, ended } = this.session.player.store.get();
    if (!playing && !ended) this.session.player.toggle(performance.now());
  }

  /** Ends it before its end: a real server that waits behind the page is what comes next. */
  skip(): void {
    if (this.session.store.get().liveAvailable) this.goLive();
    else this.end();
  }

  /** Ends it with the real server behind the page. */
  goLive(): void {
    this.stopWatching();
    void this.session.start({ ...this.wish, mode: 'live' });
  }

  /** Whether it waits for a prediction. */
  get isAsking(): boolean {
    const { question, answer } = this.store.get();
    return question !== null && answer === null;
  }

  /** Takes a prediction, and plays on to see. */
  predict(answer: Fortune): void {
    if (!this.isAsking) return;
    this.store.set({ ...this.store.get(), answer });
    if (!this.session.player.store.get().playing) this.session.player.toggle(performance.now());
  }

  /** @param source the run that it tells; null: the first one on the page, which is still to come. */
  private watch(source: RunSource | null): void {
    const { player } = this.session;
    this.stopWatching();
    player.setSpeed(1, performance.now());
    this.source = source;
    this.store.set({ ...BEGINNING, running: true });
    this.leave = player.store.subscribe(() => this.follow(player.store.get()));
  }

  private stopWatching(): void {
    this.leave?.();
    this.leave = null;
    this.store.set(BEGINNING);
  }

  private follow(state: PlayerState): void {
    const { running, question, answer, result } = this.store.get();
    if (!running || state.source === null) return;
    this.source ??= state.source;
    // Another run is somebody's own business.
    if (state.source !== this.source) {
      this.stopWatching();
      return;
    }
    if (question === null) this.ask(state);
    else if (answer !== null && result === null) this.compare(state, question);
  }

  private ask(state: PlayerState): void {
    if (state.instant !== null || chapterOf(state.view) !== 'shut') return;
    const requests = requestsInside(state.view);
    if (requests.length === 0) return;
    this.store.set({ ...this.store.get(), question: { requests, count: state.count } });
    if (state.playing) this.session.player.toggle(performance.now());
  }

  private compare({ source, count }: PlayerState, question: Question): void {
    if (source === null) return;
    const events: RunEvent[] = [];
    for (let position = question.count; position < count; position++) {
      const event = source.index.event(position);
      if (event) events.push(event);
    }
    const result = fortuneOf(question, events);
    if (result !== null) this.store.set({ ...this.store.get(), result });
  }
}
