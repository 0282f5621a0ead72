/**
 * The player: one playhead over one run. It paces a simulation, follows a live server, and looks back at either. It
 * knows no React; the page reads its state from a store and calls its verbs.
 */
import type { ProcessSignal } from '../../machines/recording/events.ts';
import type { SignalName } from '../../machines/signals.ts';
import type { Fault, FaultResult } from '../../machines/traffic/fault.ts';
import type { RecordingIndex } from '../../machines/view/recording-index.ts';
import { emptyView, type RunView } from '../../machines/view/run-view.ts';
import type { HandRequest, RunSource, Thing } from './run-source.ts';
import { createStore } from './store.ts';
import { nextTransition, previousTransition } from './transitions.ts';

/** What the page shows. Times are milliseconds since the start of the run. */
export interface PlayerState {
  readonly source: RunSource | null;
  /** The view at the playhead. */
  readonly view: RunView;
  /** The playhead: a time, and the number of events that have happened up to it. */
  readonly t: number;
  readonly count: number;
  /** How far the run has come. */
  readonly present: number;
  /** Whether the playhead moves. */
  readonly playing: boolean;
  readonly ended: boolean;
  readonly speed: number;
  /** The stop signal, or where the script plans it; null: unknown. The clock counts from it. */
  readonly origin: number | null;
  /** The signal that the person looks at; null: whichever is waited for. */
  readonly selected: SignalName | null;
  /** The thing that the person points at, for what it is and what can go wrong with it; null: none. */
  readonly thing: Thing | null;
}

/** A frame that took longer than this is taken for one of this length: a hidden page does not leap ahead. */
const LONGEST_FRAME_MS = 250;
/** How far a simulation is run at a time when looking for its next transition, and at most. */
const SEARCH_STEP_MS = 5;
const SEARCH_LIMIT_MS = 900_000;

export class Player {
  readonly store = createStore<PlayerState>({
    source: null,
    view: emptyView(null),
    t: 0,
    count: 0,
    present: 0,
    playing: false,
    ended: false,
    speed: 1,
    origin: null,
    selected: null,
    thing: null,
  });
  private source: RunSource | null = null;
  private shownIndex: RecordingIndex | null = null;
  private t = 0;
  /** Events shown when the playhead stands between events of one instant; null: all up to `t`. */
  private count: number | null = null;
  private playing = false;
  private speed = 1;
  private selected: SignalName | null = null;
  private thing: Thing | null = null;
  private lastFrame: number | null = null;

  /** Shows a run from its beginning, or a live one from where it is. */
  load(source: RunSource, clock: number): void {
    this.source?.dispose();
    this.source = source;
    this.thing = null;
    this.t = source.mode === 'live' ? source.presentAt(clock) : 0;
    this.count = null;
    this.playing = true;
    this.lastFrame = null;
    this.publish(clock);
  }

  /** One frame at `clock` milliseconds of the page's monotonic clock. */
  frame(clock: number): void {
    const { source } = this;
    const elapsed = this.lastFrame === null ? 0 : Math.min(LONGEST_FRAME_MS, clock - this.lastFrame);
    this.lastFrame = clock;
    if (!source) return;
    if (this.playing) {
      this.count = null;
      if (source.mode === 'live') {
        this.t = source.presentAt(clock);
      } else {
        this.t += elapsed * this.speed;
        if (this.t > source.presentAt(clock)) {
          source.advanceTo(this.t);
          // The simulation counts whole microseconds: its present is the playhead's, to the last digit.
          this.t = source.presentAt(clock);
        }
      }
      if (source.ended && this.t >= source.presentAt(clock)) this.playing = false;
    }
    this.publish(clock);
  }

  toggle(clock: number): void {
    if (this.playing) this.playing = false;
    else this.play(clock);
    this.publish(clock);
  }

  /** Shows the last transition before this one. */
  stepBack(clock: number): void {
    const { source } = this;
    if (!source) return;
    this.playing = false;
    const position = previousTransition(source.index, this.shown(source));
    if (position !== null) this.standAt(source, position);
    this.publish(clock);
  }

  /** Shows the next transition; a simulation runs until there is one. */
  stepForward(clock: number): void {
    const { source } = this;
    if (!source) return;
    this.playing = false;
    const from = this.shown(source);
    let position = nextTransition(source.index, from);
    if (source.mode === 'simulate') {
      const limit = source.presentAt(clock) + SEARCH_LIMIT_MS;
      for (let searched = from; position === null && !source.ended && source.presentAt(clock) < limit; ) {
        searched = Math.max(searched, source.index.count);
        source.advanceTo(source.presentAt(clock) + SEARCH_STEP_MS);
        position = nextTransition(source.index, searched);
      }
    }
    if (position !== null) this.standAt(source, position);
    else this.seek(source.presentAt(clock), clock);
    this.publish(clock);
  }

  /** Moves the playhead to a time that has happened. */
  seek(t: number, clock: number): void {
    const { source } = this;
    if (!source) return;
    const present = source.presentAt(clock);
    this.t = Math.max(0, Math.min(t, present));
    this.count = null;
    if (source.mode === 'live') this.playing = t >= present && !source.ended;
    this.publish(clock);
  }

  /** Stands at a time; a simulation that has not come so far runs up to it. */
  standAtTime(t: number, clock: number): void {
    const { source } = this;
    if (source?.mode !== 'simulate') return;
    if (t > source.presentAt(clock)) source.advanceTo(t);
    this.playing = false;
    this.seek(t, clock);
  }

  /** Moves the playhead to the present. */
  toPresent(clock: number): void {
    if (this.source) this.seek(this.source.presentAt(clock), clock);
  }

  setSpeed(speed: number, clock: number): void {
    this.speed = speed;
    this.publish(clock);
  }

  select(signal: SignalName | null, clock: number): void {
    this.selected = signal;
    this.thing = null;
    this.publish(clock);
  }

  /** Points at a thing; at another signal, or null, ends it. */
  pick(thing: Thing | null, clock: number): void {
    this.thing = thing;
    this.publish(clock);
  }

  /** Sends a signal to the process, in the present: doing something ends looking back. */
  signal(signal: ProcessSignal, clock: number): void {
    this.act(clock, source => source.signal(signal));
  }

  /** Sends a request, in the present. */
  request(request: HandRequest, clock: number): void {
    this.act(clock, source => source.request(request));
  }

  /** Makes something go wrong, in the present; resolves with why it could not be. */
  async inject(fault: Fault, clock: number): Promise<FaultResult> {
    let result: Promise<FaultResult> | null = null;
    this.act(clock, source => {
      result = source.inject(fault);
    });
    return (await result) ?? { ok: false, reason: 'There is no run.' };
  }

  private act(clock: number, what: (source: RunSource) => void): void {
    const { source } = this;
    if (!source) return;
    what(source);
    this.t = source.presentAt(clock);
    this.count = null;
    this.playing = true;
    this.publish(clock);
  }

  private play(clock: number): void {
    const { source } = this;
    if (!source) return;
    if (source.mode === 'live') this.playing = !source.ended;
    else if (source.ended && this.t >= source.presentAt(clock)) this.playing = false;
    else this.playing = true;
    this.count = null;
  }

  private standAt(source: RunSource, position: number): void {
    this.count = position;
    this.t = source.index.event(position - 1)?.t ?? this.t;
  }

  private shown(source: RunSource): number {
    return this.count ?? source.index.countAt(this.t);
  }

  private publish(clock: number): void {
    const { source } = this;
    if (!source) {
      this.store.set({ ...this.store.get(), speed: this.speed, selected: this.selected, thing: this.thing });
      return;
    }
    const present = source.presentAt(clock);
    if (source.mode === 'live' && this.playing) this.t = Math.max(present, source.index.lastT);
    const count = this.shown(source);
    const before = this.store.get();
    const isSameView = this.shownIndex === source.index && before.view.count === count;
    this.shownIndex = source.index;
    const view = isSameView ? before.view : source.index.viewAt(count);
    const next: PlayerState = {
      source,
      view,
      t: this.t,
      count,
      present: Math.max(present, this.t),
      playing: this.playing,
      ended: source.ended,
      speed: this.speed,
      // The stop as it is known at the end of the run: looking back keeps the clock's origin.
      origin: source.tracks.stop ?? source.plannedStop,
      selected: this.selected,
      thing: this.thing,
    };
    if (!isSame(before, next)) this.store.set(next);
  }
}

function isSame(a: PlayerState, b: PlayerState): boolean {
  return (Object.keys(b) as (keyof PlayerState)[]).every(key => Object.is(a[key], b[key]));
}
