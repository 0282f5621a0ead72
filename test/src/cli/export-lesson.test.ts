import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COURSE } from '../../../machines/lessons/course-order.ts';
import type { LessonFiles } from '../../../machines/lessons/lesson.ts';
import { files } from '../../machines/lessons/a-lesson.ts';
import { CliFixture } from './fixture.ts';
import { recordedRun } from './recordings.ts';

let cli: CliFixture;
beforeEach(async () => {
  cli = await CliFixture.create();
});
afterEach(() => cli.remove());

/** The folder of a lesson. */
async function folderOf({ name, yaml, texts }: LessonFiles): Promise<string> {
  const folder = cli.path(name);
  await mkdir(folder);
  await writeFile(join(folder, 'lesson.yaml'), yaml);
  for (const [language, text] of Object.entries(texts))
    if (text !== null) await writeFile(join(folder, `${language}.md`), text);
  return folder;
}

describe('lastcall export --format html', () => {
  test('a lesson of the course is found by its name', async () => {
    const { code, stdout, stderr } = await cli.run(['export', 'delay-zero', '--format', 'html']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>/);
    expect(stdout).toContain('?lesson=delay-zero');
  });

  test('a lesson of somebody, in Chinese, with the notes, to a file', async () => {
    const folder = await folderOf(files());
    const out = cli.path('lesson.html');
    const args = ['export', folder, '--format', 'html', '--lang', 'zh', '--presenter', '--out', out];
    expect((await cli.run(args)).code).toBe(0);
    const html = await readFile(out, 'utf8');
    expect(html).toContain('<html lang="zh-Hans">');
    expect(html).toContain('讲师备注');
  });

  test('what is no lesson is said, with the names of those that there are', async () => {
    for (const argument of ['no-such-lesson', await recordedRun(cli, 'graceful')]) {
      const { code, stderr } = await cli.run(['export', argument, '--format', 'html']);
      expect(code).toBe(2);
      expect(stderr).toContain(`"${argument}" is no lesson`);
      for (const name of COURSE) expect(stderr).toContain(name);
    }
  });

  test('a lesson that does not pass its check is not handed out: its problems are said with their places', async () => {
    const folder = await folderOf(files({ zh: null }));
    const { code, stdout, stderr } = await cli.run(['export', folder, '--format', 'html']);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/zh\.md:1:1: /);
  });
});

describe('lastcall export --format map', () => {
  test('draws the moment that is named, and without one the end', async () => {
    const path = await recordedRun(cli, 'slow-hook');
    const early = await cli.run(['export', path, '--format', 'map', '--at', 'ShutdownInitiated + 1s']);
    expect(early.code).toBe(0);
    expect(early.stdout).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*InFlightRequestsDrained, dark/,
    );
    const out = cli.path('end.svg');
    await cli.run(['export', path, '--format', 'map', '--out', out]);
    expect(await readFile(out, 'utf8')).toContain('InFlightRequestsDrained, lit');
  });

  test('a moment that is none, or does not come, is said', async () => {
    const path = await recordedRun(cli, 'slow-hook');
    const unknown = await cli.run(['export', path, '--format', 'map', '--at', 'ShutdownInitated']);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('ShutdownInitiated');
    const never = await cli.run(['export', path, '--format', 'map', '--at', 'SIGTERM 2']);
    expect(never.code).toBe(2);
    expect(never.stderr).toContain('"SIGTERM 2" does not come in this run');
  });
});

test.each([
  [['--format', 'csv', '--presenter'], '--presenter goes with --format html'],
  [['--format', 'map', '--lang', 'zh'], '--lang goes with --format html'],
  [['--format', 'html', '--at', 'exit'], '--at goes with --format map'],
])('%j is wrong usage', async (options, message) => {
  const { code, stderr } = await cli.run(['export', 'delay-zero', ...options]);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
