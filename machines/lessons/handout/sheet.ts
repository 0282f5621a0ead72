/** What all parts of a handout are made from: the lesson in one language, its run, and what the run says. */
import { mapSvg } from '../../formats/map-svg.ts';
import { PRINT_COLOURS } from '../../formats/print-colours.ts';
import { timelineSvg } from '../../formats/timeline-svg.ts';
import type { LayoutName } from '../../view/drawing/geometry.ts';
import { type MomentShown, momentsShown } from '../../view/moment-shown.ts';
import type { Translate } from '../../words/translate.ts';
import type { LessonFindings } from '../check-lesson.ts';
import type { Lesson, LessonLanguage, Question, Stop } from '../lesson.ts';
import type { LessonText } from '../lesson-text.ts';
import type { LessonRun } from '../run-lesson.ts';

/** A lesson that was run, for its handout. */
export interface HandoutSource {
  readonly lesson: Lesson;
  readonly run: LessonRun;
  /** What the check of the lesson found: measured answers, and what solves the task. */
  readonly findings: LessonFindings;
}

export interface Sheet extends HandoutSource {
  readonly language: LessonLanguage;
  readonly text: LessonText;
  readonly tr: Translate;
  /** Whether the presenter's notes are on it. */
  readonly presenter: boolean;
  /** Shows the run at a time in milliseconds. */
  readonly shownAt: (t: number) => MomentShown;
}

/** A stop with its number and its time. */
export interface SheetStop {
  readonly stop: Stop;
  readonly ms: number;
  /** Its question with its number from 1; null: nothing is asked. */
  readonly asked: { readonly question: Question; readonly number: number } | null;
}

export function sheetOf(
  source: HandoutSource,
  { language, tr }: { readonly language: LessonLanguage; readonly tr: Translate },
  presenter: boolean,
): Sheet {
  const { lesson, run } = source;
  const shownAt = momentsShown(run.recording);
  return { ...source, language, text: lesson.texts[language], tr, presenter, shownAt };
}

export function stopsOf({ lesson, run }: HandoutSource): readonly SheetStop[] {
  let number = 0;
  return lesson.stops.map((stop, index) => ({
    stop,
    ms: run.stopMs[index] ?? 0,
    asked: stop.ask === null ? null : { question: stop.ask, number: ++number },
  }));
}

/** How a choice is called on paper. */
export function letterOf(index: number): string {
  return 'ABCDEFGH'.charAt(index);
}

export function mapPicture({ tr }: Sheet, shown: MomentShown, layout: LayoutName): string {
  const { map, run, t } = shown;
  const { plan, logged, origin } = run;
  return mapSvg({ map, plan, logged, t, origin, layout, colours: PRINT_COLOURS, tr });
}

export function timelinePicture({ tr }: Sheet, shown: MomentShown): string {
  return timelineSvg({ shown, colours: PRINT_COLOURS, tr });
}
