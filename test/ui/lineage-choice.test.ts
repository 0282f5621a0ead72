/** Choosing another lineage for what is shown: the same traffic, the same deeds, the same moment. */
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Lineage } from '../../machines/lineage.ts';
import { libraryScenario } from '../../machines/scenario/library.ts';
import { parseScenario } from '../../machines/scenario/parse.ts';
import { EMPTY_LINK, formatLink, parseLink } from '../../machines/view/link.ts';
import { english } from '../../machines/words/translate.ts';
import { presentText } from '../../ui/editor/present-text.ts';
import { forkName } from '../../ui/forks/fork-name.ts';
import { simulateLineages } from '../../ui/lineages/simulate-lineages.ts';
import { shownLink } from '../../ui/link/shown-link.ts';
import { isSimulatedRun } from '../../ui/session/run-source.ts';
import { Session } from '../../ui/session/session.ts';

beforeAll(() => {
  // A page that nobody serves asks for no live runs.
  vi.stubGlobal('location', { protocol: 'file:' });
});

let session: Session;

beforeEach(async () => {
  session = new Session();
  await session.chooseScenario('graceful');
});

const lineageShown = (): string | null => session.player.store.get().source?.plan?.lineage ?? null;
const names = (): string[] => session.forks.store.get().runs.map(fork => forkName(fork, english));

describe('choosing a lineage', () => {
  test('runs the scenario on it, and stands at the same moment', async () => {
    session.player.standAtTime(6_000, 0);
    await session.chooseLineage('1.20');
    expect(lineageShown()).toBe('1.20');
    expect(session.player.store.get()).toMatchObject({ t: 6_000, playing: false });
  });

  test('does again what was done by hand', async () => {
    session.player.standAtTime(2_000, 0);
    session.player.signal('SIGTERM', 0);
    await session.chooseLineage('1.16');
    const { source } = session.player.store.get();
    expect(isSimulatedRun(source) && source.deeds).toEqual([
      { at: 2_000_000, act: { kind: 'signal', signal: 'SIGTERM' } },
    ]);
    expect(source?.tracks.stop).toBe(2_000);
  });

  test('says what cannot be done again there, and what the version did not have, each once', async () => {
    session.player.standAtTime(4_500, 0);
    await session.player.inject({ kind: 'hook.hang', phase: 'preShutdown', name: 'deregister' }, 0);
    await session.chooseLineage('1.6');
    expect(session.store.get().problem).toContain('cannot be done on 1.6');
    expect(session.store.get().notice).toContain('no shutdown-delay-duration: it came with 1.16');
    session.dismissNotice();
    await session.restart();
    expect(session.store.get().notice).toBeNull();
  });

  test('keeps the runs of other lineages beside it, each with its name, and shows them again', async () => {
    await session.chooseLineage('1.20');
    await session.chooseLineage('1.16');
    await session.chooseLineage('1.20');
    expect(names()).toEqual(['Run 1', 'Run 3 on 1.16', 'Run 4 on 1.20']);
    session.showFork(session.forks.store.get().runs[0]?.id ?? 0);
    expect([lineageShown(), session.store.get().lineage]).toEqual(['1.27', null]);
    session.showFork(session.forks.store.get().runs[1]?.id ?? 0);
    await session.restart();
    expect(lineageShown()).toBe('1.16');
  });

  test('is in the link, and the one that the scenario names is not', async () => {
    await session.chooseLineage('1.20');
    const made = formatLink(shownLink(session, EMPTY_LINK, null));
    expect(made).toMatchObject({ ok: true, query: 'v=1&scenario=graceful&lineage=1.20' });
    const parsed = parseLink('?scenario=graceful&lineage=1.21');
    if (!parsed.ok) throw new Error(parsed.error.message);
    session = new Session();
    await session.start(parsed.link);
    expect(lineageShown()).toBe('1.20');
    await session.chooseLineage('1.27');
    expect(session.store.get().lineage).toBeNull();
  });

  test('ends with the choice of another scenario', async () => {
    await session.chooseLineage('1.20');
    await session.chooseScenario('openshift');
    expect(lineageShown()).toBe('1.33');
  });
});

describe('the text of what runs', () => {
  test.each<Lineage>(['1.6', '1.16', '1.24', '1.33'])('on %s is a scenario of that lineage', lineage => {
    const text = presentText(libraryScenario('openshift')?.yaml ?? '', { seed: 7, lineage });
    expect(parseScenario(text)).toMatchObject({ ok: true, scenario: { lineage, seed: 7 } });
    expect(text).toContain('# Cloud load balancers need half a minute and more to notice.');
  });
});

describe('all lineages side by side', () => {
  const entry = () => {
    const found = libraryScenario('graceful');
    if (!found) throw new Error('the library has no graceful');
    return found;
  };

  test('are simulated oldest first, with what was done by hand', async () => {
    const results = [];
    const deeds = [{ at: 2_000_000 as never, act: { kind: 'signal', signal: 'SIGTERM' } as const }];
    for await (const result of simulateLineages(entry(), deeds, () => true)) results.push(result);
    expect(results).toHaveLength(12);
    expect(results[0]).toMatchObject({ lineage: '1.6', row: { exit: { reason: 'killed' } } });
    expect(results.every(({ undone, isCut }) => undone === 0 && !isCut)).toBe(true);
    expect(new Set(results.map(({ row }) => row.isStopped))).toEqual(new Set([true]));
  });

  test('are the same as the run that is shown when one of them is opened', async () => {
    const shown = await session.shownScenario();
    if (!shown) throw new Error('nothing is shown');
    for await (const { lineage, row } of simulateLineages(shown.entry, shown.deeds, () => true)) {
      if (lineage !== '1.20') continue;
      await session.chooseLineage(lineage, 'simulate');
      session.player.toPresent(0);
      const { source } = session.player.store.get();
      if (isSimulatedRun(source)) source.runToEnd();
      expect((source?.tracks.exit ?? 0) - (source?.tracks.stop ?? 0)).toBeCloseTo(row.exit?.t ?? -1, 6);
    }
  });

  test('are let be once nobody wants them any more', async () => {
    let seen = 0;
    for await (const _ of simulateLineages(entry(), [], () => seen === 0)) seen++;
    expect(seen).toBe(1);
  });
});
