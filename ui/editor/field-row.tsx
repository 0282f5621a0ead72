/** One setting: its real name, its sentence, its default, what it was, what is wrong with it, and a control. */
import { useId } from 'react';
import { tr } from '../words/language.ts';
import { removeAt, setAt } from './edit-document.ts';
import { FieldControl } from './field-control.tsx';
import { type Field, withKind } from './fields.ts';
import { useForm } from './form-context.ts';
import { SCHEMA } from './schema.ts';
import { keysAt, schemaAt, valueAt, valueOfText } from './schema-nodes.ts';

export function FieldRow({ field }: { readonly field: Field }) {
  const { value: scenario, problemAt, differenceAt, isLibrary, edit } = useForm();
  const id = useId();
  const value = valueAt(scenario, field.path);
  const problem = problemAt(field.path);
  const difference = differenceAt(field.path);
  const isSet = value !== undefined && value !== null;
  const order = (path: Field['path']) => keysAt(SCHEMA, path, scenario);
  const clear = () => edit(text => removeAt(text, field.path));
  const change = (typed: string): void => {
    const parent = field.path.slice(0, -1);
    const node = schemaAt(SCHEMA, parent, scenario);
    if (field.path.at(-1) === 'kind' && node) {
      const item = withKind(node, valueAt(scenario, parent), typed);
      edit(text => setAt(text, parent, item, order));
    } else if ((typed === '' || typed === field.preset) && !field.isRequired) clear();
    else edit(text => setAt(text, field.path, valueOfText(field.schema, typed), order));
  };
  const describedBy = [`${id}-about`, `${id}-default`, ...(problem === null ? [] : [`${id}-bad`])].join(' ');
  return (
    <div
      className={`field ${isSet ? 'is-set' : ''} ${difference ? 'is-changed' : ''}`}
      data-path={field.path.join('.')}
    >
      <div className="words">
        <label htmlFor={id}>{field.name}</label>
        {difference && <span className="mark">{tr('changed')}</span>}
        {field.sentence !== null && (
          <p className="about" id={`${id}-about`}>
            {tr.text(field.sentence)}
          </p>
        )}
      </div>
      <div className="control">
        <FieldControl
          field={field}
          id={id}
          value={value}
          describedBy={describedBy}
          isWrong={problem !== null}
          onChange={change}
        />
        <p className="preset" id={`${id}-default`}>
          <span>{presetWords(field)}</span>
          {isSet && !field.isRequired && (
            <button type="button" aria-label={tr('reset {name}', { name: field.name })} onClick={clear}>
              {tr('reset')}
            </button>
          )}
        </p>
        {difference?.was != null && (
          <p className="was">
            {isLibrary
              ? tr('in the library {value}', { value: difference.was })
              : tr('was {value}', { value: difference.was })}
          </p>
        )}
      </div>
      {problem !== null && (
        <p className="bad" id={`${id}-bad`}>
          {problem}
        </p>
      )}
    </div>
  );
}

function presetWords({ preset, isRequired }: Field): string {
  if (isRequired) return tr('required');
  return preset === null ? tr('not set by default') : tr('default {value}', { value: preset });
}
