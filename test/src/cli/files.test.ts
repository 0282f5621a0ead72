import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { exportRecording } from '../../../machines/formats/exporter.ts';
import { EXPORT_FORMATS } from '../../../machines/formats/formats.ts';
import { compareRuns } from '../../../machines/recording/compare.ts';
import { summarize } from '../../../machines/recording/summary.ts';
import { writeRecording } from '../../../machines/recording/writer.ts';
import { CliFixture } from './fixture.ts';
import { recordedRun, runOf } from './recordings.ts';

let cli: CliFixture;
beforeEach(async () => {
  cli = await CliFixture.create();
});
afterEach(() => cli.remove());

describe('lastcall export', () => {
  test.each(EXPORT_FORMATS.map(format => [format.name, format] as const))(
    '%s writes the whole of it',
    async (name, format) => {
      const path = await recordedRun(cli, 'slow-hook');
      const { code, stdout } = await cli.run(['export', path, '--format', name]);
      expect(code).toBe(0);
      expect(stdout).toBe(exportRecording(format, runOf('slow-hook')));
    },
  );

  test('writes to a file and says what it leaves out', async () => {
    const path = await recordedRun(cli, 'slow-hook');
    const { code, stdout, stderr } = await cli.run([
      'export',
      path,
      '--format',
      'csv',
      '--out',
      cli.path('run.csv'),
    ]);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^not in the csv: \d+ events that are not about requests\n$/);
    expect(await readFile(cli.path('run.csv'), 'utf8')).toMatch(/^request,name,/);
  });

  test('leaves no half of a file', async () => {
    await writeFile(cli.path('bad.jsonl'), `${writeRecording(runOf('slow-hook'))}nonsense\n`);
    const { code } = await cli.run([
      'export',
      cli.path('bad.jsonl'),
      '--format',
      'csv',
      '--out',
      cli.path('run.csv'),
    ]);
    expect(code).toBe(2);
    expect(await readdir(cli.folder)).toEqual(['bad.jsonl']);
  });

  test.each([
    [['export', 'x.jsonl'], /--format/],
    [['export', 'x.jsonl', '--format', 'pdf'], /Allowed choices are perfetto, csv, otlp, mermaid, svg/],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stderr } = await cli.run(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('lastcall compare', () => {
  test('shows both runs side by side and says in a sentence where they differ first', async () => {
    const { code, stdout } = await cli.run([
      'compare',
      await recordedRun(cli, 'slow-hook'),
      await recordedRun(cli, 'graceful'),
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('Times count from ShutdownInitiated.');
    expect(stdout).toMatch(/PreShutdownHooksStopped +\+8\.000 s +\+2\.000 s +-6\.000 s/);
    expect(stdout).toMatch(/ {2}shutdown +12\.000 s +8\.163 s +-3\.837 s/);
    expect(stdout).toMatch(/\nThe runs differ first at .*; B's shutdown took 3\.837 s less than A's\.\n$/);
  });

  test('says so when they are the same', async () => {
    const path = await recordedRun(cli, 'graceful');
    expect((await cli.run(['compare', path, path])).stdout).toMatch(
      /Both runs did the same, as far as both are recorded\.\n$/,
    );
  });

  test('with --json prints one object, one of the runs from standard input', async () => {
    const path = await recordedRun(cli, 'graceful');
    const { stdout } = await cli.run(['compare', '--json', path, '-'], writeRecording(runOf('no-delay')));
    const object = JSON.parse(stdout);
    expect(object).toMatchObject({ files: { a: path, b: '<stdin>' }, alignment: 'ShutdownInitiated' });
    expect(object).toMatchObject(
      JSON.parse(JSON.stringify(compareRuns(runOf('graceful'), runOf('no-delay')))),
    );
    expect(object.timeSpent.a.shutdown).toBeCloseTo(8163, -1);
  });
});

describe('lastcall replay', () => {
  test('with --json prints the summary that the run itself would print', async () => {
    const { code, stdout } = await cli.run(['replay', '--json', await recordedRun(cli, 'slow-hook')]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(summarize(runOf('slow-hook')))));
  });

  test('reads standard input for the summary, not for the page', async () => {
    const { stdout } = await cli.run(['replay', '--json', '-'], writeRecording(runOf('graceful')));
    expect(JSON.parse(stdout)).toMatchObject({ scenario: 'graceful' });
    expect((await cli.run(['replay', '-'])).code).toBe(2);
  });

  test('serves the page on the file, and ends on a signal', async () => {
    const path = await recordedRun(cli, 'slow-hook');
    const result = cli.run(['replay', '--port', '0', path]);
    const [, url = ''] = await cli.untilPrinted(/page +(http:\S+)\?replay=1\n/);
    const response = await fetch(`${url}api/replay`);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''slow-hook.jsonl");
    expect(await response.text()).toBe(await readFile(path, 'utf8'));
    cli.signal('SIGINT');
    expect((await result).code).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  });

  test('hands out that one file, whatever is asked for, and to its own page only', async () => {
    const path = await recordedRun(cli, 'slow-hook');
    await writeFile(cli.path('other.jsonl'), 'secret');
    const result = cli.run(['replay', '--port', '0', path]);
    const [, url = ''] = await cli.untilPrinted(/page +(http:\S+)\?replay=1\n/);
    for (const query of ['?file=other.jsonl', '?path=../other.jsonl']) {
      expect(await (await fetch(`${url}api/replay${query}`)).text()).toBe(await readFile(path, 'utf8'));
    }
    expect((await fetch(`${url}api/replay/other.jsonl`)).status).toBe(404);
    expect((await fetch(`${url}api/replay`, { headers: { origin: 'http://evil.example' } })).status).toBe(
      403,
    );
    expect((await fetch(`${url}api/replay`, { method: 'POST' })).status).toBe(405);
    cli.signal('SIGTERM');
    await result;
  });

  test('refuses what is no recording before it opens a page', async () => {
    await writeFile(cli.path('notes.txt'), 'no recording\n');
    expect(await cli.run(['replay', '--port', '0', cli.path('notes.txt')])).toMatchObject({
      code: 2,
      stdout: '',
    });
  });
});
