import { readdir, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRecording } from '../../../machines/recording/reader.ts';
import { emitted, klogJson, klogText, STOP_AT } from '../../machines/formats/emit.ts';
import { type RealRun, realRuns } from '../../machines/formats/real-lines.ts';
import { CliFixture } from './fixture.ts';

let cli: CliFixture;

beforeEach(async () => {
  cli = await CliFixture.create();
});

afterEach(() => cli.remove());

const [early, late] = ['v1.25.2', 'v1.34.1'].map(
  version => realRuns(version, 'B.retryafter-on')[0] as RealRun,
) as [RealRun, RealRun];

const textOf = (run: RealRun, stopAt = STOP_AT): string =>
  emitted(run.lines, { stopAt, pid: 1 })
    .map(line => `${klogText(line)}\n`)
    .join('');

const LOG = textOf(late);
const TWO = textOf(early) + textOf(late, STOP_AT + 3_600_000);

async function save(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(cli.path(name), content);
  return cli.path(name);
}

describe('lastcall import', () => {
  test('puts the recording on standard output and the table on standard error', async () => {
    const { code, stdout, stderr } = await cli.run(['import', await save('api.log', LOG)]);
    expect(code).toBe(0);
    const read = readRecording(stdout);
    if (!read.ok) throw new Error(read.problem.message);
    expect(read.recording.header).toMatchObject({
      source: 'imported',
      clock: 'wall',
      lineage: '1.33',
      scenario: null,
    });
    expect(stderr).toContain('imported log · lineage 1.33');
    expect(stderr).not.toContain('--run');
  });

  test('writes a file, and the table on standard output', async () => {
    const log = await save('api.log', LOG);
    const { stdout, stderr } = await cli.run(['import', log, '--out', cli.path('real.jsonl')]);
    expect([stdout, stderr]).toEqual([expect.stringContaining('InFlightRequestsDrained'), '']);
    expect(readRecording(await readFile(cli.path('real.jsonl'), 'utf8')).ok).toBe(true);
  });

  test('with --json prints the summary and nothing else', async () => {
    const { code, stdout, stderr } = await cli.run(['import', '-', '--json'], LOG);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ mode: 'import', lineage: '1.33', exit: { code: 0 } });
  });

  /** The recording of a log on standard input, or in a file. */
  async function recordingOf(log: string, input?: string): Promise<string> {
    const out = cli.path('real.jsonl');
    expect((await cli.run(['import', log, '--out', out], input)).code).toBe(0);
    return readFile(out, 'utf8');
  }

  test('reads what is packed with gzip, also where its end is missing', async () => {
    const plain = await recordingOf('-', LOG);
    const packed = gzipSync(LOG + 'x'.repeat(200_000));
    expect(await recordingOf(await save('api.log.gz', packed))).toBe(plain);
    const cut = packed.subarray(0, packed.length - 40);
    expect(await recordingOf(await save('cut.log.gz', cut))).toBe(plain);
  });

  test('reads UTF-16, as PowerShell writes it', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(LOG, 'utf16le')]);
    expect(await recordingOf(await save('api.log', utf16))).toBe(await recordingOf('-', LOG));
  });

  test('reads JSON', async () => {
    const json = emitted(late.lines).map(line => `${klogJson(line)}\n`);
    expect(await recordingOf('-', json.join(''))).toContain('"lineage":"1.33"');
  });

  test('keeps letters that are not ASCII', async () => {
    const failure = klogText({
      at: STOP_AT + 9000,
      severity: 'E',
      pid: 1,
      text: '"command failed" err="PreShutdownHook \\"a\\" failed: zu spät – 超时"',
    });
    const { stdout } = await cli.run(['import', '-'], `${LOG}${failure}\n`);
    expect(stdout).toContain('"error":"zu spät – 超时"');
  });

  test('lists several processes and takes the last one that was stopped, or the one that --run says', async () => {
    const log = await save('two.log', TWO);
    const last = await cli.run(['import', log]);
    expect(last.stderr).toContain('the log has 2 processes');
    expect(last.stderr).toMatch(/→ +2 .*asked to stop 2026-11-21T09:01:02Z/);
    expect(last.stdout).toContain('"lineage":"1.33"');
    expect((await cli.run(['import', log, '--run', '1'])).stdout).toContain('"lineage":"1.25"');
    const none = await cli.run(['import', log, '--run', '3']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('there is no number 3')]);
  });

  test('takes the year from --year where the lines have none', async () => {
    const { stdout } = await cli.run(['import', '-', '--year', '2019'], LOG);
    expect(stdout).toContain('"startedAt":"2019-11-21T');
  });

  test('says what it looked for where there is nothing, and leaves no file behind', async () => {
    const log = await save('other.log', 'hello\nworld\n');
    const { code, stdout, stderr } = await cli.run(['import', log, '--out', cli.path('real.jsonl')]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('none of the 2 lines');
    expect(stderr).toContain('-v=1');
    expect(await readdir(cli.folder)).toEqual(['other.log']);
  });

  test.each([
    [['import'], 'missing required argument'],
    [['import', 'no-such.log'], 'cannot read no-such.log: no such file'],
    [['import', '.'], 'cannot read .: it is a folder'],
    [['import', '-', '--year', '26'], 'A year is'],
    [['import', '-', '--run', '0'], 'A run is'],
    [['import', '-', '--json', '--out', '-'], 'both want standard output'],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stderr } = await cli.run(args, LOG);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test('says that a packed file is damaged', async () => {
    const packed = gzipSync(LOG.repeat(50));
    packed.fill(0xff, 100, 400);
    const { code, stderr } = await cli.run(['import', await save('api.log.gz', packed)]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('cannot read')]);
  });
});
