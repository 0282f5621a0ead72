/** Columns that many tables have. */
import { type Json, type JsonObject, stringAt } from '../json.ts';
import type { Column } from '../table.ts';
import { ageOf } from '../wall-time.ts';

export const NAME_COLUMN: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: 'Unique within its namespace.',
  priority: 0,
  cell: object => stringAt(object, 'metadata', 'name'),
};

export const AGE_COLUMN: Column = {
  name: 'Age',
  type: 'string',
  format: '',
  description: 'The time since the object was created.',
  priority: 0,
  cell: (object, nowMs) => ageOf(stringAt(object, 'metadata', 'creationTimestamp'), nowMs),
};

/** A column of texts. */
export function textColumn(
  name: string,
  description: string,
  cell: (object: JsonObject, nowMs: number) => Json,
  priority = 0,
): Column {
  return { name, type: 'string', format: '', description, priority, cell };
}
