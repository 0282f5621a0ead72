/** Small shapes that say what became of something; a word always stands beside them. */

export type MarkKind = 'right' | 'wrong' | 'chosen' | 'other' | 'unknown';

const PATHS: Readonly<Record<Exclude<MarkKind, 'other' | 'unknown' | 'chosen'>, string>> = {
  right: 'M3.5 9.5 7.5 13.5 14.5 5',
  wrong: 'M5 5 13 13M13 5 5 13',
};

export function Mark({ kind }: { readonly kind: MarkKind }) {
  return (
    <svg className={`mark of-${kind}`} viewBox="0 0 18 18" aria-hidden="true">
      {kind === 'right' || kind === 'wrong' ? <path d={PATHS[kind]} /> : <circle cx="9" cy="9" r="5.5" />}
      {kind === 'chosen' && <circle className="dot" cx="9" cy="9" r="2.5" />}
    </svg>
  );
}
