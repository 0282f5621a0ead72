/** The fields of one mapping, and of the mappings inside of it. */
import { tr } from '../words/language.ts';
import { FieldRow } from './field-row.tsx';
import type { Field } from './fields.ts';
import { fieldsOf } from './fields.ts';
import { useForm } from './form-context.ts';
import { ItemList } from './item-list.tsx';
import { valueAt } from './schema-nodes.ts';

interface FieldListProps {
  readonly fields: readonly Field[];
  /** A section of the form: its own key needs no heading. */
  readonly isTop?: boolean;
}

export function FieldList({ fields, isTop = false }: FieldListProps) {
  return (
    <>
      {fields.map(field => (
        <AnyField key={field.path.join('.')} field={field} isTop={isTop} />
      ))}
    </>
  );
}

function AnyField({ field, isTop }: { readonly field: Field; readonly isTop: boolean }) {
  const { value, problemAt } = useForm();
  if (field.control === 'list') return <ItemList field={field} isTop={isTop} />;
  if (field.control !== 'group') return <FieldRow field={field} />;
  const problem = problemAt(field.path);
  const inside = fieldsOf(field.schema, field.path, valueAt(value, field.path));
  return (
    <div className={isTop ? undefined : 'group'}>
      {!isTop && <h4>{field.name}</h4>}
      {field.sentence !== null && <p className="about">{tr.text(field.sentence)}</p>}
      {problem !== null && <p className="bad">{problem}</p>}
      <FieldList fields={inside} />
    </div>
  );
}
