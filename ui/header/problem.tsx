/** What went wrong, and what can be done about it. */
import { FileStatus } from '../files/file-status.tsx';
import { saveRecording } from '../files/files.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';

export function Problem({ session }: { readonly session: Session }) {
  return (
    <>
      <SessionProblem session={session} />
      <SessionNotice session={session} />
      <FileStatus session={session} />
    </>
  );
}

/** What somebody may want to know; it says itself politely, once, and stays until it is put away. */
function SessionNotice({ session }: { readonly session: Session }) {
  const notice = useStore(session.store, state => state.notice);
  return (
    <div role="status">
      {notice !== null && (
        <div className="problem note">
          <span className="what">{notice}</span>
          <button type="button" className="btn" onClick={() => session.dismissNotice()}>
            {tr('Dismiss')}
          </button>
        </div>
      )}
    </div>
  );
}

function SessionProblem({ session }: { readonly session: Session }) {
  const { problem, link, mode } = useStore(session.store, state => state);
  const hasEvents = useStore(session.player.store, ({ source }) => source?.header != null);
  if (problem === null) return null;
  const isLost = mode === 'live' && link === 'lost';
  return (
    <div className="problem" role="alert">
      <span className="what">{problem}</span>
      {isLost ? (
        <>
          <button type="button" className="btn" onClick={() => void session.reconnect()}>
            {tr('Reconnect')}
          </button>
          {hasEvents && (
            <button type="button" className="btn" onClick={() => void saveRecording(session)}>
              {tr('Save recording')}
            </button>
          )}
          <button type="button" className="btn" onClick={() => session.chooseMode('simulate')}>
            {tr('Simulate instead')}
          </button>
        </>
      ) : (
        <button type="button" className="btn" onClick={() => session.dismiss()}>
          {tr('Dismiss')}
        </button>
      )}
    </div>
  );
}
