/** How a page stands to the room, as a shape: words stand beside it. */

/** `on`: it follows, or leads; `off`: by itself; `lost`: without a connection. */
export type StateKind = 'on' | 'off' | 'lost';

export function StateMark({ kind }: { readonly kind: StateKind }) {
  return (
    <svg className={`ws-state-mark ${kind}`} viewBox="0 0 16 16" aria-hidden="true">
      {kind === 'lost' ? <path d="M2.5 2.5l11 11M13.5 2.5l-11 11" /> : <circle cx="8" cy="8" r="5.5" />}
      {kind === 'on' && <circle className="core" cx="8" cy="8" r="2.6" />}
    </svg>
  );
}
