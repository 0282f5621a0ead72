import { describe, expect, test } from 'vitest';
import { libraryScenario } from '../../machines/scenario/library.ts';
import { english } from '../../machines/words/translate.ts';
import { forkName } from '../../ui/forks/fork-name.ts';
import { depthOf, type Fork, MOST_RUNS } from '../../ui/session/forks.ts';
import { Session } from '../../ui/session/session.ts';
import { SimulatedRun } from '../../ui/session/simulated-run.ts';

/** A session that stands at `t` milliseconds of a scenario. */
async function sessionAt(t: number, scenario = 'slow-hook'): Promise<Session> {
  const session = new Session();
  await session.chooseScenario(scenario);
  session.player.standAtTime(t, 0);
  return session;
}

const runs = (session: Session): readonly Fork[] => session.forks.store.get().runs;
const names = (session: Session): string[] => runs(session).map(fork => forkName(fork, english));
const shown = (session: Session): Fork | undefined =>
  runs(session).find(({ id }) => id === session.forks.store.get().shown);

/** Acts in the past of the run that is shown. */
function killAt(session: Session, t: number): void {
  session.player.seek(t, 0);
  session.player.signal('SIGKILL', 0);
}

describe('acting in the past', () => {
  test('begins a run that is called by what was done, and when', async () => {
    const session = await sessionAt(9_000);
    killAt(session, 7_200);
    expect(names(session)).toEqual(['Run 1', 'SIGKILL at T+3.2 s']);
    const fork = shown(session);
    expect(fork && forkName(fork, english)).toBe('SIGKILL at T+3.2 s');
    expect(fork?.begin).toMatchObject({ t: 7_200, parent: runs(session)[0]?.id });
    expect(session.player.store.get().source).toBe(fork?.run);
  });

  test('leaves the other run whole, at its own present', async () => {
    const session = await sessionAt(9_000);
    const first = session.player.store.get();
    killAt(session, 7_200);
    session.showFork(runs(session)[0]?.id ?? 0);
    expect(session.player.store.get()).toMatchObject({
      source: first.source,
      t: 9_000,
      count: first.count,
      playing: false,
    });
    expect(session.player.store.get().view).toEqual(first.view);
  });

  test('of a run that has left another one is done on that one', async () => {
    const session = await sessionAt(9_000);
    session.player.seek(2_000, 0);
    session.player.request({ path: '/echo?message=hi', connection: 'new', protocol: 'h2' }, 0);
    session.player.standAtTime(6_000, 0);
    killAt(session, 5_000);
    session.showFork(runs(session)[0]?.id ?? 0);
    killAt(session, 8_000);
    expect(names(session)).toEqual([
      'Run 1',
      'a request to /echo at T−2.0 s',
      'SIGKILL at T+1.0 s',
      'SIGKILL at T+4.0 s',
    ]);
    expect(runs(session).map(fork => depthOf(fork, runs(session)))).toEqual([0, 1, 2, 1]);
  });

  test('has a bound, which is said when it is reached, and nothing is lost', async () => {
    const session = await sessionAt(9_000);
    const [root] = runs(session);
    for (let n = 1; n < MOST_RUNS; n++) {
      session.showFork(root?.id ?? 0);
      killAt(session, 4_500 + n);
    }
    expect(session.store.get().problem).toBeNull();
    session.showFork(root?.id ?? 0);
    const before = session.player.store.get();
    killAt(session, 4_000);
    expect(runs(session)).toHaveLength(MOST_RUNS);
    expect(session.player.store.get().source).toBe(before.source);
    expect(session.store.get().problem).toContain('Drop one first');
    session.forks.drop(runs(session)[1]?.id ?? 0);
    killAt(session, 4_000);
    expect(shown(session)?.begin?.t).toBe(4_000);
  });
});

describe('the list of runs', () => {
  test('gives a run another name, and its own again when that is taken away', async () => {
    const session = await sessionAt(5_000);
    const id = runs(session)[0]?.id ?? 0;
    session.forks.rename(id, '  what happens by itself ');
    expect(names(session)).toEqual(['what happens by itself']);
    session.forks.rename(id, ' ');
    expect(names(session)).toEqual(['Run 1']);
  });

  test('drops a run, but not the one that is shown', async () => {
    const session = await sessionAt(9_000);
    killAt(session, 7_000);
    const [first, second] = runs(session);
    session.forks.drop(second?.id ?? 0);
    expect(runs(session)).toHaveLength(2);
    session.forks.drop(first?.id ?? 0);
    expect(runs(session)).toEqual([second]);
    expect(depthOf(second as Fork, runs(session))).toBe(0);
  });

  test('keeps what was done by hand when the scenario starts again; what was only watched is the same again', async () => {
    const session = await sessionAt(5_000);
    await session.restart();
    expect(names(session)).toEqual(['Run 1']);
    session.player.standAtTime(3_000, 0);
    session.player.signal('SIGTERM', 0);
    await session.restart();
    expect(names(session)).toEqual(['Run 1', 'Run 2']);
    expect(shown(session)?.number).toBe(2);
  });

  test('lets go of the oldest run without a name when it is full and the scenario starts again, and says so', async () => {
    const session = await sessionAt(5_000);
    for (let n = 0; n < MOST_RUNS; n++) {
      session.player.signal('SIGINT', 0);
      if (n === 0) session.forks.rename(shown(session)?.id ?? 0, 'mine');
      await session.restart();
    }
    expect(runs(session)).toHaveLength(MOST_RUNS);
    expect(names(session)[0]).toBe('mine');
    expect(session.store.get().problem).toContain('"Run 2" was dropped');
  });

  test('begins anew with another scenario', async () => {
    const session = await sessionAt(9_000);
    killAt(session, 7_000);
    await session.chooseScenario('graceful');
    expect(names(session)).toEqual(['Run 1']);
  });
});

describe('a recording', () => {
  const entry = libraryScenario('openshift');

  async function replayed(): Promise<Session> {
    const session = await sessionAt(1_000);
    if (!entry) throw new Error('the library has no openshift');
    const run = new SimulatedRun(entry.scenario, entry.source);
    run.runToEnd();
    const recording = new Proxy(run, {
      get: (target, key) => {
        if (key === 'mode') return 'replay';
        if (key === 'ended') return true;
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    session.show(recording, 'run.jsonl');
    return session;
  }

  test('plays from its start, and nothing can be done to it', async () => {
    const session = await replayed();
    const { player } = session;
    expect(session.store.get()).toMatchObject({ mode: 'replay', scenario: 'run.jsonl' });
    expect(player.store.get()).toMatchObject({ t: 0, playing: true, ended: true });
    const before = player.store.get().source?.index.count;
    player.seek(3_000, 0);
    player.signal('SIGKILL', 0);
    player.request({ path: '/echo', connection: 'new', protocol: 'h2' }, 0);
    expect(player.store.get().t).toBe(3_000);
    expect(player.store.get().source?.index.count).toBe(before);
    player.toPresent(0);
    expect(player.store.get().view.process.exit).not.toBeNull();
  });

  test('plays again from its start, at its end and in between', async () => {
    const session = await replayed();
    session.player.toPresent(0);
    session.player.frame(0);
    expect(session.player.store.get().playing).toBe(false);
    await session.restart();
    expect(session.player.store.get()).toMatchObject({ t: 0, playing: true });
  });

  test('is left for the simulation of its scenario', async () => {
    const session = await replayed();
    session.chooseMode('simulate');
    await expect.poll(() => session.store.get().mode).toBe('simulate');
    expect(session.store.get()).toMatchObject({ scenario: 'openshift', own: null, problem: null });
    expect(session.player.store.get()).toMatchObject({ t: 0, playing: true });
  });
});

describe('a scenario that somebody has written', () => {
  test('is simulated; one that is not valid is answered with all that is wrong with it', async () => {
    const session = await sessionAt(1_000);
    const wrong = await session.runScenario('name: mine\nservre: {}\n');
    expect(wrong).toMatchObject({ problems: [{ line: 2, column: 1 }] });
    expect(session.store.get().scenario).toBe('slow-hook');
    const own = await session.runScenario('name: mine\nscript: [{ at: 1s, signal: SIGTERM }]\n');
    expect(own).toMatchObject({ scenario: { name: 'mine' } });
    expect(session.store.get()).toMatchObject({ scenario: 'mine', mode: 'simulate' });
    expect(session.player.store.get().origin).toBe(1_000);
  });
});
