/** The editor's key. */
import type { Command } from '../keys/commands.ts';
import { toggleEditor } from './editor-store.ts';

export const editorCommands: readonly Command[] = [
  { keys: ['e'], shown: 'e', what: 'edit the scenario', run: toggleEditor },
];
