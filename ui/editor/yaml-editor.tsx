/** The scenario as YAML: the text, and below it everything that is wrong with it. */
import { useEffect, useRef } from 'react';
import { tr } from '../words/language.ts';
import { rangeOfProblem } from './problem-places.ts';
import type { Draft } from './use-draft.ts';
import { YamlView } from './yaml-view.ts';

/** So many problems are listed; all are marked. */
const MOST_LISTED = 20;

interface YamlEditorProps {
  readonly draft: Draft;
  readonly onApply: () => void;
}

export function YamlEditor({ draft, onApply }: YamlEditorProps) {
  const { text, problems } = draft;
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<YamlView | null>(null);
  // The view is made once and calls whatever is in force when something is typed.
  const calls = useRef({ onChange: draft.set, onApply, text });
  calls.current = { onChange: draft.set, onApply, text };
  useEffect(() => {
    if (!parent.current) return undefined;
    const made = new YamlView({
      parent: parent.current,
      text: calls.current.text,
      onChange: next => calls.current.onChange(next),
      onApply: () => calls.current.onApply(),
    });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
  }, []);
  useEffect(() => {
    view.current?.setText(text);
    view.current?.setProblems(problems);
  }, [text, problems]);
  return (
    <div className="yaml-editor">
      <div className="yaml-text" ref={parent} />
      <p id="yaml-keys" className="hint">
        {tr('Ctrl Space completes. Escape, then Tab leaves the text.')}
      </p>
      <div className="problems" aria-live="polite">
        {problems.length > 0 && (
          <>
            <h3>{problems.length === 1 ? tr('1 problem') : tr('{n} problems', { n: problems.length })}</h3>
            <ul>
              {problems.slice(0, MOST_LISTED).map(problem => (
                <li key={`${problem.line}:${problem.column}:${problem.path}:${problem.message}`}>
                  <button type="button" onClick={() => view.current?.goTo(rangeOfProblem(text, problem))}>
                    <b>{tr('Line {line}', { line: problem.line })}</b>{' '}
                    {problem.path !== '' && <code>{problem.path}</code>} {problem.message}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
