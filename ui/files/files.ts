/** Opening and saving, as the page calls it: what reads files is fetched when there is one. */
import type { Session } from '../session/session.ts';
import { changeFiles, dismissFileMessage } from './files-store.ts';
import { saveRun } from './save-recording.ts';

/** What the page opens. */
const ACCEPTED = '.jsonl,.yaml,.yml';

let opening: AbortController | null = null;
let input: HTMLInputElement | null = null;

/** Asks for a file, and opens it. */
export function chooseFile(session: Session): void {
  input?.remove();
  input = document.createElement('input');
  input.type = 'file';
  input.accept = ACCEPTED;
  input.hidden = true;
  input.dataset.open = '';
  input.onchange = () => {
    const file = input?.files?.[0];
    if (file) void openFile(session, file);
  };
  // In the document, because some browsers forget one that is not before anything is chosen.
  document.body.append(input);
  input.click();
}

/** Opens a file; one that is still being read is given up. */
export async function openFile(session: Session, file: File): Promise<void> {
  cancelOpening();
  const abort = new AbortController();
  opening = abort;
  dismissFileMessage();
  const module = await fetched(() => import('./open-file.ts'));
  if (module && !abort.signal.aborted) await module.openFile(session, file, abort);
}

/** Gives up what is being read: the run that is shown stays. */
export function cancelOpening(): void {
  opening?.abort();
  opening = null;
  changeFiles({ reading: null });
}

/** Offers what the page has of the run as a file. */
export async function saveRecording(session: Session): Promise<void> {
  const { source } = session.player.store.get();
  // Not fetched only now: when a live server has vanished, what is left of its run is here, and nothing else.
  if (source) await saveRun(source, session.store.get().scenario);
}

/** A part of the page that is fetched now; null, and said so, where it cannot be. */
async function fetched<T>(load: () => Promise<T>): Promise<T | null> {
  try {
    return await load();
  } catch {
    changeFiles({
      message: {
        tone: 'danger',
        says: tr =>
          tr('A part of the page could not be fetched. Is the network there? Reloading may help as well.'),
        steps: [],
      },
    });
    return null;
  }
}
