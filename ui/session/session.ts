/**
 * The session: which scenario is shown, whether it is simulated in the page or runs on a live server, and what went
 * wrong. It makes runs and gives them to the player.
 */
import { LIBRARY, libraryScenario } from '../../machines/scenario/library.ts';
import { LiveApiError, listRuns, startRun } from './live-api.ts';
import { LiveRun } from './live-run.ts';
import { Player } from './player.ts';
import type { Link, Mode } from './run-source.ts';
import { SimulatedRun } from './simulated-run.ts';
import { createStore } from './store.ts';

export interface SessionState {
  readonly mode: Mode;
  readonly scenario: string;
  /** Whether the page was served by `lastcall serve`. */
  readonly liveAvailable: boolean;
  readonly link: Link;
  /** What went wrong, in words for a person; null: nothing. */
  readonly problem: string | null;
}

/** What the page was asked to show by its address. */
export interface Wish {
  readonly scenario: string | null;
  readonly mode: Mode | null;
}

const LOST = 'The live server cannot be heard any more. What it said so far is kept.';

export class Session {
  readonly player = new Player();
  readonly store = createStore<SessionState>({
    mode: 'simulate',
    scenario: LIBRARY[0]?.name ?? '',
    liveAvailable: false,
    link: 'open',
    problem: null,
  });
  private live: LiveRun | null = null;
  /** Counts the runs that were asked for: an answer that comes too late is not taken. */
  private asked = 0;

  /** Shows what the address asks for; a live run that goes on is joined, unless the address says otherwise. */
  async start(wish: Wish): Promise<void> {
    const named = wish.scenario === null ? null : libraryScenario(wish.scenario);
    if (wish.scenario !== null && !named)
      this.change({ problem: `The library has no scenario "${wish.scenario}".` });
    if (named) this.change({ scenario: named.name });
    if (wish.mode !== 'live') this.simulate();
    const before = this.asked;
    const runs = await listRuns();
    if (runs === null) {
      if (wish.mode === 'live') this.simulate();
      return;
    }
    this.change({ liveAvailable: true });
    const running = runs.find(run => run.mode === 'live' && run.state === 'running');
    if (this.asked !== before || wish.mode === 'simulate') return;
    if (running && (!named || running.scenario === named.name)) this.attach(running.id, running.scenario);
    else if (wish.mode === 'live') await this.restart('live');
  }

  chooseScenario(scenario: string): void {
    this.change({ scenario });
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
    const { scenario } = this.store.get();
    try {
      const { id } = await startRun({ scenario, mode: 'live', speed: this.player.store.get().speed });
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

  private simulate(): void {
    this.asked++;
    this.live = null;
    const entry = libraryScenario(this.store.get().scenario) ?? LIBRARY[0];
    if (!entry) return;
    this.change({ mode: 'simulate', scenario: entry.name, link: 'open' });
    this.player.load(new SimulatedRun(entry.scenario, entry.source), performance.now());
  }

  private attach(id: string, scenario: string): void {
    this.asked++;
    this.change({ mode: 'live', scenario, problem: null });
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
