/** The text of what runs, where a link or a choice has changed the scenario that it was made from. */
import type { Lineage } from '../../machines/lineage.ts';
import { missingFlags } from '../../machines/scenario/flag-since.ts';
import { readText, removeAt, setAt } from './edit-document.ts';
import { SCHEMA } from './schema.ts';
import { keysAt } from './schema-nodes.ts';

const TOP = () => keysAt(SCHEMA, [], null);

/** What was chosen instead of what a scenario says; null: nothing was. */
export interface Chosen {
  readonly seed: number | null;
  /** What that version did not have is left out: in a file that names the version it would be an error. */
  readonly lineage: Lineage | null;
}

export function presentText(text: string, { seed, lineage }: Chosen): string {
  const seeded = seed === null ? text : setAt(text, ['seed'], seed, TOP);
  if (lineage === null) return seeded;
  return missingFlags(serverOf(seeded), lineage).reduce(
    (rest, { flag }) => removeAt(rest, ['server', flag]),
    setAt(seeded, ['lineage'], lineage, TOP),
  );
}

function serverOf(text: string): Readonly<Record<string, unknown>> {
  const value = readText(text)?.value as { readonly server?: Readonly<Record<string, unknown>> } | null;
  return value?.server ?? {};
}
