/** The run of a lesson: simulated or imported to its end, with the times of its stops. */
import { LogImporter } from '../formats/importer.ts';
import type { Lineage } from '../lineage.ts';
import { RECORDING_VERSION, type Recording } from '../recording/events.ts';
import { factsOf, type RunFacts } from '../recording/facts.ts';
import { simulate } from '../simulation/simulation.ts';
import { findMoment } from './find-moment.ts';
import type { Lesson, LessonScenario } from './lesson.ts';
import type { ScenarioChanges } from './measure.ts';
import { changedScenario } from './task.ts';

export interface LessonRun {
  readonly recording: Recording;
  readonly facts: RunFacts;
  /**
   * When each stop comes, in milliseconds from the start of the recording; never after its end. A stop whose moment
   * does not come has the end: the check of lessons finds it.
   */
  readonly stopMs: readonly number[];
  /**
   * The facts of the run of the changed scenario; null where that is no scenario, and for a log, which nobody can
   * change. What is asked for again is not run again.
   */
  readonly changed: (changes: ScenarioChanges) => RunFacts | null;
  readonly onLineage: (lineage: Lineage) => RunFacts | null;
}

/** Runs that are kept: more than any lesson asks for. */
const MOST_KEPT = 48;

/** Of a log without years; 2024 has every day that a log may name. */
const LOG_YEAR = 2024;

/** Runs a lesson to the end. */
export function runLesson(lesson: Pick<Lesson, 'run' | 'stops'>): LessonRun {
  const { run, stops } = lesson;
  const recording = run.kind === 'log' ? recordingOfLog(run.log) : simulate(run.scenario, run.source);
  const facts = factsOf(recording);
  const kept = new Map<string, RunFacts | null>();
  const changed = (changes: ScenarioChanges): RunFacts | null => {
    const key = JSON.stringify(changes);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const oldest = kept.keys().next();
    if (kept.size >= MOST_KEPT && oldest.done !== true) kept.delete(oldest.value);
    const found = run.kind === 'log' ? null : factsOfChanged(run, changes);
    kept.set(key, found);
    return found;
  };
  return {
    recording,
    facts,
    stopMs: stops.map(({ at }) => Math.min(Math.max(findMoment(facts, at)?.t ?? facts.endT, 0), facts.endT)),
    changed,
    onLineage: lineage =>
      run.kind === 'scenario' && run.scenario.lineage === lineage ? facts : changed({ lineage }),
  };
}

function factsOfChanged(scenario: LessonScenario, changes: ScenarioChanges): RunFacts | null {
  const result = changedScenario(scenario, changes);
  return result.ok ? factsOf(simulate(result.scenario, result.source)) : null;
}

/** The recording of a log's last termination; without any event where it tells of no API server. */
function recordingOfLog(log: string): Recording {
  const importer = new LogImporter({ nowMs: 0, year: LOG_YEAR });
  importer.push(log);
  const result = importer.end();
  if (result.chosen !== null) return result.recording(result.chosen);
  return {
    header: {
      type: 'recording',
      version: RECORDING_VERSION,
      source: 'imported',
      scenario: null,
      lineage: null,
      seed: null,
      clock: 'wall',
      startedAt: null,
      speed: 1,
    },
    events: [],
  };
}
