import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readRecording } from '../../../machines/recording/reader.ts';
import { summarize } from '../../../machines/recording/summary.ts';
import { startLiveRun } from '../../../src/live/run.ts';
import { CliFixture } from './fixture.ts';

test('a live run on the real server tells the same story in its summary and in its recording', {
  timeout: 60_000,
}, async () => {
  const cli = await CliFixture.create();
  cli.startLive = startLiveRun;
  const { code, stdout, stderr } = await cli.run([
    'live',
    'graceful',
    '--speed',
    '5',
    '--json',
    '--out',
    cli.path('run.jsonl'),
  ]);
  expect([code, stderr]).toEqual([0, '']);
  const summary = JSON.parse(stdout);
  expect(summary).toMatchObject({
    scenario: 'graceful',
    mode: 'live',
    dropped: 0,
    exit: { code: 0, reason: 'completed' },
  });
  expect(summary.checks).toContainEqual(expect.objectContaining({ rule: 'signal-order', ok: true }));
  const read = readRecording(await readFile(cli.path('run.jsonl'), 'utf8'));
  if (!read.ok) throw new Error(`line ${read.problem.line}: ${read.problem.message}`);
  expect(read.cut).toBeNull();
  expect(JSON.parse(JSON.stringify(summarize(read.recording)))).toEqual(summary);
  await cli.remove();
});
