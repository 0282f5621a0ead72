/** The scenario as a form, made from the schema. */
import { useId, useMemo, useRef } from 'react';
import { tr } from '../words/language.ts';
import { FieldList } from './field-list.tsx';
import { fieldsOf, SECTIONS } from './fields.ts';
import { FormProvider, type FormState } from './form-context.ts';
import { SCHEMA } from './schema.ts';
import type { Draft } from './use-draft.ts';

export function ScenarioForm({ draft }: { readonly draft: Draft }) {
  const { value, problems, differences, library, text, set, isReadable } = draft;
  // Two edits may come before the page is drawn again: the second one is made on what the first one left.
  const latest = useRef(text);
  latest.current = text;
  const setter = useRef(set);
  setter.current = set;
  const form = useMemo((): FormState => {
    const messages = new Map(problems.map(problem => [problem.path, problem.message]));
    const changes = new Map(differences.map(difference => [difference.path.join('.'), difference]));
    return {
      value,
      problemAt: path => messages.get(path.join('.')) ?? null,
      differenceAt: path => changes.get(path.join('.')) ?? null,
      isLibrary: library !== null,
      edit: change => {
        latest.current = change(latest.current);
        setter.current(latest.current);
      },
    };
  }, [value, problems, differences, library]);
  const fields = useMemo(() => fieldsOf(SCHEMA, [], value), [value]);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const show = (index: number): void => {
    const heading = box.current?.querySelector<HTMLElement>(`[data-section="${index}"]`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  };
  return (
    <FormProvider value={form}>
      <div className="scenario-form" ref={box}>
        <nav className="form-nav" aria-label={tr('Parts of the form')}>
          {SECTIONS.map((section, index) => (
            <button type="button" key={section.title} onClick={() => show(index)}>
              {tr(section.title)}
            </button>
          ))}
        </nav>
        {!isReadable && (
          <p className="unreadable" role="status">
            {tr('The YAML cannot be read at the moment: the form shows what it said last.')}
          </p>
        )}
        <fieldset className="form-body" disabled={!isReadable}>
          {SECTIONS.map((section, index) => (
            <section key={section.title} aria-labelledby={`${id}-${index}`}>
              <h3 id={`${id}-${index}`} data-section={index} tabIndex={-1}>
                {tr(section.title)}
              </h3>
              <FieldList
                fields={fields.filter(field => (section.keys as readonly string[]).includes(field.name))}
                isTop
              />
            </section>
          ))}
        </fieldset>
      </div>
    </FormProvider>
  );
}
