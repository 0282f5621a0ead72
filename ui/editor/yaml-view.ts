/** CodeMirror, set up for scenarios. It knows no React. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Annotation, EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import type { ScenarioProblem } from '../../machines/scenario/parse.ts';
import { tr } from '../words/language.ts';
import { rangeOfProblem, type TextRange } from './problem-places.ts';
import { completeScenario, keyTooltip } from './yaml-assistance.ts';
import { yamlHighlight } from './yaml-highlight.ts';

/** Marks changes that come from outside of the editor. */
const fromOutside = Annotation.define<true>();

interface YamlViewOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onApply: () => void;
}

export class YamlView {
  private readonly view: EditorView;

  constructor({ parent, text, onChange, onApply }: YamlViewOptions) {
    const apply = {
      key: 'Mod-Enter',
      run: () => {
        onApply();
        return true;
      },
    };
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          Prec.highest(keymap.of([apply])),
          lineNumbers(),
          EditorView.lineWrapping,
          history(),
          indentUnit.of('  '),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          yaml(),
          yamlHighlight,
          autocompletion({ override: [completeScenario], icons: false }),
          keyTooltip,
          keymap.of([
            ...closeBracketsKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            ...completionKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          EditorState.phrases.of(phrases()),
          EditorView.contentAttributes.of({
            'aria-label': tr('The scenario as YAML'),
            'aria-describedby': 'yaml-keys',
            spellcheck: 'false',
            tabindex: '0',
          }),
          EditorView.updateListener.of(update => {
            const isOwn = update.transactions.some(one => one.docChanged && !one.annotation(fromOutside));
            if (isOwn) onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
  }

  /** Shows a text that was changed elsewhere: only what differs is replaced, so that the cursor stays. */
  setText(text: string): void {
    const { state } = this.view;
    const old = state.doc.toString();
    if (old === text) return;
    let from = 0;
    while (from < Math.min(old.length, text.length) && old[from] === text[from]) from++;
    let tail = 0;
    while (
      tail < Math.min(old.length, text.length) - from &&
      old[old.length - 1 - tail] === text[text.length - 1 - tail]
    )
      tail++;
    this.view.dispatch({
      changes: { from, to: old.length - tail, insert: text.slice(from, text.length - tail) },
      // An edit of the form is undone by itself, not with what was typed just before.
      annotations: [fromOutside.of(true), isolateHistory.of('full')],
    });
  }

  /** Marks what is wrong. */
  setProblems(problems: readonly ScenarioProblem[]): void {
    const text = this.view.state.doc.toString();
    const diagnostics = problems.map(problem => ({
      ...rangeOfProblem(text, problem),
      severity: 'error' as const,
      message: problem.message,
    }));
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  /** Selects a place and brings it into sight. */
  goTo({ from, to }: TextRange): void {
    this.view.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: 'center' }),
    });
    this.view.focus();
  }

  destroy(): void {
    this.view.destroy();
  }
}

/** What CodeMirror itself says. */
function phrases(): Readonly<Record<string, string>> {
  return {
    Completions: tr('Completions'),
    Diagnostics: tr('Problems'),
    'No diagnostics': tr('No problems'),
    close: tr('Close'),
    'current match': tr('Current match'),
  };
}
