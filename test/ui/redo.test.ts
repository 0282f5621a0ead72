/** What was done by hand, done again from a link: the same run to the byte. */
import fc from 'fast-check';
import { beforeAll, expect, test, vi } from 'vitest';
import { LIBRARY, type LibraryScenario, libraryScenario } from '../../machines/scenario/library.ts';
import { EMPTY_LINK, formatLink, parseLink } from '../../machines/view/link.ts';
import { momentOf, shownLink } from '../../ui/link/shown-link.ts';
import { Player } from '../../ui/session/player.ts';
import { Session } from '../../ui/session/session.ts';
import { SimulatedRun } from '../../ui/session/simulated-run.ts';
import { allFaults } from '../machines/simulation/faulty-run.ts';
import { RUNS, TIMEOUT_MS } from '../machines/simulation/property-runs.ts';

type Move =
  | { readonly kind: 'play'; readonly frames: number; readonly speed: number }
  | { readonly kind: 'step' }
  | { readonly kind: 'back'; readonly part: number }
  | { readonly kind: 'signal' }
  | { readonly kind: 'request'; readonly path: string; readonly connection: 'new' | 'reuse' }
  | { readonly kind: 'fault'; readonly pick: number };

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('play' as const),
        frames: fc.nat(60),
        speed: fc.constantFrom(0.25, 1, 4, 100),
      }),
    },
    { weight: 2, arbitrary: fc.constant<Move>({ kind: 'step' }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('back' as const),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    },
    { weight: 1, arbitrary: fc.constant<Move>({ kind: 'signal' }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('request' as const),
        path: fc.constantFrom('/echo', '/sleep?duration=900ms', '/a:b,c~d?x=1&y=%20'),
        connection: fc.constantFrom('new' as const, 'reuse' as const),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('fault' as const), pick: fc.nat() }) },
  ),
  { minLength: 1, maxLength: 14 },
);

/** A player at whose instants people look, with a clock of its own. */
class Hand {
  readonly player = new Player({
    mayBranch: () => true,
    branched: () => {},
    tooLongAgo: () => {},
    showsInstants: () => true,
  });
  private clock = 0;

  constructor({ scenario, source }: LibraryScenario) {
    this.player.load(new SimulatedRun(scenario, source), 0);
  }

  async do(move: Move): Promise<void> {
    const { player, clock } = this;
    switch (move.kind) {
      case 'play':
        player.setSpeed(move.speed, clock);
        for (let frame = 0; frame < move.frames; frame++) {
          this.clock += 17;
          player.frame(this.clock);
        }
        return;
      case 'step':
        return player.stepForward(clock);
      case 'back':
        return player.seek(player.store.get().present * move.part, clock);
      case 'signal':
        return player.signal('SIGTERM', clock);
      case 'request':
        return player.request({ path: move.path, connection: move.connection, protocol: 'h2' }, clock);
      case 'fault': {
        const faults = allFaults(player.store.get().view);
        const fault = faults[move.pick % Math.max(1, faults.length)];
        if (fault) await player.inject(fault, clock);
      }
    }
  }
}

beforeAll(() => {
  // A page that nobody serves asks for no live runs.
  vi.stubGlobal('location', { protocol: 'file:' });
});

test(
  'a run with whatever was done by hand, opened again from its link, has the same events up to the moment',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LIBRARY.map(({ name }) => name)), moves, async (name, all) => {
        const entry = libraryScenario(name);
        if (!entry) throw new Error(name);
        const hand = new Hand(entry);
        for (const move of all) await hand.do(move);
        const state = hand.player.store.get();
        const { source } = state;
        if (!(source instanceof SimulatedRun)) throw new Error('there is no run');
        const moment = momentOf(state);
        const session = new Session();
        await session.chooseScenario(entry.name);
        session.player.show(source, 0);
        const link = shownLink(session, EMPTY_LINK, moment);
        expect(link.deeds).toEqual(source.deeds);
        const made = formatLink(link);
        if (!made.ok) throw new Error(made.error.message);
        const parsed = parseLink(made.query);
        if (!parsed.ok) throw new Error(parsed.error.message);
        const opened = new Session();
        await opened.start(parsed.link);
        const again = opened.player.store.get();
        expect(opened.store.get().problem).toBeNull();
        if (!(again.source instanceof SimulatedRun)) throw new Error('it was not opened');
        expect(Math.round(again.t * 1000)).toBe(Math.round(state.t * 1000));
        const count = source.index.countAt(state.t);
        expect(JSON.stringify(again.source.events.slice(0, count))).toBe(
          JSON.stringify(source.events.slice(0, count)),
        );
        // Going on from there is the same as well.
        for (const run of [source, again.source]) run.advanceTo(state.present + 1_000);
        expect(JSON.stringify(again.source.events)).toBe(JSON.stringify(source.events));
      }),
      RUNS,
    );
  },
  TIMEOUT_MS * 2,
);
