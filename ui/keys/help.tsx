/** Help: the keys, from the registry, and on small pages what the header had no room for. */
import { useEffect, useRef } from 'react';
import { HeaderRest } from '../header/header-rest.tsx';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import { COMMAND_GROUPS, type Command, type CommandGroup } from './commands.ts';

const TITLES = {
  presenting: 'Presenting',
  playing: 'Playing',
  stepping: 'Stepping',
  timeline: 'Timeline',
  acting: 'Acting',
  page: 'The page',
} as const satisfies Record<CommandGroup, string>;

interface HelpProps {
  readonly session: Session;
  readonly commands: readonly Command[];
  readonly onCopyLink: () => void;
  readonly onClose: () => void;
}

export function Help({ session, commands, onCopyLink, onClose }: HelpProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // Its first lines, not its first button: a long list would open at its end.
    dialog.current?.focus();
    dialog.current?.scrollTo(0, 0);
  }, []);
  return (
    <dialog ref={dialog} className="sheet help" tabIndex={-1} aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{tr('Keys')}</h2>
      <div className="key-groups">
        {COMMAND_GROUPS.filter(group => commands.some(command => groupOf(command) === group)).map(group => (
          <section key={group}>
            <h3>{tr(TITLES[group])}</h3>
            <dl>
              {commands
                .filter(command => groupOf(command) === group)
                .map(command => (
                  <div key={command.shown} style={{ display: 'contents' }}>
                    <dt>
                      <kbd>{command.shown}</kbd>
                    </dt>
                    <dd>{command.what}</dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
      <p>
        {tr(
          'What can go wrong with a request, a connection, a hook or a probe stands in the menu of the thing.',
        )}{' '}
        {tr('The playhead can be dragged over the timeline.')}
      </p>
      <HeaderRest session={session} onCopyLink={onCopyLink} onLeave={() => dialog.current?.close()} />
      <div className="row">
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          {tr('Close')}
        </button>
      </div>
    </dialog>
  );
}

function groupOf({ group = 'page' }: Command): CommandGroup {
  return group;
}
