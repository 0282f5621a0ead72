/** The text that is edited, what it says, and what is wrong with it. */
import { useMemo, useRef } from 'react';
import { type LibraryScenario, libraryScenario } from '../../machines/scenario/library.ts';
import { parseScenario, type ScenarioProblem } from '../../machines/scenario/parse.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { type Difference, differences } from './differences.ts';
import { readText, writeText } from './edit-document.ts';
import { draftKey, editorStore, keepDraft } from './editor-store.ts';
import { presentText } from './present-text.ts';
import { SCHEMA } from './schema.ts';

/** A draft as it stands. */
export interface Draft {
  readonly key: string;
  readonly text: string;
  /** The text of the scenario that runs. */
  readonly running: string;
  /** The scenario of the library that it was made from; null: none. */
  readonly library: LibraryScenario | null;
  /** What the text says; while it cannot be read, what it said last. */
  readonly value: unknown;
  readonly isReadable: boolean;
  readonly problems: readonly ScenarioProblem[];
  /** To the library's scenario, or to the one that runs. */
  readonly differences: readonly Difference[];
  readonly set: (text: string) => void;
}

export function useDraft(session: Session): Draft {
  const state = useStore(session.store, value => value);
  const header = useStore(session.player.store, ({ source }) => source?.header ?? null);
  const key = draftKey(state);
  const kept = useStore(editorStore, ({ drafts }) => drafts.get(key) ?? null);
  const { own, scenario, mode, seed, lineage } = state;
  const library = libraryScenario(own?.scenario.name ?? scenario);
  const bare = own?.text ?? (mode === 'replay' ? null : (library?.yaml ?? null));
  // A link may have given the run a seed of its own, and somebody may have chosen another lineage.
  const written = useMemo(
    () => (bare === null ? bare : presentText(bare, { seed, lineage })),
    [bare, seed, lineage],
  );
  const recorded = header?.scenario ?? null;
  const running = useMemo(
    () => written ?? (recorded === null ? '' : writeText(recorded)),
    [written, recorded],
  );
  const text = kept ?? running;
  const read = useMemo(() => readText(text), [text]);
  const lastGood = useRef<{ readonly key: string; readonly value: unknown } | null>(null);
  if (read) lastGood.current = { key, value: read.value };
  const value = read ? read.value : lastGood.current?.key === key ? lastGood.current.value : null;
  const problems = useMemo(() => {
    const result = parseScenario(text, tr);
    return result.ok ? [] : result.problems;
  }, [text]);
  const base = useMemo(() => library?.source ?? readText(running)?.value ?? null, [library, running]);
  const found = useMemo(() => differences(SCHEMA, base, value), [base, value]);
  return {
    key,
    text,
    running,
    library,
    value,
    isReadable: read !== null,
    problems,
    differences: found,
    set: next => keepDraft(key, next === running ? null : next),
  };
}
