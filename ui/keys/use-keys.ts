/** Listens for the keys of commands. */
import { useEffect } from 'react';
import { belongsToFocus, type Command, keyOf } from './commands.ts';

export function useKeys(commands: readonly Command[], dialogOpen: boolean): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (belongsToFocus(event.target, event.key)) return;
      if (dialogOpen && event.key !== '?') return;
      const key = keyOf(event);
      const command = commands.find(
        candidate => candidate.keys.includes(key) && (candidate.when?.() ?? true),
      );
      if (!command) return;
      event.preventDefault();
      command.run(key);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [commands, dialogOpen]);
}
