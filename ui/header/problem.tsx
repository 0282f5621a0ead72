/** What went wrong, and what can be done about it. */
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';

export function Problem({ session }: { readonly session: Session }) {
  const { problem, link, mode } = useStore(session.store, state => state);
  if (problem === null) return null;
  const isLost = mode === 'live' && link === 'lost';
  return (
    <div className="problem" role="alert">
      {problem}
      {isLost && (
        <button type="button" className="btn" onClick={() => void session.reconnect()}>
          Reconnect
        </button>
      )}
      {isLost && (
        <button type="button" className="btn" onClick={() => session.chooseMode('simulate')}>
          Simulate instead
        </button>
      )}
      {!isLost && (
        <button type="button" className="btn" onClick={() => session.dismiss()}>
          Dismiss
        </button>
      )}
    </div>
  );
}
