/**
 * The editor of the scenario: a form and its YAML, two views of one text. It covers the views, and leaves header and
 * transport in sight.
 */
import { type ChangeEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { applyDraft } from './apply-draft.ts';
import { ChangeList } from './change-list.tsx';
import { closeEditor } from './editor-store.ts';
import { ScenarioForm } from './form.tsx';
import { saveText } from './save-text.ts';
import { useDraft } from './use-draft.ts';
import { useNarrow, usePlace } from './use-place.ts';
import { YamlEditor } from './yaml-editor.tsx';
import '../styles/editor.css';
import '../styles/editor-form.css';
import '../styles/editor-yaml.css';

/** Larger files are no scenarios. */
const LARGEST_FILE = 1_048_576;

type Side = 'form' | 'yaml';

export default function Editor({ session }: { readonly session: Session }) {
  const draft = useDraft(session);
  const isNarrow = useNarrow();
  const [side, setSide] = useState<Side>('form');
  const [says, setSays] = useState<string | null>(null);
  const box = useRef<HTMLElement>(null);
  usePlace(box);
  const goesOn = useStore(session.player.store, ({ source, ended }) => source?.mode === 'live' && !ended);
  const isDraft = draft.text !== draft.running;
  const canApply = draft.problems.length === 0 && !goesOn;
  const apply = (): void => {
    if (goesOn) {
      setSays(tr('The live run goes on: it has to exit before another one can start.'));
    } else if (draft.problems.length > 0) {
      setSays(tr('There is something wrong with the scenario: it cannot be run.'));
    } else {
      applyDraft(session, draft);
    }
  };
  const open = async (event: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = event.target.files ?? [];
    if (!file) return;
    if (file.size > LARGEST_FILE) setSays(tr('the scenario is larger than 1 MiB'));
    else draft.set(await file.text());
  };
  const press = (event: KeyboardEvent): void => {
    // Nothing that is typed here is a key of the page.
    event.stopPropagation();
    if (event.defaultPrevented) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      apply();
    }
    const isText = event.target instanceof Element && event.target.closest('.cm-editor') !== null;
    if (event.key === 'Escape' && !isText) closeEditor();
  };
  const tab = (which: Side, name: string) => (
    <button
      type="button"
      role="tab"
      id={`editor-tab-${which}`}
      aria-selected={side === which}
      aria-controls={`editor-${which}`}
      tabIndex={side === which ? 0 : -1}
      onClick={() => setSide(which)}
    >
      {name}
    </button>
  );
  const turn = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const next = side === 'form' ? 'yaml' : 'form';
    setSide(next);
    document.getElementById(`editor-tab-${next}`)?.focus();
  };
  const panel = (which: Side) => ({
    id: `editor-${which}`,
    className: `side ${which}`,
    hidden: isNarrow && side !== which,
    ...(isNarrow ? { role: 'tabpanel', 'aria-labelledby': `editor-tab-${which}` } : {}),
  });
  return (
    <section
      ref={box}
      className="editor"
      role="dialog"
      aria-labelledby="editor-title"
      tabIndex={-1}
      onKeyDown={press}
    >
      <div className="editor-head">
        <h2 id="editor-title">{tr('Edit the scenario')}</h2>
        <ChangeList differences={draft.differences} library={draft.library?.name ?? null} />
        <div className="row">
          <button type="button" className="btn main" aria-disabled={!canApply} onClick={apply}>
            {tr('Apply: run again')}
          </button>
          {draft.library && draft.text !== draft.library.yaml && (
            <button
              type="button"
              className="btn"
              onClick={() => draft.set(draft.library?.yaml ?? draft.text)}
            >
              {tr('Revert to the library’s version')}
            </button>
          )}
          {!draft.library && isDraft && (
            <button type="button" className="btn" onClick={() => draft.set(draft.running)}>
              {tr('Revert to what runs')}
            </button>
          )}
          <label className="btn file">
            {tr('Open .yaml')}
            <input type="file" accept=".yaml,.yml,.json" onChange={event => void open(event)} />
          </label>
          <button type="button" className="btn" onClick={() => save(draft.text, draft.value)}>
            {tr('Download .yaml')}
          </button>
          <button type="button" className="btn" onClick={closeEditor}>
            {tr('Close')}
          </button>
        </div>
        <p className="editor-status" role="status">
          {says ?? statusWords(draft.problems.length, goesOn, isDraft)}
        </p>
        {isNarrow && (
          <div className="tabs" role="tablist" aria-label={tr('Form or YAML')} onKeyDown={turn}>
            {tab('form', tr('Form'))}
            {tab('yaml', 'YAML')}
          </div>
        )}
      </div>
      <div className="editor-sides">
        <div {...panel('form')}>
          <ScenarioForm draft={draft} />
        </div>
        <div {...panel('yaml')}>
          <YamlEditor draft={draft} onApply={apply} />
        </div>
      </div>
    </section>
  );
}

function statusWords(problems: number, goesOn: boolean, isDraft: boolean): string {
  if (problems > 0) return problems === 1 ? tr('1 problem') : tr('{n} problems', { n: problems });
  if (goesOn) return tr('The live run goes on: it has to exit before another one can start.');
  if (isDraft) return tr('Not run yet. Closing keeps it as a draft. Ctrl Enter runs it.');
  return tr('This is what runs.');
}

function save(text: string, value: unknown): void {
  const name =
    typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : 'scenario';
  saveText(text, `${name.replace(/[^\w.-]+/g, '-')}.yaml`);
}
