/** Measures the run of a lesson, the run of its changed scenario, or its runs on all versions. */
import type { RunFacts } from '../recording/facts.ts';
import type { Measure } from './measure.ts';
import { measureFacts } from './measure-facts.ts';
import type { LessonRun } from './run-lesson.ts';

/** What is measured: a word, or a number (durations in milliseconds). `none` where the changed scenario cannot be run. */
export function measure(run: LessonRun, what: Measure): string | number {
  if (what.kind === 'one') {
    const facts = Object.keys(what.changes).length === 0 ? run.facts : run.changed(what.changes);
    return facts === null ? 'none' : measureFacts(facts, what.of);
  }
  const isSo = (facts: RunFacts | null): boolean =>
    facts !== null && String(measureFacts(facts, what.of)) === String(what.is);
  const found = what.among.filter(lineage => isSo(run.onLineage(lineage)));
  if (what.take === 'count') return found.length;
  return (what.take === 'first' ? found[0] : found.at(-1)) ?? 'none';
}
