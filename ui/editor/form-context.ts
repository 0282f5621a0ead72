/** What every part of the form needs to know. */
import { createContext, useContext } from 'react';
import type { Difference } from './differences.ts';
import type { Path } from './schema-nodes.ts';

export interface FormState {
  readonly value: unknown;
  /** What is wrong at a path of the scenario, in words; null: nothing. */
  readonly problemAt: (path: Path) => string | null;
  /** How a path differs from the scenario that the draft was made from. */
  readonly differenceAt: (path: Path) => Difference | null;
  /** Whether the differences are to the library's scenario; else to the one that runs. */
  readonly isLibrary: boolean;
  /** Makes another text of the draft's. */
  readonly edit: (change: (text: string) => string) => void;
}

const Form = createContext<FormState | null>(null);

export const FormProvider = Form.Provider;

/** @throws outside of the form */
export function useForm(): FormState {
  const form = useContext(Form);
  if (!form) throw new Error('a field stands outside of the form');
  return form;
}
