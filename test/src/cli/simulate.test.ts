import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRecording } from '../../../machines/recording/reader.ts';
import { summarize } from '../../../machines/recording/summary.ts';
import { writeRecording } from '../../../machines/recording/writer.ts';
import { LIBRARY, libraryScenario } from '../../../machines/scenario/library.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { CliFixture } from './fixture.ts';

let cli: CliFixture;

beforeEach(async () => {
  cli = await CliFixture.create();
});

afterEach(() => cli.remove());

const YAML = 'name: mine\nserver: { shutdown-delay-duration: 1s }\nscript: [{ at: 1s, signal: SIGTERM }]\n';

describe('lastcall simulate', () => {
  test('shows a table for people', async () => {
    const { code, stdout, stderr } = await cli.run(['simulate', 'graceful']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('NotAcceptingNewRequest');
    expect(stdout).toContain('Exit code 0 (completed)');
  });

  test('with --json prints one object and nothing else', async () => {
    const { code, stdout, stderr } = await cli.run(['simulate', 'graceful', '--json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      scenario: 'graceful',
      mode: 'simulate',
      exit: { code: 0, reason: 'completed' },
    });
  });

  test('with --lineage terminates as that version does, and shows moments that it has no signals for', async () => {
    const { code, stdout, stderr } = await cli.run(['simulate', 'graceful', '--lineage', '1.17.3']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('graceful · simulated · lineage 1.16 · seed 1');
    expect(stdout).toMatch(/○ the listener is closed +\+5\.000 s/);
    expect(stdout).toContain('✗ readyz-fails-from-shutdown');
    expect(stdout).not.toContain('NotAcceptingNewRequest');
  });

  test('with --lineage says on standard error what that version did not have', async () => {
    const { code, stdout, stderr } = await cli.run(['simulate', 'graceful', '--lineage', '1.6', '--json']);
    expect(code).toBe(0);
    expect(stderr).toBe(
      'Lineage 1.6 has no shutdown-delay-duration: it came with 1.16, and is ignored here.\n',
    );
    const summary = JSON.parse(stdout);
    expect(summary).toMatchObject({
      lineage: '1.6',
      signals: [],
      exit: { code: 143, reason: 'killed', t: 0 },
    });
    expect(summary.auditLost).toBeGreaterThan(0);
  });

  test('writes the same recording as the library does, and the table beside it', async () => {
    const { stdout } = await cli.run(['simulate', 'graceful', '--out', cli.path('run.jsonl')]);
    const graceful = libraryScenario('graceful');
    if (graceful === null) throw new Error('the library has no graceful');
    expect(await readFile(cli.path('run.jsonl'), 'utf8')).toBe(
      writeRecording(simulate(graceful.scenario, graceful.source)),
    );
    expect(stdout).toContain('Signals');
    expect(await readdir(cli.folder)).toEqual(['run.jsonl']);
  });

  test('with --out - puts the recording on standard output and the table on standard error', async () => {
    const { stdout, stderr } = await cli.run(['simulate', 'graceful', '--out', '-']);
    const read = readRecording(stdout);
    if (!read.ok) throw new Error(read.problem.message);
    expect(summarize(read.recording).exit?.reason).toBe('completed');
    expect(stderr).toContain('Signals');
  });

  test('reads a scenario from a file, and from standard input', async () => {
    await writeFile(cli.path('mine.yaml'), YAML);
    expect((await cli.run(['simulate', cli.path('mine.yaml')])).stdout).toContain('mine · simulated');
    expect((await cli.run(['simulate', '-', '--json'], YAML)).stdout).toContain('{"scenario":"mine"');
  });

  test('takes another seed, and says so in the recording', async () => {
    await cli.run(['simulate', 'graceful', '--seed', '7', '--out', cli.path('run.jsonl')]);
    const [header] = (await readFile(cli.path('run.jsonl'), 'utf8')).split('\n');
    expect(JSON.parse(header ?? '')).toMatchObject({ seed: 7, scenario: { seed: 7 } });
  });

  test('shows progress on a terminal, and takes it away before the result', async () => {
    cli.useTerminal();
    const { stderr } = await cli.run(['simulate', 'graceful', '--json']);
    expect(stderr).toMatch(/s simulated, \d+ events/);
    expect(stderr.endsWith('\r\u001b[K')).toBe(true);
  });

  test('does not mind that nobody reads its output', async () => {
    const broken = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('broken pipe'), { code: 'EPIPE' })),
    });
    const { code } = await cli.run(['simulate', 'graceful', '--out', '-'], '', broken);
    expect(code).toBe(0);
  });

  test('fails when its output cannot be written', async () => {
    const full = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('full'), { code: 'ENOSPC' })),
    });
    const { code, stderr } = await cli.run(['simulate', 'graceful', '--json'], '', full);
    expect([code, stderr]).toEqual([1, 'lastcall: cannot write: no space left on the disk\n']);
  });
});

describe('--out', () => {
  test('replaces a file when the run is over, behind a link too', async () => {
    await writeFile(cli.path('old.jsonl'), 'old');
    await symlink(cli.path('old.jsonl'), cli.path('link.jsonl'));
    await cli.run(['simulate', 'graceful', '--out', cli.path('link.jsonl')]);
    expect(await readFile(cli.path('old.jsonl'), 'utf8')).toContain('"type":"recording"');
    expect((await readdir(cli.folder)).sort()).toEqual(['link.jsonl', 'old.jsonl']);
  });

  test('may be a device', async () => {
    expect((await cli.run(['simulate', 'graceful', '--out', '/dev/null'])).code).toBe(0);
  });

  test.each([
    ['a folder', '', 'it is a folder'],
    ['in a folder that does not exist', 'no/where.jsonl', 'no such file or folder'],
    ['below a file', 'file/run.jsonl', 'a part of the path is no folder'],
  ])('that is %s is a usage error before anything runs', async (_, name, reason) => {
    await writeFile(cli.path('file'), '');
    const { code, stdout, stderr } = await cli.run(['simulate', 'graceful', '--out', cli.path(name)]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toBe(`lastcall: cannot write ${cli.path(name)}: ${reason}\n`);
    expect(await readdir(cli.folder)).toEqual(['file']);
  });

  // The superuser may write anywhere.
  test.skipIf(process.getuid?.() === 0)('that may not be written is a usage error', async () => {
    await mkdir(cli.path('locked'));
    await chmod(cli.path('locked'), 0o500);
    expect((await cli.run(['simulate', 'graceful', '--out', cli.path('locked/run.jsonl')])).code).toBe(2);
  });

  test('leaves no trace when the scenario turns out to be wrong, or the run fails', async () => {
    await cli.run(['simulate', 'gracefull', '--out', cli.path('run.jsonl')]);
    cli.startLive = () => Promise.reject(new Error('port 6443 is taken'));
    expect((await cli.run(['live', 'graceful', '--out', cli.path('run.jsonl')])).code).toBe(1);
    expect(await readdir(cli.folder)).toEqual([]);
  });
});

describe('wrong usage ends with 2, says what is wrong and prints nothing else', () => {
  test.each([
    [['simulate', 'gracefull'], 'did you mean "graceful"?'],
    [['simulate', 'something-else'], '"lastcall list" shows those of the library'],
    [['simulate', './mine.yaml'], 'cannot read ./mine.yaml: no such file'],
    [['simulate', '/'], 'cannot read /: it is a folder'],
    [['simulate', 'graceful', '--json', '--out', '-'], 'both want standard output'],
    [['simulate', 'graceful', '--lineage', '1.5'], 'A lineage is one of 1.6, 1.10'],
    [['live', 'graceful', '--lineage', 'old'], 'A lineage is one of 1.6, 1.10'],
    [['serve', '--lineage', '2.0'], 'A lineage is one of 1.6, 1.10'],
    [['simulate', 'graceful', '--seed', '-1'], 'A seed is a whole number'],
    [['simulate', 'graceful', '--seed', '1.5'], 'A seed is a whole number'],
    [['simulate', 'graceful', '--speed', '2'], "unknown option '--speed'"],
    [['simulate', 'graceful', 'slow-hook'], 'too many arguments'],
    [['simulate'], "missing required argument 'scenario'"],
    [['live', 'graceful', '--speed', '0'], 'A speed is a number over 0 and at most 1000'],
    [['live', 'graceful', '--speed', '1001'], 'A speed is a number over 0'],
    [['live', 'graceful', '--speed', 'fast'], 'A speed is a number over 0'],
    [['live', 'graceful', '--speed', '0x10'], 'A speed is a number over 0'],
    [['serve', '--port', '65536'], 'A port is a whole number'],
    [['serve', '--secure-port', 'https'], 'A port is a whole number'],
    [['serve', '--scenario', 'gracefull'], 'did you mean "graceful"?'],
    [['simulat', 'graceful'], 'Did you mean simulate?'],
    [['prove', 'run.jsonl'], "unknown command 'prove'"],
    [['--nonsense'], "unknown option '--nonsense'"],
  ])('lastcall %j', async (args, message) => {
    const { code, stdout, stderr } = await cli.run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(cli.lives).toHaveLength(0);
  });

  test('a scenario file with its lines and columns', async () => {
    const file = cli.path('mine.yaml');
    await writeFile(file, 'name: mine\nserver:\n  shutdown-delay-duration: 5 seconds\nclints: []\n');
    const { code, stderr } = await cli.run(['simulate', file]);
    expect(code).toBe(2);
    const lines = stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(`${file}:3:28: server.shutdown-delay-duration: "5 seconds" is not a duration`);
    expect(lines[1]).toMatch(`${file}:4:1: clints: unknown key "clints"; did you mean "clients"?`);
  });

  test('a scenario that is no YAML', async () => {
    const { code, stderr } = await cli.run(['simulate', '-'], 'name: [\n');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^<stdin>:\d+:\d+: \S/);
  });

  test('no command at all, with the help', async () => {
    const { code, stdout, stderr } = await cli.run([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: lastcall');
  });
});

describe('lastcall', () => {
  test('list has a line for each scenario of the library', async () => {
    const { code, stdout } = await cli.run(['list']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(LIBRARY.length);
    lines.forEach((line, index) => {
      expect(
        line.startsWith(`${LIBRARY[index]?.name} `) && line.endsWith(`  ${LIBRARY[index]?.description}`),
      ).toBe(true);
    });
  });

  test.each([['--help'], ['help'], ['serve', '--help'], ['help', 'live'], ['simulate', '-h']])(
    '%s %s is no error',
    async (...args) => {
      const { code, stdout, stderr } = await cli.run(args);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('Usage: lastcall');
    },
  );

  test('--help shows examples and exit statuses, and only commands that exist', async () => {
    const { stdout } = await cli.run(['--help']);
    expect(stdout).toContain('Exit status:');
    const [usage = '', more = ''] = stdout.split('Examples:');
    const commands = [...usage.matchAll(/^ {2}([a-z]+) /gm)].map(match => match[1]);
    const examples = [...more.matchAll(/^ {2}lastcall ([a-z]+)/gm)].map(match => match[1]);
    expect(examples).toContain('simulate');
    for (const example of examples) expect(commands).toContain(example);
  });

  test('--version prints the version', async () => {
    expect(await cli.run(['--version'])).toMatchObject({ code: 0, stdout: '1.2.3\n' });
  });
});
