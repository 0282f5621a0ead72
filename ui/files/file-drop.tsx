/** Files that are dropped anywhere on the page, and recordings and logs that are pasted into it. */
import '../styles/files.css';
import { useEffect, useState } from 'react';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import { openFile } from './files.ts';
import { changeFiles } from './files-store.ts';
import { pastedKind } from './sniff.ts';

const PASTED_NAMES = { recording: 'pasted.jsonl', log: 'pasted.log' } as const;

/** Listens as long as it is on the page; while something is dragged over it, says what may be dropped. */
export function FileDrop({ session }: { readonly session: Session }) {
  const isOver = useDrop(session);
  usePaste(session);
  if (!isOver) return null;
  return (
    <div className="drop-zone">
      <p>
        <b>{tr('Drop it here')}</b>
        {tr('A recording (.jsonl) or the log of an API server is shown, a scenario (.yaml) is simulated.')}
      </p>
    </div>
  );
}

function useDrop(session: Session): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      // Without this the browser would leave the page and show the file.
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      const files = event.dataTransfer?.files;
      const [file] = files ?? [];
      if (files?.length === 1 && file) void openFile(session, file);
      else
        changeFiles({
          message: { tone: 'danger', says: tr => tr('Drop one file at a time.'), steps: [] },
        });
    };
    window.addEventListener('dragenter', over);
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', over);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [session]);
  return isOver;
}

function usePaste(session: Session): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (event.defaultPrevented || isTyped(event.target)) return;
      const file = event.clipboardData?.files[0];
      const text = event.clipboardData?.getData('text/plain') ?? '';
      const kind = pastedKind(text);
      if (!file && kind === null) return;
      event.preventDefault();
      void openFile(session, file ?? new File([text], PASTED_NAMES[kind ?? 'recording']));
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [session]);
}

/** What is pasted into a field belongs to the field. */
function isTyped(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}
