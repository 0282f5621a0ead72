/** The verdicts of the rules on what has happened up to the playhead, found anew as often as that costs little. */
import { useEffect, useState } from 'react';
import { type CheckResult, checkFacts } from '../../machines/recording/checks.ts';
import { factsOf } from '../../machines/recording/facts.ts';
import { type ShutdownStory, storyOfFacts } from '../../machines/recording/shutdown-story.ts';
import type { Player } from '../session/player.ts';
import { tr } from '../words/language.ts';

/** Between two looks while the playhead moves, and after it has come to a stand. */
const MOVING_MS = 300;
const STANDING_MS = 40;
/** A look may take this part of the time, and no more. */
const SHARE = 0.1;

/** What the rules say, and the shutdown as a whole. */
export interface Verdicts extends ShutdownStory {
  readonly checks: readonly CheckResult[];
}

/** The verdicts; null: there is no run yet. */
export function useVerdicts(player: Player): Verdicts | null {
  const [verdicts, setVerdicts] = useState<Verdicts | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let seen: unknown = null;
    let seenCount = -1;
    let took = 0;
    const look = (): void => {
      timer = null;
      const { source, count } = player.store.get();
      if (!source?.header) return;
      seen = source.index;
      seenCount = count;
      const began = performance.now();
      const facts = factsOf({ header: source.header, events: source.index.eventsUpTo(count) });
      setVerdicts({ checks: checkFacts(facts, tr), ...storyOfFacts(facts, tr) });
      took = performance.now() - began;
    };
    const expect = (): void => {
      const { source, count, playing } = player.store.get();
      if (timer !== null || (source?.index === seen && count === seenCount)) return;
      timer = setTimeout(look, Math.max(playing ? MOVING_MS : STANDING_MS, took / SHARE));
    };
    look();
    const stop = player.store.subscribe(expect);
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [player]);
  return verdicts;
}
