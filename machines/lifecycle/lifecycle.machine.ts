/**
 * The lifecycles of kube-apiserver: one parallel statechart for each step of the lineage, each in a file of its own, that
 * reads as a list of regions. A region is a goroutine of that version's `Run`, or a part of `net/http` that it waits for.
 */
import type { Lineage } from '../lineage.ts';
import { lifecycle1_6 } from './lineages/v1-6.ts';
import { lifecycle1_10 } from './lineages/v1-10.ts';
import { lifecycle1_14 } from './lineages/v1-14.ts';
import { lifecycle1_16 } from './lineages/v1-16.ts';
import { lifecycle1_20 } from './lineages/v1-20.ts';
import { lifecycle1_22 } from './lineages/v1-22.ts';
import { lifecycle1_23 } from './lineages/v1-23.ts';
import { lifecycle1_24 } from './lineages/v1-24.ts';
import { lifecycle1_25 } from './lineages/v1-25.ts';

/** The lifecycle of the versions of today. */
export const lifecycleMachine = lifecycle1_25;

/** By lineage. Since 1.25 it has not changed: what is new in 1.27 depends on a flag, the rest on limits. */
export const LIFECYCLES = {
  '1.6': lifecycle1_6,
  '1.10': lifecycle1_10,
  '1.14': lifecycle1_14,
  '1.16': lifecycle1_16,
  '1.20': lifecycle1_20,
  '1.22': lifecycle1_22,
  '1.23': lifecycle1_23,
  '1.24': lifecycle1_24,
  '1.25': lifecycle1_25,
  '1.27': lifecycle1_25,
  '1.29': lifecycle1_25,
  '1.33': lifecycle1_25,
} as const satisfies Readonly<Record<Lineage, unknown>>;
