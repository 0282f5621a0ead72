import { EXPORT_FORMATS } from '../../../machines/formats/formats.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_USAGE } from '../failure.ts';
import { OutputFile } from '../output-file.ts';
import { openRecording } from '../recording-file.ts';

export interface ExportOptions {
  readonly format: string;
  /** A path, or `-`, the default, for standard output. */
  readonly out?: string;
}

/** Pieces are handed on when there are so many characters of them. */
const CHUNK_LENGTH = 65_536;

/** `lastcall export FILE --format FORMAT`: a recording for other tools, event by event. */
export async function exportFile(
  environment: Environment,
  argument: string,
  { format: name, out = '-' }: ExportOptions,
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
