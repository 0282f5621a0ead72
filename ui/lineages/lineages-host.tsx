/** The place of the lineages on the page. What stands there is fetched when it is opened. */
import { lazy, Suspense } from 'react';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { lineagesStore } from './lineages-store.ts';

const LineageChoice = lazy(async () => ({
  default: (await import('./lineage-choice.tsx')).LineageChoice,
}));
const LineageTable = lazy(async () => ({ default: (await import('./lineage-table.tsx')).LineageTable }));

export function LineagesHost({ session }: { readonly session: Session }) {
  const open = useStore(lineagesStore, value => value);
  if (open === null) return null;
  return (
    <Suspense fallback={null}>
      {open === 'choice' ? <LineageChoice session={session} /> : <LineageTable session={session} />}
    </Suspense>
  );
}
