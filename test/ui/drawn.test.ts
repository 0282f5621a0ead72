/** What the large drawings follow: everything that happens at once, the time alone in steps. */
import { describe, expect, test } from 'vitest';
import { NOTHING_SHOWN, type PlayerState } from '../../ui/session/player-state.ts';
import { createStore } from '../../ui/session/store.ts';
import { Drawn, STEP_MS } from '../../ui/session/use-drawn.ts';

function drawing(initial: Partial<PlayerState> = {}) {
  const store = createStore<PlayerState>({ ...NOTHING_SHOWN, ...initial });
  let now = 1_000;
  const drawn = new Drawn(store, () => now);
  let draws = 0;
  const stop = drawn.subscribe(() => draws++);
  return {
    set: (change: Partial<PlayerState>, afterMs = 0) => {
      now += afterMs;
      store.set({ ...store.get(), ...change });
    },
    get state() {
      return drawn.get();
    },
    get draws() {
      return draws;
    },
    stop,
  };
}

describe('a drawing of a run that plays', () => {
  test('follows the time in steps', () => {
    const it = drawing({ playing: true });
    it.set({ t: 10 }, STEP_MS);
    it.set({ t: 20 }, STEP_MS / 2);
    expect([it.state.t, it.draws]).toEqual([10, 1]);
    it.set({ t: 30 }, STEP_MS / 2);
    expect([it.state.t, it.draws]).toEqual([30, 2]);
  });

  test('shows at once what happens and what somebody does, with the time at which it does', () => {
    const it = drawing({ playing: true });
    it.set({ t: 10 }, STEP_MS);
    it.set({ t: 20, count: 3 }, 1);
    expect(it.state).toMatchObject({ t: 20, count: 3 });
    it.set({ t: 30, selected: 'ShutdownInitiated' }, 1);
    expect(it.state).toMatchObject({ t: 30, selected: 'ShutdownInitiated' });
    it.set({ t: 40, playing: false }, 1);
    expect(it.state).toMatchObject({ t: 40, playing: false });
  });

  test('shows nothing any more to whom has gone', () => {
    const it = drawing({ playing: true });
    it.stop();
    it.set({ count: 3 }, STEP_MS);
    expect(it.draws).toBe(0);
  });
});

describe('a drawing of a run that stands', () => {
  test('follows the playhead wherever it is dragged', () => {
    const it = drawing();
    for (const t of [10, 20, 30]) it.set({ t }, 1);
    expect([it.state.t, it.draws]).toEqual([30, 3]);
  });

  test('is not drawn again because the run goes on elsewhere', () => {
    const it = drawing();
    it.set({ present: 500 }, STEP_MS);
    expect(it.draws).toBe(0);
  });
});

test('a drawing that comes late shows what has changed since it was made', () => {
  const store = createStore<PlayerState>(NOTHING_SHOWN);
  const drawn = new Drawn(store);
  store.set({ ...NOTHING_SHOWN, count: 3 });
  let draws = 0;
  drawn.subscribe(() => draws++);
  expect([drawn.get().count, draws]).toEqual([3, 1]);
});
