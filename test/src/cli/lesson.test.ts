import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COURSE } from '../../../machines/lessons/course-order.ts';
import { files, YAML } from '../../machines/lessons/a-lesson.ts';
import { CliFixture } from './fixture.ts';

let cli: CliFixture;

beforeEach(async () => {
  cli = await CliFixture.create();
});

afterEach(() => cli.remove());

/** Writes a lesson into a folder, with one part of its YAML replaced. */
async function write(name: string, from = '', to = ''): Promise<string> {
  const folder = cli.path(name);
  const { texts } = files();
  await mkdir(folder);
  await writeFile(join(folder, 'lesson.yaml'), YAML.replace(from, to));
  await writeFile(join(folder, 'en.md'), texts.en ?? '');
  await writeFile(join(folder, 'zh.md'), texts.zh ?? '');
  return folder;
}

describe('lastcall lesson check', () => {
  test('shows the questions with what was measured, and how many attempts solve the task', async () => {
    const { code, stdout, stderr } = await cli.run(['lesson', 'check', await write('mine')]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('mine · The door · 5 min · ok\n');
    expect(stdout).toMatch(/What does late get\?\n +It is answered\n +✓ Connection refused\n/);
    expect(stdout).toContain('measured: refused\n');
    expect(stdout).toContain('task: 1 of 4 attempts solve it\n');
  });

  test('names each problem with its file, line and column, and exits with 1', async () => {
    const [good, bad] = [await write('good'), await write('bad', 'at: end', 'at: SIGKILL')];
    const { code, stdout } = await cli.run(['lesson', 'check', good, bad]);
    expect(code).toBe(1);
    expect(stdout).toContain('bad · The door · 5 min · 1 problem\n');
    expect(stdout).toContain(
      `${join(bad, 'lesson.yaml')}:25:9: stops.2.at: "SIGKILL" does not come in this run\n`,
    );
    expect(stdout).toContain('2 lessons, 1 with problems\n');
  });

  test('says of a lesson that cannot be read what is wrong with it', async () => {
    const folder = await write('bad', 'at: end', 'at: ent');
    const { code, stdout } = await cli.run(['lesson', 'check', folder]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${join(folder, 'lesson.yaml')}:25:9: stops.2.at: "ent" is no moment`);
  });

  test('with --json prints one object', async () => {
    const { code, stdout } = await cli.run([
      'lesson',
      'check',
      '--json',
      await write('good'),
      await write('bad', '[answered, refused, "429"]', '[answered, "429"]'),
    ]);
    expect(code).toBe(1);
    const { lessons } = JSON.parse(stdout);
    expect(lessons[0]).toMatchObject({
      lesson: 'good',
      ok: true,
      title: 'The door',
      questions: [{ stop: 'door', measured: 'refused', right: 1 }, { stop: 'count' }],
      attempts: 4,
      solutions: [{ 'server.shutdown-delay-duration': '5s' }],
      problems: [],
    });
    expect(lessons[1]).toMatchObject({
      ok: false,
      questions: [{ measured: 'refused', right: null }, {}],
      problems: [{ file: 'lesson.yaml', line: 23, path: 'stops.1.ask.choices' }],
    });
  });

  test('a folder that is no lesson makes the status 2; the others are checked all the same', async () => {
    await mkdir(cli.path('empty'));
    const { code, stdout, stderr } = await cli.run([
      'lesson',
      'check',
      cli.path('empty'),
      cli.path('nowhere'),
      await write('good'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${cli.path('empty')} is no lesson: it has no lesson.yaml`);
    expect(stderr).toContain(`${cli.path('nowhere')} is no lesson: there is no such folder`);
    expect(stdout).toContain('good · The door · 5 min · ok');
  });

  test('without a folder, or with an unknown command, the usage is wrong', async () => {
    expect((await cli.run(['lesson', 'check'])).code).toBe(2);
    expect((await cli.run(['lesson', 'chekc', 'x'])).code).toBe(2);
  });
});

describe('lastcall lesson list', () => {
  test('names the course in its order, with titles and minutes', async () => {
    const { code, stdout } = await cli.run(['lesson', 'list']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map(line => line.split(/\s/)[0])).toEqual(COURSE);
    for (const line of lines) expect(line).toMatch(/ {2}\S.* +\d+ min$/);
  });

  test('with --json gives the titles of both languages', async () => {
    const { stdout } = await cli.run(['lesson', 'list', '--json']);
    const { lessons } = JSON.parse(stdout);
    expect(lessons).toHaveLength(COURSE.length);
    for (const { title } of lessons) expect(title.zh).toMatch(/[\u4e00-\u9fff]/);
  });
});

test('the lessons of the course are part of the package', async () => {
  const manifest = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(manifest.files).toContain('machines/lessons/course');
});
