import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lastcall-package-'));
  await writeFile(join(folder, 'package.json'), '{"name":"lastcall","type":"module"}');
  for (const [directory, file] of [
    ['bin', 'lastcall.js'],
    ['scripts', 'build.mjs'],
  ] as const) {
    await mkdir(join(folder, directory));
    await copyFile(join(ROOT, directory, file), join(folder, directory, file));
  }
  await mkdir(join(folder, 'machines'));
});

afterEach(() => rm(folder, { recursive: true }));

function node(...args: string[]): Promise<{ code: number; stderr: string }> {
  return new Promise(resolve => {
    const child = execFile(process.execPath, args, { cwd: folder }, (_error, _stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stderr });
    });
  });
}

test('the program says how to build it where it has not been built', async () => {
  expect(await node('bin/lastcall.js', 'list')).toEqual({
    code: 1,
    stderr: expect.stringContaining('npm ci'),
  });
});

test('the build that npm ci runs does not fail where the build tools are absent', async () => {
  expect(await node('scripts/build.mjs', '--if-stale')).toEqual({
    code: 0,
    stderr: expect.stringContaining('not built'),
  });
});

test('a build that somebody asks for fails without the build tools', async () => {
  expect((await node('scripts/build.mjs')).code).toBe(1);
});
