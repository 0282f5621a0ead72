/**
 * The session: which scenario is shown, whether it is simulated in the page or runs on a live server, and what went
 * wrong. It makes runs and gives them to the player.
 */
import { LIBRARY, libraryScenario } from '../../machines/scenario/library.ts';
import type { LinkMoment, LinkState } from '../../machines/view/link.ts';
import { LiveApiError, listRuns, startRun } from './live-api.ts';
import { LiveRun } from './live-run.ts';
import { type OwnScenario, readOwnScenario } from './own-scenario.ts';
import { Player } from './player.ts';
import type { Link, Mode } from './run-source.ts';
import { SimulatedRun } from './simulated-run.ts';
import { createStore } from './store.ts';

export interface SessionState {
  readonly mode: Mode;
  readonly scenario: string;
  /** The scenario, when it is not the library's. */
  readonly own: OwnScenario | null;
  /** Instead of the scenario's own seed. */
  readonly seed: number | null;
  /** Whether the page was served by `lastcall serve`. */
  readonly liveAvailable: boolean;
  readonly link: Link;
  /** What went wrong, in words for a person; null: nothing. */
  readonly problem: string | null;
}

const LOST = 'The live server cannot be heard any more. What it said so far is kept.';

export class Session {
  readonly player = new Player();
  readonly store = createStore<SessionState>({
    mode: 'simulate',
    scenario: LIBRARY[0]?.name ?? '',
    own: null,
    seed: null,
    liveAvailable: false,
    link: 'open',
    problem: null,
  });
  private live: LiveRun | null = null;
  /** Counts the runs that were asked for: an answer that comes too late is not taken. */
  private asked = 0;

  /**
   * Shows what the address asks for; a live run that goes on is joined, unless the address says otherwise.
   * @param problem what is wrong with the address, in words for a person.
   */
  async start(wish: LinkState, problem: string | null = null): Promise<void> {
    if (problem !== null) this.change({ problem });
    if (wish.source !== null) await this.takeOwn(wish.source);
    const named = wish.scenario === null ? null : libraryScenario(wish.scenario);
    if (wish.scenario !== null && !named)
      this.change({ problem: `The library has no scenario "${wish.scenario}".` });
    const { own } = this.store.get();
    if (named && !own) this.change({ scenario: named.name });
    const isAsked = named !== null || own !== null;
    if (isAsked || wish.scenario === null) this.change({ seed: wish.seed });
    if (wish.mode !== 'live') this.simulate(isAsked || wish.source === null ? wish.moment : null);
    const before = this.asked;
    const runs = await listRuns();
    if (runs === null) {
      if (wish.mode === 'live') this.simulate();
      return;
    }
    this.change({ liveAvailable: true });
    const running = runs.find(run => run.mode === 'live' && run.state === 'running');
    if (this.asked !== before || wish.mode === 'simulate') return;
    // A moment belongs to a simulation, and what is wrong with an address is to be read first.
    if (wish.mode === null && (wish.moment !== null || problem !== null)) return;
    if (running && (!isAsked || running.scenario === this.store.get().scenario))
      this.attach(running.id, running.scenario);
    else if (wish.mode === 'live') await this.restart('live');
  }

  chooseScenario(scenario: string): void {
    this.change({ scenario, own: null, seed: null });
    void this.restart(this.store.get().mode);
  }

  chooseMode(mode: Mode): void {
    void this.restart(mode);
  }

  /** Starts the scenario again from its beginning. */
  async restart(mode: Mode = this.store.get().mode): Promise<void> {
    if (mode === 'simulate') {
      this.simulate();
      return;
    }
    const asked = ++this.asked;
    this.change({ mode: 'live', problem: null });
    const { scenario, own, seed } = this.store.get();
    const source = own?.source ?? libraryScenario(scenario)?.source;
    try {
      const order = seed !== null && source ? { ...source, seed } : (own?.source ?? scenario);
      const { id } = await startRun({ scenario: order, mode: 'live', speed: this.player.store.get().speed });
      if (asked === this.asked) this.attach(id, scenario);
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
      this.change({ problem: 'The program behind this page still does not answer.' });
      return;
    }
    const same = runs.find(run => run.id === this.live?.id && run.mode === 'live');
    const other = runs.find(run => run.mode === 'live' && run.state === 'running');
    this.change({ problem: null });
    if (same && same.events >= (this.live?.index.count ?? 0)) this.attach(same.id, same.scenario);
    else if (other) this.attach(other.id, other.scenario);
    else await this.restart('live');
  }

  dismiss(): void {
    this.change({ problem: null });
  }

  /** @param moment where to stand; null: it plays from the beginning. */
  private simulate(moment: LinkMoment | null = null): void {
    this.asked++;
    this.live = null;
    const { scenario: name, own, seed } = this.store.get();
    const library = libraryScenario(name) ?? LIBRARY[0];
    const entry = own ?? library;
    if (!entry || !library) return;
    this.change({ mode: 'simulate', scenario: own ? name : library.name, link: 'open' });
    const seeded = seed === null ? {} : { seed };
    const run = new SimulatedRun({ ...entry.scenario, ...seeded }, { ...entry.source, ...seeded });
    this.player.load(run, performance.now());
    if (moment !== null) this.stand(moment, run.plan.scriptedStopMs);
  }

  private stand(moment: LinkMoment, plannedStopMs: number | null): void {
    if (moment.from === 'stop' && plannedStopMs === null) {
      this.change({
        problem:
          'The moment of this link counts from a stop that this scenario does not plan. It plays from its beginning.',
      });
      return;
    }
    const origin = moment.from === 'stop' ? (plannedStopMs ?? 0) : 0;
    // Whole microseconds, as the model counts: a sum of two fractions may miss an event by its last digit.
    this.player.standAtTime(Math.round((origin + moment.ms) * 1000) / 1000, performance.now());
  }

  private async takeOwn(text: string): Promise<void> {
    const own = await readOwnScenario(text);
    if (typeof own === 'string') {
      this.change({ problem: own });
      return;
    }
    const { name } = own.scenario;
    this.change({ own, scenario: libraryScenario(name) ? `${name} (changed)` : name });
  }

  private attach(id: string, scenario: string): void {
    this.asked++;
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
        this.player.setSpeed(speed, performance.now());
      },
      onLink: link => this.change({ link, problem: link === 'lost' ? LOST : this.store.get().problem }),
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
    const { scenario } = this.store.get();
    this.attach(running.id, running.scenario);
    if (scenario !== running.scenario) {
      this.change({
        problem: `The live server still runs ${running.scenario}: it has to exit before ${scenario} can start.`,
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
