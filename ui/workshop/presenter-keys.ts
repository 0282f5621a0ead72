/** The keys of a presenter: the space bar, and what clickers send. */
import type { PresenterCommand } from '../../machines/workshop/messages.ts';
import { belongsToFocus, type Command } from '../keys/commands.ts';
import { lineagesStore } from '../lineages/lineages-store.ts';
import { tr } from '../words/language.ts';

/** As `KeyboardEvent.key` has them. Clickers send Page Up and Page Down, a few the arrows, Enter, and a full stop. */
const KEYS: Readonly<Record<string, PresenterCommand>> = {
  ' ': 'next',
  PageDown: 'next',
  ArrowRight: 'next',
  Enter: 'next',
  PageUp: 'back',
  ArrowLeft: 'back',
  b: 'blank',
  '.': 'blank',
};

/** For the list of keys: they are heard before the page's own, see below. */
export function presenterCommands(): readonly Command[] {
  const listed = (shown: string, what: string): Command => ({
    keys: [],
    shown,
    what,
    group: 'presenting',
    run: () => {},
  });
  return [
    listed(
      'Space PgDn',
      tr('onward in the lesson: the question, the answers of the room, the run, what comes next'),
    ),
    listed('PgUp', tr('back in the lesson')),
    listed('b .', tr('dark on all screens, and light again')),
  ];
}

/** What a key means here; null: it belongs to what has the focus, or to the page. */
export function commandOfKey(event: KeyboardEvent): PresenterCommand | null {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  const command = KEYS[key];
  if (command === undefined || belongsToFocus(target, key)) return null;
  if (target instanceof Element) {
    if (key === 'Enter' && target.closest('button, a, summary, [role="button"]')) return null;
    // Arrows go from tab to tab, and along a slider or a list.
    if (key.startsWith('Arrow') && target.closest('[role]:not([role="img"], [role="status"])')) return null;
  }
  return command;
}

/** A dialog has its keys for itself. Of the table of versions, which is shown to the room, a presenter goes onward. */
function isInDialog(key: string): boolean {
  if (!document.querySelector('dialog[open]')) return false;
  return lineagesStore.get() !== 'table' || (key !== ' ' && key !== 'PageDown');
}

/**
 * Listens before anything else on the page does.
 * @param run answers whether there was something to do; if not, the key is the page's.
 * @returns what ends it
 */
export function listenForPresenter(run: (command: PresenterCommand) => boolean): () => void {
  const onKey = (event: KeyboardEvent): void => {
    const command = commandOfKey(event);
    if (command === null || isInDialog(event.key) || !run(command)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Who has clicked a button presses the space bar for the next step, not for the button once more.
  const onClick = (event: MouseEvent): void => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    if (event.detail > 0 && button && !button.closest('dialog')) button.blur();
  };
  document.addEventListener('keydown', onKey, true);
  document.addEventListener('click', onClick);
  return () => {
    document.removeEventListener('keydown', onKey, true);
    document.removeEventListener('click', onClick);
  };
}
