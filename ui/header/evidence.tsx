/** On what evidence the page stands: always in sight. */
import type { Player } from '../session/player.ts';
import type { RunSource } from '../session/run-source.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';

/** The kinds of evidence, as a style has them. */
export type EvidenceKind = 'simulated' | 'live' | 'recording' | 'imported';

const TEXTS = {
  simulated: 'simulated',
  live: 'live server',
  recording: 'recording',
  imported: 'imported log',
} as const satisfies Record<EvidenceKind, string>;

/** What a run is evidence of. What was imported from a log is inferred in parts, whoever saved it since. */
export function evidenceOf(source: Pick<RunSource, 'mode' | 'header'> | null): EvidenceKind {
  switch (source?.mode) {
    case 'live':
      return 'live';
    case 'replay':
      return source.header?.source === 'imported' ? 'imported' : 'recording';
    default:
      return 'simulated';
  }
}

/** The evidence in words. */
export function evidenceText(source: RunSource | null): string {
  return tr(TEXTS[evidenceOf(source)]);
}

export function Evidence({ player }: { readonly player: Player }) {
  const kind = useStore(player.store, ({ source }) => evidenceOf(source));
  return (
    <span className={`evidence ${kind}`} role="status">
      {tr(TEXTS[kind])}
    </span>
  );
}
