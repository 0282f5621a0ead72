/** Keys that a page has beside those of every page, such as a presenter's: for the list, in the language in force. */
import { createStore } from '../session/store.ts';
import type { Command } from './commands.ts';

export const addedCommandsStore = createStore<() => readonly Command[]>(() => []);
