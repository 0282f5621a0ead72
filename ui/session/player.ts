/**
 * The player: one playhead over one run. It paces a simulation, follows a live server, and looks back at either. It
 * knows no React; the page reads its state from a store and calls its verbs.
 */
import type { ProcessSignal } from '../../machines/recording/events.ts';
import type { SignalName } from '../../machines/signals.ts';
import type { Act } from '../../machines/simulation/deed.ts';
import type { Fault, FaultResult } from '../../machines/traffic/fault.ts';
import type { RecordingIndex } from '../../machines/view/recording-index.ts';
import { tr } from '../words/language.ts';
import { ALONE, type PlayerKeeper } from './player-keeper.ts';
import { isSameState, NOTHING_SHOWN, type PlayerState } from './player-state.ts';
import { Playhead } from './playhead.ts';
import type { HandRequest, RunSource, Thing } from './run-source.ts';
import { nextInstant } from './same-instant.ts';
import { createStore } from './store.ts';
import {
  isMilestone,
  isTransition,
  isUnnamedMilestone,
  nextStep,
  previousStep,
  type StepTest,
} from './transitions.ts';

/** Above this speed an instant is shown at once. */
const FASTEST_SHOWING_INSTANTS = 4;
/** A frame that took longer than this is taken for one of this length: a hidden page does not leap ahead. */
const LONGEST_FRAME_MS = 250;
/**
 * A live run is drawn no more often than this: machine and page share the processors with the server that is watched,
 * and every second frame shows a pill that fills as well. A signal does not wait for it.
 */
const LIVE_FRAME_MS = 25;
/** How far a simulation is run at most when looking for its next transition. */
const SEARCH_LIMIT_MS = 900_000;

export type { PlayerKeeper } from './player-keeper.ts';
export type { PlayerState } from './player-state.ts';

export class Player {
  readonly store = createStore(NOTHING_SHOWN);
  private readonly keeper: PlayerKeeper;
  private source: RunSource | null = null;
  private shownIndex: RecordingIndex | null = null;
  private readonly head = new Playhead();
  private playing = false;
  private speed = 1;
  private selected: SignalName | null = null;
  private thing: Thing | null = null;
  private lastFrame: number | null = null;
  /** Something has happened in a live run that is to be seen in the next frame. */
  private isDue = false;

  constructor(keeper: PlayerKeeper = ALONE) {
    this.keeper = keeper;
  }

  /** Shows a run from its beginning, or a live one from where it is. */
  load(source: RunSource, clock: number): void {
    this.source?.dispose();
    this.source = source;
    this.thing = null;
    this.head.stand(source.mode === 'live' ? source.presentAt(clock) : 0);
    this.playing = true;
    this.lastFrame = null;
    this.publish(clock);
  }

  /** Shows another run of those that are kept, at its present; the one that was shown is kept as it is. */
  show(source: RunSource, clock: number): void {
    this.source = source;
    this.thing = null;
    this.playing = false;
    this.head.stand(source.presentAt(clock));
    this.publish(clock);
  }

  /** One frame at `clock` milliseconds of the page's monotonic clock. */
  frame(clock: number): void {
    const { source } = this;
    if (!source) return;
    if (
      source.mode === 'live' &&
      !this.isDue &&
      this.lastFrame !== null &&
      clock - this.lastFrame < LIVE_FRAME_MS
    )
      return;
    const elapsed = this.lastFrame === null ? 0 : Math.min(LONGEST_FRAME_MS, clock - this.lastFrame);
    this.lastFrame = clock;
    this.isDue = false;
    if (this.playing && this.head.goOnShowing(clock)) {
      this.move(source, clock, elapsed);
      if (source.ended && !this.head.isShowing && this.head.isAtEndOf(source, clock)) this.playing = false;
    }
    this.publish(clock);
  }

  /** Says that the next frame has something to show. */
  hurry(): void {
    this.isDue = true;
  }

  toggle(clock: number): void {
    if (this.playing) this.pause();
    else this.play(clock);
    this.publish(clock);
  }

  /** Shows the last transition before this one. */
  stepBack(clock: number): void {
    this.stepBackTo(isTransition, clock);
  }

  /** Shows the next transition; a simulation runs until there is one. */
  stepForward(clock: number): void {
    this.stepForwardTo(isTransition, clock);
  }

  /** Shows the last signal, or event of the process, before this one. */
  stepBackBySignal(clock: number): void {
    this.stepBackTo(this.milestone, clock);
  }

  /** Shows the next signal, or event of the process; a simulation runs until there is one. */
  stepForwardBySignal(clock: number): void {
    this.stepForwardTo(this.milestone, clock);
  }

  private get milestone(): StepTest {
    return this.source?.index.hasSignals === false ? isUnnamedMilestone : isMilestone;
  }

  /** Stands at the first SIGTERM or SIGINT; a simulation whose script has one to come runs up to it. */
  toStop(clock: number): void {
    const { source } = this;
    if (!source || stopOf(source) === null) return;
    this.pause();
    if (source.tracks.stop === null && source.plannedStop !== null)
      source.advanceTo(source.plannedStop, () => source.tracks.stop !== null);
    const { stop } = source.tracks;
    if (stop === null) return;
    const isStop: StepTest = event => event.type === 'process.signalled';
    const position = nextStep(source.index, source.index.countBefore(stop), isStop);
    if (position === null) this.head.stand(stop);
    else this.head.standBehind(source, position);
    this.publish(clock);
  }

  /** Moves the playhead to a time that has happened. */
  seek(t: number, clock: number): void {
    const { source } = this;
    if (!source) return;
    const present = source.presentAt(clock);
    this.head.stand(Math.max(0, Math.min(t, present)));
    if (source.mode === 'live') this.playing = t >= present && !source.ended;
    this.publish(clock);
  }

  /** Stands at a time; a simulation that has not come so far runs up to it. */
  standAtTime(t: number, clock: number): void {
    const { source } = this;
    if (source?.mode !== 'simulate') return;
    // Also at the present itself: what is due then belongs to it.
    if (t >= source.presentAt(clock)) source.advanceTo(t);
    this.playing = false;
    this.seek(t, clock);
  }

  /** Stands right after an event of the run, if it is still kept. */
  showEvent(seq: number, clock: number): void {
    const { source } = this;
    const position = source?.index.positionOf(seq) ?? null;
    if (!source || position === null) return;
    this.pause();
    this.head.standBehind(source, position + 1);
    this.publish(clock);
  }

  /** Plays from the beginning. */
  playAgain(clock: number): void {
    this.seek(0, clock);
    this.play(clock);
    this.publish(clock);
  }

  /** Moves the playhead to the present; of a recording, to its end. */
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

  /**
   * Sends a signal to the process. In the past of a simulation that begins another run, which is shown from then on; in
   * that of a live one it ends looking back. Nothing can be done to a recording.
   */
  signal(signal: ProcessSignal, clock: number): void {
    this.act({ kind: 'signal', signal }, clock, target => target.signal(signal));
  }

  /** Sends a request, as {@link signal}. */
  request(request: HandRequest, clock: number): void {
    this.act({ kind: 'request', ...request }, clock, target => target.request(request));
  }

  /** Makes something go wrong, as {@link signal}; resolves with why it could not be. */
  async inject(fault: Fault, clock: number): Promise<FaultResult> {
    const { source } = this;
    if (!source) return { ok: false, reason: tr('There is no run.') };
    if (source.mode === 'replay') return source.inject(fault);
    const target = this.targetOf(source, clock);
    if (!target) return { ok: false, reason: tr('This moment cannot be acted in.') };
    const before = target.index.count;
    const result = await target.inject(fault);
    // What could not be done begins no other run.
    if (result.ok) this.goOn(source, target, { kind: 'fault', fault }, before, clock);
    return result;
  }

  private act(act: Act, clock: number, what: (target: RunSource) => void): void {
    const { source } = this;
    const target = source && this.targetOf(source, clock);
    if (!target) return;
    const before = target.index.count;
    what(target);
    this.goOn(source, target, act, before, clock);
  }

  /** What is acted on: the run, or a branch of it when the playhead stands in its past; null: nothing can be. */
  private targetOf(source: RunSource, clock: number): RunSource | null {
    if (source.mode === 'replay') return null;
    if (!source.branchAt || !isBefore(this.head.t, source.presentAt(clock))) return source;
    if (!this.keeper.mayBranch()) return null;
    try {
      return source.branchAt(this.head.t);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.keeper.tooLongAgo();
      return null;
    }
  }

  /** After somebody has acted: shows the present of what was acted on. `before`: the events that it had before. */
  private goOn(source: RunSource, target: RunSource, act: Act, before: number, clock: number): void {
    if (this.source !== source) return;
    if (target !== source) {
      this.source = target;
      this.keeper.branched(source, target, this.head.t, act);
    }
    this.head.stand(target.presentAt(clock));
    this.playing = true;
    const group = this.showsInstants ? nextInstant(target.index, before, this.head.t) : null;
    if (group) this.head.show(group, clock);
    this.publish(clock);
  }

  /** Never of a live run: its clock does not stand still, and what it fires is on the screen in the next frame. */
  private get showsInstants(): boolean {
    return (
      this.source?.mode !== 'live' && this.speed <= FASTEST_SHOWING_INSTANTS && this.keeper.showsInstants()
    );
  }

  /** Moves the playhead on by a frame, or to an instant that is to be shown event by event. */
  private move(source: RunSource, clock: number, elapsed: number): void {
    const { showsInstants } = this;
    const shown = this.head.countIn(source);
    let t = source.mode === 'live' ? source.presentAt(clock) : this.head.t + elapsed * this.speed;
    if (source.mode !== 'live' && t > source.presentAt(clock)) {
      const { index } = source;
      const hasInstant = (before: number): boolean => nextInstant(index, before, index.lastT) !== null;
      source.advanceTo(t, showsInstants ? hasInstant : undefined);
      // The simulation counts whole microseconds: its present is the playhead's, to the last digit.
      t = source.presentAt(clock);
    }
    const group = showsInstants ? nextInstant(source.index, shown, t) : null;
    if (group) this.head.show(group, clock);
    else this.head.stand(t);
  }

  private play(clock: number): void {
    const { source } = this;
    if (source) this.playing = !(source.ended && this.head.isAtEndOf(source, clock));
  }

  private pause(): void {
    this.playing = false;
    this.head.halt();
  }

  private stepBackTo(isStep: StepTest, clock: number): void {
    const { source } = this;
    if (!source) return;
    this.pause();
    const position = previousStep(source.index, this.head.countIn(source), isStep);
    if (position !== null) this.head.standBehind(source, position);
    this.publish(clock);
  }

  private stepForwardTo(isStep: StepTest, clock: number): void {
    const { source } = this;
    if (!source) return;
    this.pause();
    const { index } = source;
    const known = index.count;
    let position = nextStep(index, this.head.countIn(source), isStep);
    if (position === null && source.mode === 'simulate' && !source.ended) {
      const limit = source.presentAt(clock) + SEARCH_LIMIT_MS;
      source.advanceTo(limit, before => nextStep(index, before, isStep) !== null);
      position = nextStep(index, known, isStep);
    }
    if (position === null) this.head.stand(source.presentAt(clock));
    else this.head.standBehind(source, position);
    this.publish(clock);
  }

  private publish(clock: number): void {
    const { source } = this;
    if (!source) {
      this.store.set({ ...this.store.get(), speed: this.speed, selected: this.selected, thing: this.thing });
      return;
    }
    const present = source.presentAt(clock);
    if (source.mode === 'live' && this.playing && this.head.isAtTime)
      this.head.stand(Math.max(present, source.index.lastT));
    const count = this.head.countIn(source);
    const before = this.store.get();
    const isSameView = this.shownIndex === source.index && before.view.count === count;
    this.shownIndex = source.index;
    const view = isSameView ? before.view : source.index.viewAt(count);
    const next: PlayerState = {
      source,
      view,
      t: this.head.t,
      count,
      present: Math.max(present, this.head.t),
      playing: this.playing,
      ended: source.ended,
      speed: this.speed,
      origin: stopOf(source),
      instant: this.head.instantIn(source),
      selected: this.selected,
      thing: this.thing,
    };
    if (!isSameState(before, next)) this.store.set(next);
  }
}

/** The stop as it is known at the end of the run: looking back keeps the clock's origin. Null: nobody knows of one. */
function stopOf(source: RunSource): number | null {
  return source.tracks.stop ?? source.plannedStop;
}

/** Whether a time lies before another by the model's count, which is in whole microseconds. */
function isBefore(t: number, present: number): boolean {
  return Math.round(t * 1000) < Math.round(present * 1000);
}
