/** The query of a write (k8s.io/apimachinery pkg/apis/meta/v1/validation). */
import { queryValue, queryValues } from '../filters/query.ts';
import { atLeast, type Lineage } from '../lineage.ts';
import { notSupported } from './field-error.ts';
import { type Cause, invalid } from './status.ts';

export interface WriteOptions {
  /** Everything happens but the storing. */
  readonly isDryRun: boolean;
  /** What becomes of fields that the type does not know; they are left out in any case. */
  readonly fieldValidation: 'Ignore' | 'Warn' | 'Strict';
}

const FIELD_VALIDATIONS = ['Ignore', 'Warn', 'Strict'] as const;

/** Throws a 422 for values that do not exist. `kind` is CreateOptions, UpdateOptions, PatchOptions. */
export function parseWriteOptions(query: string, kind: string, lineage: Lineage): WriteOptions {
  const dryRun = queryValues(query, 'dryRun').filter(value => value !== '');
  const causes: Cause[] = checkDryRun(dryRun);
  // On by default since 1.25 (KEP 2885); a server before that drops unknown fields without a word.
  const validates = atLeast(lineage, '1.25');
  const asked = (validates ? queryValue(query, 'fieldValidation') : null) ?? '';
  const fieldValidation = FIELD_VALIDATIONS.find(value => value === asked);
  if (asked !== '' && fieldValidation === undefined)
    causes.push(notSupported('fieldValidation', asked, ['', ...FIELD_VALIDATIONS]));
  if (causes.length > 0)
    throw invalid({ group: 'meta.k8s.io', plural: kind.toLowerCase(), kind }, '', causes);
  return {
    isDryRun: dryRun.length > 0,
    fieldValidation: fieldValidation ?? (validates ? 'Warn' : 'Ignore'),
  };
}

/** `All` is the only value there is. */
export function checkDryRun(values: readonly string[]): Cause[] {
  return values.filter(value => value !== 'All').map(value => notSupported('dryRun', value, ['All']));
}
