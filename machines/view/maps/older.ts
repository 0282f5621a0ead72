/** The maps of the steps before 1.25, and what is to be said of these steps. Fetched when one of them is shown. */
import { LINEAGE_FACTS, type LineageFact } from '../../lifecycle/lineage-facts.ts';
import type { Lineage } from '../../lineage.ts';
import type { MapOf } from './map-plan.ts';
import { mapSince125 } from './since-1-25.ts';
import { mapOf1_6, mapOf1_10, mapOf1_14 } from './v1-6.ts';
import { mapOf1_16, mapOf1_20 } from './v1-16.ts';
import { mapOf1_22, mapOf1_23, mapOf1_24 } from './v1-22.ts';

const MAPS: Readonly<Record<Lineage, MapOf>> = {
  '1.6': mapOf1_6,
  '1.10': mapOf1_10,
  '1.14': mapOf1_14,
  '1.16': mapOf1_16,
  '1.20': mapOf1_20,
  '1.22': mapOf1_22,
  '1.23': mapOf1_23,
  '1.24': mapOf1_24,
  '1.25': mapSince125,
  '1.27': mapSince125,
  '1.29': mapSince125,
  '1.33': mapSince125,
};

/** The map of a step of the lineage. */
export function mapOfLineage(lineage: Lineage): MapOf {
  return MAPS[lineage];
}

/** What a step did, what was wrong with it, and where that is written. */
export function stepFact(lineage: Lineage): LineageFact {
  return LINEAGE_FACTS[lineage];
}
