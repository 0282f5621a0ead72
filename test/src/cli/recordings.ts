/** Recordings as files, for commands that read them. */
import { writeFile } from 'node:fs/promises';
import type { Recording } from '../../../machines/recording/events.ts';
import { writeRecording } from '../../../machines/recording/writer.ts';
import { libraryScenario } from '../../../machines/scenario/library.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import type { CliFixture } from './fixture.ts';

/** The run of a scenario of the library. */
export function runOf(name: string): Recording {
  const parsed = parseScenario(libraryScenario(name)?.yaml ?? '');
  if (!parsed.ok) throw new Error(`there is no scenario ${name}`);
  return simulate(parsed.scenario, parsed.source);
}

/** Writes the run of a scenario of the library into the fixture's folder; returns its path. */
export async function recordedRun(cli: CliFixture, name: string): Promise<string> {
  const path = cli.path(`${name}.jsonl`);
  await writeFile(path, writeRecording(runOf(name)));
  return path;
}
