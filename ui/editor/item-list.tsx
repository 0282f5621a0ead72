/** A list of the scenario: its entries can be opened, added, taken out and put into another order. */
import { useEffect, useRef, useState } from 'react';
import { tr } from '../words/language.ts';
import { addItem, moveItem, removeAt } from './edit-document.ts';
import { FieldList } from './field-list.tsx';
import { addables, type Field, fieldsOf } from './fields.ts';
import { useForm } from './form-context.ts';
import { itemWords } from './item-words.ts';
import { SCHEMA } from './schema.ts';
import { keysAt, type Path, valueAt } from './schema-nodes.ts';

/** So many entries are shown; a script may have a hundred thousand. */
const MOST_SHOWN = 50;

export function ItemList({ field, isTop }: { readonly field: Field; readonly isTop: boolean }) {
  const { value, problemAt, edit, differenceAt } = useForm();
  const box = useRef<HTMLDivElement>(null);
  /** What is to have the focus once the list is drawn anew. */
  const [focus, setFocus] = useState<string | null>(null);
  const written = valueAt(value, field.path);
  const items: readonly unknown[] = Array.isArray(written) ? written : [];
  const problem = problemAt(field.path);
  const removed = differenceAt(field.path);
  useEffect(() => {
    if (focus === null) return;
    box.current?.querySelector<HTMLElement>(focus)?.focus();
    setFocus(null);
  }, [focus]);
  const order = (path: Path) => keysAt(SCHEMA, path, value);
  const add = (item: Readonly<Record<string, unknown>>): void => {
    edit(text => addItem(text, field.path, item, order));
    setFocus(`:scope > ol > li:nth-child(${items.length + 1}) > details > summary`);
  };
  const move = (from: number, to: number, button: 'up' | 'down'): void => {
    edit(text => moveItem(text, field.path, from, to));
    setFocus(`:scope > ol > li:nth-child(${to + 1}) > .tools > [data-tool="${button}"]`);
  };
  const remove = (index: number): void => {
    edit(text => removeAt(text, [...field.path, index]));
    setFocus(':scope > .adds > button');
  };
  return (
    <div className="items" ref={box} data-path={field.path.join('.')}>
      {!isTop && <h4>{field.name}</h4>}
      {field.sentence !== null && <p className="about">{tr.text(field.sentence)}</p>}
      {removed && <p className="was">{tr('taken out: {name}', { name: removed.name })}</p>}
      {problem !== null && <p className="bad">{problem}</p>}
      <ol>
        {items.slice(0, MOST_SHOWN).map((item, index) => (
          <Item
            // Entries have no other identity that outlasts the editing of their names.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            field={field}
            index={index}
            item={item}
            count={items.length}
            onMove={move}
            onRemove={remove}
          />
        ))}
      </ol>
      {items.length > MOST_SHOWN && (
        <p className="hint">{tr('{n} more stand in the YAML.', { n: items.length - MOST_SHOWN })}</p>
      )}
      <div className="adds">
        {addables(field.path, value).map(({ what, item }) => (
          <button type="button" className="btn" key={what} onClick={() => add(item)}>
            {tr(what)}
          </button>
        ))}
      </div>
    </div>
  );
}

interface ItemProps {
  readonly field: Field;
  readonly index: number;
  readonly item: unknown;
  readonly count: number;
  readonly onMove: (from: number, to: number, button: 'up' | 'down') => void;
  readonly onRemove: (index: number) => void;
}

function Item({ field, index, item, count, onMove, onRemove }: ItemProps) {
  const { problemAt, differenceAt } = useForm();
  const path = [...field.path, index];
  const [name, rest] = itemWords(item, index);
  const problem = problemAt(path);
  const isNew = differenceAt(path) !== null;
  return (
    <li className={isNew ? 'is-changed' : undefined}>
      <details>
        <summary>
          <b>{name}</b> <span>{rest}</span>
          {isNew && <span className="mark">{tr('changed')}</span>}
        </summary>
        {problem !== null && <p className="bad">{problem}</p>}
        <FieldList fields={fieldsOf(field.schema.items ?? {}, path, item)} />
      </details>
      <div className="tools">
        <button
          type="button"
          data-tool="up"
          aria-label={tr('Move {name} up', { name })}
          aria-disabled={index === 0}
          onClick={() => index > 0 && onMove(index, index - 1, 'up')}
        >
          ↑
        </button>
        <button
          type="button"
          data-tool="down"
          aria-label={tr('Move {name} down', { name })}
          aria-disabled={index === count - 1}
          onClick={() => index < count - 1 && onMove(index, index + 1, 'down')}
        >
          ↓
        </button>
        <button
          type="button"
          data-tool="remove"
          aria-label={tr('Take {name} out', { name })}
          onClick={() => onRemove(index)}
        >
          ×
        </button>
      </div>
    </li>
  );
}
