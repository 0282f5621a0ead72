/** The page about the lineage says what there is: every step, every command, every pull request. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { LINEAGE_FACTS } from '../../../machines/lifecycle/lineage-facts.ts';
import { LINEAGES, lineageOf } from '../../../machines/lineage.ts';
import { libraryScenario } from '../../../machines/scenario/library.ts';

const PAGE = readFileSync(new URL('../../../docs/lineage.md', import.meta.url), 'utf8');
const COMMANDS = [...PAGE.matchAll(/lastcall (?:simulate|live|lineages) ([\w-]+)(?: --lineage ([\d.]+))?/g)];

describe('docs/lineage.md', () => {
  test.each(LINEAGES)('names %s, its versions and what says that something is wrong with it', lineage => {
    const { versions, reference } = LINEAGE_FACTS[lineage];
    expect(PAGE).toContain(lineage);
    expect(PAGE).toContain(versions);
    if (reference !== null) expect(PAGE).toContain(reference);
  });

  test('gives commands for scenarios and versions that there are', () => {
    expect(COMMANDS.length).toBeGreaterThan(10);
    for (const [command, scenario = '', version] of COMMANDS) {
      expect(libraryScenario(scenario), command).not.toBeNull();
      if (version !== undefined) expect(lineageOf(version), command).not.toBeNull();
    }
  });
});
