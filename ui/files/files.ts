/** Opening and saving, as the page calls it: what reads files is fetched when there is one. */
import type { LinkState } from '../../machines/view/link.ts';
import type { Session } from '../session/session.ts';
import { changeFiles, dismissFileMessage } from './files-store.ts';
import { saveRun } from './save-recording.ts';

/** What the page opens. */
const ACCEPTED = '.jsonl,.yaml,.yml,.log,.txt,.json,.gz';

let opening: AbortController | null = null;
let input: HTMLInputElement | null = null;

/** Asks for a file, and opens it. */
export function chooseFile(session: Session): void {
  askForFile(file => void openFile(session, file));
}

/** Asks for a recording or a log, and compares it with what is shown. */
export function chooseFileToCompare(): void {
  askForFile(file => void compareFile(file));
}

/** Compares a file with what is shown; one that is still being read is given up. */
async function compareFile(file: File): Promise<void> {
  cancelOpening();
  const abort = new AbortController();
  opening = abort;
  dismissFileMessage();
  const module = await fetched(() => import('./compare-file.ts'));
  if (module && !abort.signal.aborted) await module.compareFile(file, abort);
}

function askForFile(take: (file: File) => void): void {
  input?.remove();
  input = document.createElement('input');
  input.type = 'file';
  input.accept = ACCEPTED;
  input.hidden = true;
  input.dataset.open = '';
  input.onchange = () => {
    const file = input?.files?.[0];
    if (file) take(file);
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

/** Shows the file that the program behind the page serves. */
export async function openServed(session: Session, link: LinkState): Promise<void> {
  const module = await fetched(() => import('./served-file.ts'));
  if (module) await module.openServedFile(session, link);
  else await session.start(link);
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
