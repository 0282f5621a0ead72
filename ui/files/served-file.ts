/** The file that `lastcall replay FILE` serves beside the page. */

import type { LinkState } from '../../machines/view/link.ts';
import type { Translate } from '../../machines/words/translate.ts';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import { openFile } from './files.ts';
import { logChoiceStore } from './log-choice-store.ts';

const UNNAMED = 'recording.jsonl';

/** Shows it as if it had been dropped; where there is none, says why, and shows what the address asks for otherwise. */
export async function openServedFile(session: Session, link: LinkState): Promise<void> {
  const file = await servedFile(tr);
  if (typeof file === 'string') {
    await session.start(link, file);
    return;
  }
  await openFile(session, file);
  // Nothing could be shown, or one of several servers is still to be chosen: the page does not stay empty.
  if (session.player.store.get().source === null || logChoiceStore.get() !== null) await session.start(link);
}

/** The file; in words, why there is none. */
async function servedFile(say: Translate): Promise<File | string> {
  try {
    const response = await fetch('api/replay');
    if (response.ok) return new File([await response.blob()], nameOf(response));
    return say('The recording is not there: {reason}.', { reason: await reasonOf(response) });
  } catch {
    return say('The program that replays a recording does not answer. Start “lastcall replay” again.');
  }
}

function nameOf(response: Response): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '')?.[1];
  try {
    return encoded === undefined ? UNNAMED : decodeURIComponent(encoded);
  } catch {
    return UNNAMED;
  }
}

/** What a problem document says; a web host without the program has none. */
async function reasonOf(response: Response): Promise<string> {
  try {
    const problem: unknown = await response.json();
    if (typeof problem === 'object' && problem !== null && 'detail' in problem) return String(problem.detail);
  } catch {
    // No document: the status has to do.
  }
  return `${response.status} ${response.statusText}`.trim();
}
