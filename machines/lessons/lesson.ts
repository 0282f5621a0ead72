/**
 * A lesson: a run, stops at its teaching points, predictions before them, and a task that the run decides. Nothing in
 * it says which answer is right: that is measured in the run.
 */
import type { Scenario, ScenarioSource } from '../scenario/schema.ts';
import type { SignalName } from '../signals.ts';
import type { LessonText } from './lesson-text.ts';
import type { Measure } from './measure.ts';
import type { MomentRef } from './moment-ref.ts';

/** The languages of a lesson: every one must have all of its texts. */
export const LESSON_LANGUAGES = ['en', 'zh'] as const;
/** `zh` is simplified Chinese. */
export type LessonLanguage = (typeof LESSON_LANGUAGES)[number];

/** A sentence in every language. */
export type Sentence = Readonly<Record<LessonLanguage, string>>;

/** What is looked at when the run has come to a stop. Absent parts stay as they are. */
export interface LessonView {
  /** The tab of the side panel that the stop is about; the lesson offers it, and opens it for nobody. */
  readonly tab?: 'Why' | 'Chain' | 'Rules' | 'Log' | 'Statechart';
  /** The signal that is selected. */
  readonly signal?: SignalName;
  /** All versions side by side. */
  readonly lineages?: true;
}

/** One of the answers to a question. */
export interface Choice {
  /** It is right when what was measured is this, or lies in this range. */
  readonly is: Expected;
  readonly text: Sentence;
}

/**
 * What a measurement may have to be. A range has both ends in it; null: open on that side. Durations are milliseconds.
 */
export type Expected =
  | { readonly kind: 'value'; readonly value: string | number }
  | { readonly kind: 'range'; readonly from: number | null; readonly to: number | null };

/** A prediction: asked before the run has come to the stop that shows the answer. */
export interface Question {
  readonly text: Sentence;
  readonly measure: Measure;
  /** Two to five; exactly one is right. */
  readonly choices: readonly Choice[];
}

/** A teaching point. */
export interface Stop {
  /** Unique in the lesson; the heading of its section carries it, and links to it do. */
  readonly id: string;
  readonly at: MomentRef;
  /** Asked at the stop before, or at the beginning; null: the run goes on without a question. */
  readonly ask: Question | null;
  readonly view: LessonView;
}

/** One of the things that a run must be for a task to be solved. */
export interface Goal {
  readonly text: Sentence;
  readonly measure: Measure;
  readonly is: Expected;
}

/** A value of the scenario that may be changed to solve a task. */
export interface Control {
  /**
   * Where it stands in the scenario: keys joined by dots, items of lists by their names or, without names, by their
   * numbers from 0: `server.shutdown-delay-duration`, `hooks.preShutdown.deregister.takes`, `script.1.at`, `lineage`.
   */
  readonly path: string;
  /** What may be chosen, as it stands in YAML; what the scenario has is one of them or is added in front. */
  readonly values: readonly (string | number | boolean)[];
}

export interface Task {
  /** All of them. */
  readonly goals: readonly Goal[];
  readonly controls: readonly Control[];
  /** How many of the controls may differ from the scenario. */
  readonly changes: number;
  /** What is changed: the lesson's own scenario, unless the task has another. */
  readonly scenario: LessonScenario;
}

export interface LessonScenario {
  readonly scenario: Scenario;
  readonly source: ScenarioSource;
}

export interface Lesson {
  /** Its folder's name: what it is found by, and what its link says. */
  readonly name: string;
  readonly minutes: number;
  /** What is shown: a scenario that is simulated, or the log of a real server. */
  readonly run: LessonRunSource;
  readonly stops: readonly Stop[];
  readonly task: Task;
  readonly texts: Readonly<Record<LessonLanguage, LessonText>>;
}

export type LessonRunSource =
  | ({ readonly kind: 'scenario' } & LessonScenario)
  | { readonly kind: 'log'; readonly log: string };

/** The three files of a lesson, as they were read. */
export interface LessonFiles {
  /** The folder's name. */
  readonly name: string;
  /** `lesson.yaml` */
  readonly yaml: string;
  /** `en.md` and `zh.md`; null: the file is missing. */
  readonly texts: Readonly<Record<LessonLanguage, string | null>>;
}

/** One thing that is wrong with a lesson, and where. Lines and columns count from 1. */
export interface LessonProblem {
  readonly file: 'lesson.yaml' | 'en.md' | 'zh.md';
  readonly line: number;
  readonly column: number;
  /** The key path in the YAML; empty elsewhere. */
  readonly path: string;
  /** What is wrong, and what would be right. */
  readonly message: string;
}

export type LessonResult =
  | { readonly ok: true; readonly lesson: Lesson }
  | { readonly ok: false; readonly problems: readonly LessonProblem[] };
