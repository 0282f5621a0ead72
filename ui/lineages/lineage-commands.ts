/** The keys of the lineages. */
import type { Command } from '../keys/commands.ts';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import { hasLineages } from './has-lineages.ts';
import { chooseLineage, showAllLineages } from './lineages-store.ts';

export function lineageCommands(session: Session): readonly Command[] {
  const when = (): boolean => hasLineages(session);
  return [
    {
      keys: ['v'],
      shown: 'v',
      what: tr('the same traffic on all versions, side by side'),
      when,
      run: showAllLineages,
    },
    { keys: ['V'], shown: 'Shift V', what: tr('choose the version'), when, run: chooseLineage },
  ];
}
