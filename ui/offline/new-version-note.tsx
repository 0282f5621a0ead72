/** Says quietly that a newer build of the page is there. */
import '../styles/files.css';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { newVersionStore } from './new-version.ts';

export function NewVersion() {
  const isThere = useStore(newVersionStore, value => value);
  if (!isThere) return null;
  return (
    <div className="new-version" role="status">
      <span>{tr('A new version of this page is there.')}</span>
      <button type="button" className="btn" onClick={() => location.reload()}>
        {tr('Reload')}
      </button>
      <button type="button" className="btn" onClick={() => newVersionStore.set(false)}>
        {tr('Later')}
      </button>
    </div>
  );
}
