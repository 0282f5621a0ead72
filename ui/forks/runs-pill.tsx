/** Says that there is more than one run, and opens the list of them. Where there is one there is no pill. */
import { lazy, Suspense } from 'react';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { runsStore, toggleRuns } from './runs-store.ts';

const RunsPopover = lazy(async () => ({ default: (await import('./runs-popover.tsx')).RunsPopover }));
const CompareFileDialog = lazy(async () => ({
  default: (await import('./compare-dialog.tsx')).CompareFileDialog,
}));
const CompareDialog = lazy(async () => ({ default: (await import('./compare-dialog.tsx')).CompareDialog }));

interface RunsPillProps {
  readonly session: Session;
  readonly className?: string;
  readonly onOpen?: () => void;
}

export function RunsPill({ session, className = '', onOpen }: RunsPillProps) {
  const n = useRunCount(session);
  const isOpen = useStore(runsStore, state => state.open);
  if (n < 2) return null;
  return (
    <button
      type="button"
      className={`btn runs-pill ${className}`}
      aria-expanded={isOpen}
      aria-haspopup="dialog"
      onClick={() => {
        onOpen?.();
        toggleRuns();
      }}
    >
      {tr('{n} runs', { n })}
    </button>
  );
}

/** The list and the comparison, when they are open. */
export function RunsHost({ session }: { readonly session: Session }) {
  const n = useRunCount(session);
  const { open, comparing, file } = useStore(runsStore, state => state);
  if (file !== null)
    return (
      <Suspense fallback={null}>
        <CompareFileDialog session={session} file={file} />
      </Suspense>
    );
  if (n < 2) return null;
  return (
    <Suspense fallback={null}>
      {open && <RunsPopover session={session} />}
      {comparing !== null && <CompareDialog session={session} id={comparing} />}
    </Suspense>
  );
}

/** Runs are kept while a live one, or a recording, is shown; they can be had again when it is left. */
function useRunCount(session: Session): number {
  const mode = useStore(session.store, state => state.mode);
  const count = useStore(session.forks.store, state => state.runs.length);
  return mode === 'simulate' ? count : 0;
}
