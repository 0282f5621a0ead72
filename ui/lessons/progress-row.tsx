/** What can be done with one's progress: taken along as a file, brought back, forgotten. */
import { type ChangeEvent, useState } from 'react';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { exportProgress, importProgress } from './progress-file.ts';
import { progressStore } from './progress-store.ts';

/** @param onProblem takes what is wrong with a file, in words for a person; null: nothing is. */
export function ProgressRow({ onProblem }: { readonly onProblem: (problem: string | null) => void }) {
  const [isAsking, ask] = useState(false);
  const [said, say] = useState('');
  const isKept = useStore(progressStore.keptStore, value => value);
  const take = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? [];
    // The same file may be chosen once more.
    const problem = file ? await importProgress(file) : null;
    target.value = '';
    onProblem(problem);
    say(problem === null ? tr('The progress of the file is taken over.') : '');
  };
  return (
    <footer className="progress-row">
      <p>
        {isKept
          ? tr('Your progress is kept in this browser, and nowhere else.')
          : tr('This browser keeps nothing: your progress is gone when the page is left. Export it.')}
      </p>
      <div className="end-row">
        <button type="button" className="btn" onClick={exportProgress}>
          {tr('Export progress')}
        </button>
        <label className="btn file">
          {tr('Import progress…')}
          <input
            className="visually-hidden"
            type="file"
            accept=".json,application/json"
            onChange={event => void take(event)}
          />
        </label>
        {isAsking ? (
          <>
            <button
              type="button"
              className="btn danger"
              onClick={() => {
                progressStore.reset();
                ask(false);
                say(tr('Your progress is forgotten.'));
              }}
            >
              {tr('Forget all of it')}
            </button>
            <button type="button" className="btn" onClick={() => ask(false)}>
              {tr('Keep it')}
            </button>
          </>
        ) : (
          <button type="button" className="btn" onClick={() => ask(true)}>
            {tr('Reset…')}
          </button>
        )}
      </div>
      <p role="status" className="said">
        {said}
      </p>
    </footer>
  );
}
