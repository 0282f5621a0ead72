/** The lineage of what is shown: a button that opens the list of all, and one for all of them side by side. */
import { canChangeLineage } from '../lineages/has-lineages.ts';
import { chooseLineage, lineagesStore, showAllLineages } from '../lineages/lineages-store.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { lineageText } from './lineage.ts';

interface LineagePickProps {
  readonly session: Session;
  /** Button or quiet button, as its surroundings have them. */
  readonly button: 'quiet' | 'btn';
  /** Called first, so that what is opened can be seen. */
  readonly onLeave?: () => void;
}

export function LineagePick({ session, button, onLeave = () => {} }: LineagePickProps) {
  const lineage = useStore(session.player.store, state => lineageText(state.source));
  const can = useStore(session.player.store, state => canChangeLineage(state.source));
  const open = useStore(lineagesStore, value => value);
  const after = (act: () => void) => (): void => {
    onLeave();
    act();
  };
  return (
    <>
      {can ? (
        <button
          type="button"
          className="pick can lineage opt"
          aria-label={`${tr('Lineage')} ${lineage}`}
          aria-haspopup="dialog"
          aria-expanded={open === 'choice'}
          onClick={after(chooseLineage)}
        >
          <span>{tr('Lineage')}</span>
          <b>{lineage}</b>
        </button>
      ) : (
        <span className="pick opt">
          <span>{tr('Lineage')}</span>
          <b>{lineage}</b>
        </span>
      )}
      {can && (
        <button
          type="button"
          className={`${button} roomy`}
          aria-haspopup="dialog"
          onClick={after(showAllLineages)}
        >
          {tr('All versions')}
        </button>
      )}
    </>
  );
}
