/** What the schema knows, where the cursor or the pointer stands: completion and tooltips. */
import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from '@codemirror/autocomplete';
import { type EditorView, hoverTooltip } from '@codemirror/view';
import { tr } from '../words/language.ts';
import { contextAt, keyAt } from './cursor-context.ts';
import { SCHEMA } from './schema.ts';
import { namedValues, schemaAt } from './schema-nodes.ts';
import { type Suggestion, suggestionsFor, writtenDefault } from './suggestions.ts';

/** Completions keep their order by being ranked; there are fewer than this. */
const FIRST = 99;

export function completeScenario(request: CompletionContext): CompletionResult | null {
  const text = request.state.doc.toString();
  const context = contextAt(text, request.pos);
  if (!context) return null;
  // An empty line is not a question.
  if (!request.explicit && context.writes === 'key' && context.from === request.pos) return null;
  const options = suggestionsFor(SCHEMA, context, text).map(optionOf);
  return options.length === 0
    ? null
    : { from: context.from, to: context.to, options, validFor: /^[\w./"-]*$/ };
}

function optionOf(suggestion: Suggestion, index: number): Completion {
  const { label, sentence, preset, insert, caret, isRequired } = suggestion;
  const detail = isRequired
    ? tr('required')
    : preset === null
      ? null
      : tr('default {value}', { value: preset });
  return {
    label,
    boost: Math.max(-FIRST, FIRST - index),
    ...(detail === null ? {} : { detail }),
    ...(sentence === null ? {} : { info: tr.text(sentence) }),
    apply: (view: EditorView, _: Completion, from: number, to: number) => {
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + caret },
        userEvent: 'input.complete',
      });
      if (insert !== label) startCompletion(view);
    },
  };
}

/** The sentence of a key under the pointer, with its default. */
export const keyTooltip = hoverTooltip((view, position) => {
  const key = keyAt(view.state.doc.toString(), position);
  const node = key && schemaAt(SCHEMA, key.path, key.value);
  if (!key || !node?.description) return null;
  const sentence = node.description;
  return {
    pos: key.from,
    end: key.to,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'key-tooltip';
      dom.append(tr.text(sentence));
      const preset = writtenDefault(node);
      const values = namedValues(node).map(String);
      const facts = [
        ...(values.length > 0 ? [values.join(', ')] : []),
        ...(preset === null ? [] : [tr('default {value}', { value: preset })]),
      ];
      if (facts.length > 0) {
        const line = document.createElement('small');
        line.textContent = facts.join(' · ');
        dom.append(line);
      }
      return { dom };
    },
  };
});
