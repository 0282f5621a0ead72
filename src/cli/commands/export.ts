import { EXPORT_FORMATS } from '../../../machines/formats/formats.ts';
import type { LessonLanguage } from '../../../machines/lessons/lesson.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_USAGE } from '../failure.ts';
import { OutputFile } from '../output-file.ts';
import { openRecording } from '../recording-file.ts';
import { exportLesson } from './export-lesson.ts';
import { exportMap } from './export-map.ts';

/** Formats that show something else than a whole recording, and what they are. */
export const PAPER_FORMATS = [
  { name: 'map', title: 'Signal map at one moment as a picture (SVG); --at names the moment' },
  { name: 'html', title: 'A lesson as a page for paper: questions, task, answers with pictures' },
] as const;

export interface ExportOptions {
  readonly format: string;
  /** A path, or `-`, the default, for standard output. */
  readonly out?: string;
  /** Of `map`: a moment as lessons write it. */
  readonly at?: string;
  /** Of `html`: the language, or both. */
  readonly lang?: LessonLanguage | 'both';
  /** Of `html`: with the presenter's notes. */
  readonly presenter?: boolean;
}

/** Which option goes with which format. */
const FORMAT_OF_OPTION = { at: 'map', lang: 'html', presenter: 'html' } as const;

/** Pieces are handed on when there are so many characters of them. */
const CHUNK_LENGTH = 65_536;

/** `lastcall export FILE --format FORMAT`: a recording for other tools, or a lesson for paper. */
export function exportFile(
  environment: Environment,
  argument: string,
  options: ExportOptions,
): Promise<void> {
  const { format, out = '-', at = 'end', lang = 'en', presenter = false } = options;
  for (const [option, wanted] of Object.entries(FORMAT_OF_OPTION)) {
    if (option in options && format !== wanted)
      throw new CliFailure(EXIT_USAGE, `--${option} goes with --format ${wanted}`);
  }
  if (format === 'html') return exportLesson(environment, argument, { lang, presenter, out });
  if (format === 'map') return exportMap(environment, argument, { at, out });
  return exportEvents(environment, argument, { format, out });
}

/** A recording in a format of others, event by event. */
async function exportEvents(
  environment: Environment,
  argument: string,
  { format: name, out }: { readonly format: string; readonly out: string },
): Promise<void> {
  const { stdout, stderr } = environment;
  const format = EXPORT_FORMATS.find(candidate => candidate.name === name);
  if (format === undefined) throw new CliFailure(EXIT_USAGE, `there is no format "${name}"`);
  const opened = await openRecording(argument, environment);
  const file = out === '-' ? null : await OutputFile.open(out);
  const exporter = format.begin(opened.header);
  let text = '';
  const write = async (): Promise<void> => {
    await (file ?? stdout).write(text);
    text = '';
  };
  try {
    for await (const events of opened.events()) {
      for (const event of events) {
        text += exporter.take(event);
        if (text.length >= CHUNK_LENGTH) await write();
      }
    }
  } catch (error) {
    // Half of it is no trace, no table and no picture.
    await file?.discard();
    throw error;
  }
  text += exporter.end();
  await write();
  await file?.finish();
  const remarks = [...opened.remarks, ...exporter.leftOut.map(sentence => `not in the ${name}: ${sentence}`)];
  for (const remark of remarks) await stderr.write(`${remark}\n`);
}
