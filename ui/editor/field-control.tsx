/** What a setting is edited with: a switch, a choice, or a text that may offer some values. */
import { useState } from 'react';
import { tr } from '../words/language.ts';
import type { Field } from './fields.ts';

/** Texts longer than this are edited in several lines. */
const LONG = 40;

interface FieldControlProps {
  readonly field: Field;
  readonly id: string;
  readonly value: unknown;
  readonly describedBy: string;
  readonly isWrong: boolean;
  /** An empty text stands for the default. */
  readonly onChange: (typed: string) => void;
}

export function FieldControl({ field, id, value, describedBy, isWrong, onChange }: FieldControlProps) {
  // What is being typed stays as it is typed, though it may be what is left out because it is the default.
  const [typed, setTyped] = useState<string | null>(null);
  const written = value === undefined || value === null ? '' : inText(value);
  const common = { id, 'aria-describedby': describedBy, 'aria-invalid': isWrong || undefined };
  if (field.control === 'switch') {
    const isOn = value === undefined ? field.preset === 'true' : value === true;
    return (
      <span className="switch">
        <input
          {...common}
          type="checkbox"
          checked={isOn}
          onChange={event => onChange(String(event.target.checked))}
        />
        <span aria-hidden="true">{isOn ? 'true' : 'false'}</span>
      </span>
    );
  }
  if (field.control === 'choice') {
    const isKnown = written === '' || field.choices.includes(written);
    return (
      <select {...common} value={written} onChange={event => onChange(event.target.value)}>
        {(!field.isRequired || written === '') && <option value="">{field.preset ?? '–'}</option>}
        {!isKnown && <option value={written}>{written}</option>}
        {field.choices
          .filter(choice => choice !== field.preset || choice === written)
          .map(choice => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
      </select>
    );
  }
  const props = {
    ...common,
    value: typed ?? written,
    placeholder: field.preset ?? '',
    spellCheck: false,
    onChange: (event: { readonly target: { readonly value: string } }) => {
      setTyped(event.target.value);
      onChange(event.target.value);
    },
    onBlur: () => setTyped(null),
  };
  if (field.name === 'description' || written.length > LONG)
    return <textarea {...props} rows={3} aria-label={field.name} />;
  return (
    <>
      <input
        {...props}
        type="text"
        autoComplete="off"
        list={field.choices.length > 0 ? `${id}-list` : undefined}
      />
      {field.choices.length > 0 && (
        <datalist id={`${id}-list`} aria-label={tr('Examples')}>
          {field.choices.map(choice => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  );
}

function inText(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
