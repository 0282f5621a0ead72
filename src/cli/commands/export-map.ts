import { mapSvg } from '../../../machines/formats/map-svg.ts';
import { PRINT_COLOURS } from '../../../machines/formats/print-colours.ts';
import { findMoment } from '../../../machines/lessons/find-moment.ts';
import { parseMoment } from '../../../machines/lessons/parse-moment.ts';
import { factsOf } from '../../../machines/recording/facts.ts';
import { momentsShown } from '../../../machines/view/moment-shown.ts';
import { english } from '../../../machines/words/translate.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_USAGE } from '../failure.ts';
import { writeWhole } from '../output-file.ts';
import { gatherRecording, openRecording } from '../recording-file.ts';

export interface ExportMapOptions {
  /** A moment as lessons write it. */
  readonly at: string;
  /** A path, or `-` for standard output. */
  readonly out: string;
}

/** `lastcall export FILE --format map --at MOMENT`: the signal map of a recording at one moment. */
export async function exportMap(
  environment: Environment,
  argument: string,
  { at, out }: ExportMapOptions,
): Promise<void> {
  const parsed = parseMoment(at);
  if (!parsed.ok) throw new CliFailure(EXIT_USAGE, `--at: ${parsed.say(english)}`);
  const opened = await openRecording(argument, environment);
  const recording = await gatherRecording(opened);
  const found = findMoment(factsOf(recording), parsed.moment);
  if (found === null)
    throw new CliFailure(EXIT_USAGE, `${opened.label}: "${parsed.moment.text}" does not come in this run`);
  const { map, run, t } = momentsShown(recording)(Math.max(0, found.t));
  const { plan, logged, origin } = run;
  const picture = { map, plan, logged, t, origin, colours: PRINT_COLOURS, tr: english } as const;
  await writeWhole(`${mapSvg({ ...picture, layout: 'wide' })}\n`, out, environment.stdout);
  if (recording.omitted !== undefined)
    await environment.stderr.write(
      'not in the map: requests in flight; the recording is too long for them\n',
    );
  for (const remark of opened.remarks) await environment.stderr.write(`${remark}\n`);
}
