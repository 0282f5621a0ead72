/** Keys, values and comments of YAML in the page's own colours. */
import { syntaxTree } from '@codemirror/language';
import { RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

const MARKS: Readonly<Record<string, Decoration>> = {
  Key: Decoration.mark({ class: 'yaml-key' }),
  Comment: Decoration.mark({ class: 'yaml-comment' }),
};

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: node => {
        const mark = MARKS[node.name];
        if (!mark) return true;
        builder.add(node.from, node.to, mark);
        return false;
      },
    });
  }
  return builder.finish();
}

export const yamlHighlight = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(update: ViewUpdate): void {
      if (
        update.docChanged ||
        update.viewportChanged ||
        syntaxTree(update.startState) !== syntaxTree(update.state)
      )
        this.decorations = decorate(update.view);
    }
  },
  { decorations: plugin => plugin.decorations },
);
