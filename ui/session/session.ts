/**
 * The session: which scenario is shown, whether it is simulated in the page or runs on a live server, and what went
 * wrong. It makes runs and gives them to the player.
 */
import { type Lineage, lineageOf } from '../../machines/lineage.ts';
import type { MissingFlag } from '../../machines/scenario/flag-since.ts';
import { LIBRARY, libraryScenario } from '../../machines/scenario/library.ts';
import type { ScenarioSource } from '../../machines/scenario/schema.ts';
import type { Act, Deed } from '../../machines/simulation/deed.ts';
import type { LinkState } from '../../machines/view/link.ts';
import { forkName } from '../forks/fork-name.ts';
import { tr } from '../words/language.ts';
import { Forks, MOST_RUNS } from './forks.ts';
import { chosenScenario, missingText, onChosenLineage, type RunnableScenario } from './lineage-choice.ts';
import { redoAll, timeOf } from './linked-run.ts';
import { LiveApiError, listRuns, startRun } from './live-api.ts';
import type { LiveRun } from './live-run.ts';
import { loadMachinery } from './machinery.ts';
import {
  type OwnScenario,
  ownScenarioOf,
  problemOfLink,
  problemOfRecording,
  readOwnScenario,
  type ScenarioProblems,
} from './own-scenario.ts';
import { Player } from './player.ts';
import { isSimulatedRun, type Link, type Mode, type RunSource } from './run-source.ts';
import { createStore } from './store.ts';

export interface SessionState {
  readonly mode: Mode;
  readonly scenario: string;
  /** The scenario, when it is not the library's. */
  readonly own: OwnScenario | null;
  /** Instead of the lineage that the scenario names. */
  readonly lineage: Lineage | null;
  /** Instead of the scenario's own seed. */
  readonly seed: number | null;
  /** Whether the page was served by `lastcall serve`. */
  readonly liveAvailable: boolean;
  readonly link: Link;
  /** What went wrong, in words for a person; null: nothing. */
  readonly problem: string | null;
  /** What somebody may want to know who has chosen another lineage; null: nothing. */
  readonly notice: string | null;
}

export class Session {
  readonly forks = new Forks();
  readonly player = new Player({
    mayBranch: () => this.mayBranch(),
    branched: (from, branch, t, act) => this.branched(from, branch, t, act),
    tooLongAgo: () =>
      this.change({ problem: tr('Too much was done since then: that moment cannot be acted in any more.') }),
    showsInstants,
  });
  readonly store = createStore<SessionState>({
    mode: 'simulate',
    scenario: LIBRARY[0]?.name ?? '',
    own: null,
    lineage: null,
    seed: null,
    liveAvailable: false,
    link: 'open',
    problem: null,
    notice: null,
  });
  private live: LiveRun | null = null;
  /** What was shown before a recording. */
  private beforeReplay: Pick<SessionState, 'scenario' | 'own' | 'lineage' | 'seed'> | null = null;
  /** Of which scenario and lineage it was said last what is missing. */
  private saidMissingOf: string | null = null;
  /** Counts the runs that were asked for: an answer that comes too late is not taken. */
  private asked = 0;

  /**
   * Shows what the address asks for; a live run that goes on is joined, unless the address says otherwise.
   * @param problem what is wrong with the address, in words for a person.
   */
  async start(wish: LinkState, problem: string | null = null): Promise<void> {
    if (problem !== null) this.change({ problem });
    if (wish.source !== null) await this.takeOwn(wish.source);
    else this.change({ own: null });
    const named = wish.scenario === null ? null : libraryScenario(wish.scenario);
    if (wish.scenario !== null && !named)
      this.change({ problem: tr('The library has no scenario "{name}".', { name: wish.scenario }) });
    const { own } = this.store.get();
    if (named && !own) this.change({ scenario: named.name });
    const isAsked = named !== null || own !== null;
    if (isAsked || wish.scenario === null)
      this.change({ seed: wish.seed, lineage: this.otherThanOwn(wish.lineage) });
    const isThere = isAsked || (wish.scenario === null && wish.source === null);
    const simulated = wish.mode === 'live' ? null : this.simulate(isThere ? wish : {});
    const before = this.asked;
    const runs = await listRuns();
    await simulated;
    if (runs === null) {
      if (wish.mode === 'live') await this.simulate();
      return;
    }
    this.change({ liveAvailable: true });
    const running = runs.find(run => run.mode === 'live' && run.state === 'running');
    if (this.asked !== before || wish.mode === 'simulate') return;
    // A moment belongs to a simulation, and what is wrong with an address is to be read first.
    const isSimulation = wish.moment !== null || wish.deeds.length > 0;
    if (wish.mode === null && (isSimulation || problem !== null)) return;
    if (running && (!isAsked || running.scenario === this.store.get().scenario))
      await this.attach(running.id, running.scenario);
    else if (wish.mode === 'live') await this.restart('live');
  }

  chooseScenario(scenario: string, mode: Mode = this.store.get().mode): Promise<void> {
    this.change({ scenario, own: null, lineage: null, seed: null, notice: null });
    return this.restart(mode === 'replay' ? 'simulate' : mode);
  }

  /**
   * Runs what is shown on a step of the lineage: the same scenario, seed and deeds. One that played plays from its
   * beginning; one that stood stands at the same moment, so that the difference is seen at once.
   * @param mode a recording is left for the scenario that it has.
   */
  async chooseLineage(lineage: Lineage, mode: Mode = this.store.get().mode): Promise<void> {
    const { playing, t, source } = this.player.store.get();
    const simulated = isSimulatedRun(source) ? source : null;
    const deeds = simulated?.deeds ?? [];
    const before = this.asked;
    await this.leaveReplay(mode);
    if (before !== this.asked) return;
    this.change({ lineage: this.otherThanOwn(lineage), notice: null });
    this.saidMissingOf = null;
    if (mode === 'live') return this.restart('live');
    await this.simulate({ deeds });
    const isShown = this.player.store.get().source !== source && this.asked === before + 1;
    if (isShown && simulated && !playing) this.player.standAtTime(t, performance.now());
  }

  /** Asks whether the page was served by `lastcall serve`, where something else is shown than what an address says. */
  async lookForProgram(): Promise<void> {
    if ((await listRuns()) !== null) this.change({ liveAvailable: true });
  }

  /**
   * Simulates a scenario from its beginning.
   * @returns the run that is shown, or what is wrong with the scenario; null when something else was asked for
   * meanwhile, or when the simulation could not be fetched.
   */
  async simulateSource(source: ScenarioSource): Promise<RunSource | ScenarioProblems | null> {
    const asked = ++this.asked;
    const before = this.player.store.get().source;
    const read = await ownScenarioOf(source);
    if (asked !== this.asked) return null;
    if ('problems' in read) return read;
    if ('library' in read)
      this.change({ scenario: read.library, own: null, lineage: null, seed: read.seed, notice: null });
    else this.take(read);
    await this.simulate();
    const shown = this.player.store.get().source;
    return this.asked === asked + 1 && shown !== before ? shown : null;
  }

  /** Takes a scenario that somebody has written and starts it; answers with what is wrong with it, if it cannot be. */
  async runScenario(text: string): Promise<OwnScenario | ScenarioProblems> {
    const own = await readOwnScenario(text);
    if ('problems' in own) return own;
    this.take(own);
    await this.restart(this.store.get().mode === 'live' ? 'live' : 'simulate');
    return own;
  }

  /**
   * Shows a run that is there already, such as a recording, under a name. `chooseMode('simulate')` then simulates the
   * recording's scenario; without one, what was shown before.
   */
  show(source: RunSource, name: string): void {
    this.asked++;
    this.live = null;
    const { mode, scenario, own, lineage, seed } = this.store.get();
    if (mode !== 'replay') this.beforeReplay = { scenario, own, lineage, seed };
    const nothing = { own: null, lineage: null, seed: null, problem: null, notice: null };
    this.change({ ...nothing, mode: source.mode, scenario: name, link: 'open' });
    // Without it the run is shown all the same: only the narrator has no words.
    loadMachinery().catch(() => {});
    this.player.load(source, performance.now());
  }

  chooseMode(mode: Mode): void {
    const before = this.asked;
    void this.leaveReplay(mode).then(() => {
      if (before === this.asked) void this.restart(mode);
    });
  }

  /** What is shown, as other lineages could run it: its scenario and what was done by hand; null where it has none. */
  async shownScenario(): Promise<{ entry: RunnableScenario; deeds: readonly Deed[] } | null> {
    const { source } = this.player.store.get();
    const deeds = isSimulatedRun(source) ? source.deeds : [];
    const state = this.store.get();
    const chosen = state.mode === 'replay' ? null : chosenScenario(state);
    if (chosen) return { entry: chosen, deeds };
    const recorded = source?.header?.scenario;
    const read = recorded && (await ownScenarioOf(recorded));
    if (!read || 'problems' in read) return null;
    const entry =
      'library' in read ? chosenScenario({ own: null, scenario: read.library, seed: read.seed }) : read;
    return entry && { entry, deeds };
  }

  /** Shows another run of the list, at its present. */
  showFork(id: number): void {
    const fork = this.forks.find(id);
    if (!fork) return;
    this.forks.show(id);
    this.change({ lineage: fork.lineage });
    this.player.show(fork.run, performance.now());
  }

  /** Starts the scenario again from its beginning; a recording plays again. */
  async restart(mode: Mode = this.store.get().mode): Promise<void> {
    if (mode === 'simulate') return this.simulate();
    if (mode === 'replay') return this.player.playAgain(performance.now());
    const asked = ++this.asked;
    this.change({ mode: 'live', problem: null });
    const { scenario, own, lineage, seed } = this.store.get();
    const chosen = lineage === null && seed === null ? null : chosenScenario(this.store.get());
    try {
      const on = chosen && (await onChosenLineage(chosen, lineage));
      if (asked !== this.asked) return;
      if (on) this.sayMissing(on.missing);
      const order = on?.source ?? own?.source ?? scenario;
      const { id } = await startRun({ scenario: order, mode: 'live', speed: this.player.store.get().speed });
      if (asked === this.asked) await this.attach(id, scenario);
    } catch (error) {
      if (asked !== this.asked) return;
      if (error instanceof LiveApiError && error.status === 409) await this.attachToRunning(error);
      else this.fail(error);
    }
  }

  /** Joins the lost run again; if the program that served it was started anew, its present run. */
  async reconnect(): Promise<void> {
    const runs = await listRuns();
    if (runs === null) {
      this.change({ problem: tr('The program behind this page still does not answer.') });
      return;
    }
    const same = runs.find(run => run.id === this.live?.id && run.mode === 'live');
    const other = runs.find(run => run.mode === 'live' && run.state === 'running');
    this.change({ problem: null });
    if (same && same.events >= (this.live?.index.count ?? 0)) await this.attach(same.id, same.scenario);
    else if (other) await this.attach(other.id, other.scenario);
    else await this.restart('live');
  }

  /** Says that something could not be done, in words for a person. */
  say(problem: string): void {
    this.change({ problem });
  }

  dismiss(): void {
    this.change({ problem: null });
  }

  dismissNotice(): void {
    this.change({ notice: null });
  }

  /** @param wish what was done by hand, and where to stand; without a moment it plays from the beginning. */
  private async simulate({
    moment = null,
    deeds = [],
  }: Partial<Pick<LinkState, 'moment' | 'deeds'>> = {}): Promise<void> {
    const asked = ++this.asked;
    this.live = null;
    const { scenario: name, own, lineage, seed } = this.store.get();
    const library = libraryScenario(name) ?? LIBRARY[0];
    if (!library) return;
    this.change({ mode: 'simulate', scenario: own ? name : library.name, link: 'open' });
    const entry = chosenScenario(this.store.get());
    const machinery = await loadMachinery().catch(() => null);
    const on = machinery && entry && (await onChosenLineage(entry, lineage).catch(() => null));
    if (asked !== this.asked) return;
    if (!machinery || !on) {
      this.change({ problem: tr('The simulation could not be fetched. Reload the page.') });
      return;
    }
    const { SimulatedRun } = machinery;
    const run = new SimulatedRun(on.scenario, on.source);
    this.sayMissing(on.missing);
    const undone = redoAll(run, deeds, lineage);
    if (undone !== null) this.change({ problem: undone });
    const gone = this.forks.begin(run, JSON.stringify([own?.text ?? library.name, seed]), lineage);
    if (gone) {
      const name = forkName(gone, tr);
      const problem = tr('Not more than {most} runs are kept: "{name}" was dropped.', {
        most: MOST_RUNS,
        name,
      });
      this.change({ problem });
    }
    this.player.load(run, performance.now());
    if (moment === null) return;
    const t = timeOf(moment, run.plan.scriptedStopMs);
    if (t !== null) this.player.standAtTime(t, performance.now());
    else this.change({ problem: withoutStop() });
  }

  /** Null for the step that the scenario names anyway. */
  private otherThanOwn(lineage: Lineage | null): Lineage | null {
    return lineage === chosenScenario(this.store.get())?.scenario.lineage ? null : lineage;
  }

  /** Says once what of the scenario a version did not have. */
  private sayMissing(missing: readonly MissingFlag[]): void {
    const { own, scenario, lineage } = this.store.get();
    const of = JSON.stringify([own?.text ?? scenario, lineage]);
    if (of === this.saidMissingOf) return;
    this.saidMissingOf = of;
    this.change({ notice: lineage === null || missing.length === 0 ? null : missingText(lineage, missing) });
  }

  private mayBranch(): boolean {
    if (!this.forks.isFull) return true;
    const most = MOST_RUNS;
    this.change({
      problem: tr('Acting in the past begins another run, and {most} are kept already. Drop one first.', {
        most,
      }),
    });
    return false;
  }

  private branched(from: RunSource, branch: RunSource, t: number, act: Act): void {
    if (isSimulatedRun(from) && isSimulatedRun(branch)) this.forks.branch(from, branch, t, act);
  }

  /** From a recording to its scenario; where it has none, to what was shown before. */
  private async leaveReplay(mode: Mode): Promise<void> {
    if (this.store.get().mode !== 'replay' || mode === 'replay') return;
    const source = this.player.store.get().source?.header?.scenario ?? null;
    const before = this.asked;
    const read = source && (await ownScenarioOf(source));
    if (before !== this.asked) return;
    if (read && 'problems' in read) this.change({ problem: problemOfRecording(read) });
    if (read && 'library' in read)
      this.change({ scenario: read.library, own: null, lineage: null, seed: read.seed });
    else if (read && 'scenario' in read) this.take(read);
    else if (this.beforeReplay) this.change(this.beforeReplay);
  }

  private async takeOwn(text: string): Promise<void> {
    const own = await readOwnScenario(text);
    if ('problems' in own) this.change({ problem: problemOfLink(own) });
    else this.take(own);
  }

  private take(own: OwnScenario): void {
    const { name } = own.scenario;
    this.change({
      own,
      lineage: null,
      seed: null,
      scenario: libraryScenario(name) ? tr('{name} (changed)', { name }) : name,
    });
  }

  /** What follows a live run is fetched when there is one: most who open the page have none. */
  private async attach(id: string, scenario: string): Promise<void> {
    const asked = ++this.asked;
    const [{ LiveRun }] = await Promise.all([import('./live-run.ts'), loadMachinery()]);
    if (asked !== this.asked) return;
    const { own } = this.store.get();
    this.change({
      mode: 'live',
      scenario,
      problem: null,
      own: own?.scenario.name === scenario ? own : null,
    });
    const live = new LiveRun(id, {
      onHeader: (plan, speed) => {
        this.change({ scenario: plan?.name ?? scenario });
        if (plan) this.change({ lineage: this.otherThanOwn(lineageOf(plan.lineage)) });
        this.player.setSpeed(speed, performance.now());
      },
      onMilestone: () => this.player.hurry(),
      onLink: link => this.change({ link, problem: link === 'lost' ? lost() : this.store.get().problem }),
      onProblem: error => this.fail(error),
    });
    this.live = live;
    this.player.load(live, performance.now());
  }

  private async attachToRunning(error: LiveApiError): Promise<void> {
    const running = (await listRuns())?.find(run => run.mode === 'live' && run.state === 'running');
    if (!running) {
      this.fail(error);
      return;
    }
    const { scenario, lineage } = this.store.get();
    await this.attach(running.id, running.scenario);
    if (scenario !== running.scenario || lineage !== null) {
      this.change({
        problem: tr('The live server still runs {running}: it has to exit before {scenario} can start.', {
          running: running.scenario,
          scenario: lineage === null ? scenario : tr('{run} on {lineage}', { run: scenario, lineage }),
        }),
      });
    }
  }

  private fail(error: unknown): void {
    this.change({ problem: error instanceof Error ? error.message : String(error) });
  }

  private change(part: Partial<SessionState>): void {
    this.store.set({ ...this.store.get(), ...part });
  }
}

/** Those who want no motion see each instant at once. */
function showsInstants(): boolean {
  return typeof matchMedia === 'function' && !matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function withoutStop(): string {
  return tr(
    'The moment of this link counts from a stop that this scenario does not plan. It plays from its beginning.',
  );
}

function lost(): string {
  return tr('The live server cannot be heard any more. What it said so far is kept.');
}
