import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RULES } from '../../../machines/recording/checks.ts';
import { writeRecording } from '../../../machines/recording/writer.ts';
import { emitted, klogText } from '../../machines/formats/emit.ts';
import { realRuns } from '../../machines/formats/real-lines.ts';
import { CliFixture } from './fixture.ts';
import { recordedRun, runOf } from './recordings.ts';

let cli: CliFixture;
beforeEach(async () => {
  cli = await CliFixture.create();
});
afterEach(() => cli.remove());

describe('lastcall check', () => {
  test('ends with 0 when no rule is broken', async () => {
    const { code, stdout, stderr } = await cli.run(['check', await recordedRun(cli, 'graceful')]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/graceful\.jsonl · graceful · simulated · lineage 1\.27\n/);
    for (const { name } of RULES) expect(stdout).toContain(` ${name} `);
    expect(stdout).toContain(`${RULES.length} ok · 0 broken · 0 not decidable\n`);
  });

  test('ends with 1 when a rule is broken, and shows the events that break it', async () => {
    const { code, stdout } = await cli.run(['check', await recordedRun(cli, 'slow-hook')]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /✗ audit-complete +broken +2 audit events lost: r2, r3\n +\+12\.000 s {2}audit\.lost r2 {2}\(seq \d+\)/,
    );
  });

  test('gives advice, with the flag to change, in every format', async () => {
    const file = await recordedRun(cli, 'no-delay');
    const advice = 'Set --shutdown-delay-duration to 4s at least';
    for (const format of ['text', 'json', 'junit', 'sarif']) {
      const { stdout } = await cli.run(['check', '--format', format, file]);
      expect(stdout.replace(/\s+/g, ' '), format).toContain(advice);
    }
  });

  test('of a log says which server it must have been, and where the time went', async () => {
    const [run] = realRuns('v1.34.1', 'A.retryafter-off');
    const lines = emitted(run?.lines ?? []).map(line => klogText(line));
    const { code, stdout } = await cli.run(['check', '-'], `${lines.join('\n')}\n`);
    expect(code).toBe(0);
    expect(stdout).toContain('<stdin> · no scenario · imported · lineage ≥ 1.33\n');
    expect(stdout).toContain('version 1.33 or later, by its lines, without --shutdown-send-retry-after');
    expect(stdout).toMatch(/time: delay: 2 s from T\+0(\.\d)? ms, hooks: 1 s/);
    const { stdout: json } = await cli.run(['check', '--json', '-'], `${lines.join('\n')}\n`);
    // What came before stands there still.
    expect(JSON.parse(json.slice(stdout.length)).files[0]).toMatchObject({
      lineage: '1.33',
      lineageAtLeast: true,
      server: expect.stringContaining('without'),
      spent: { hooks: expect.any(Number) },
    });
  });

  test('calls a rule not decidable where the recording says too little, and that is no failure', async () => {
    const { header } = runOf('graceful');
    const { code, stdout } = await cli.run(['check', '-'], writeRecording({ header, events: [] }));
    expect(code).toBe(0);
    expect(stdout).toContain('<stdin> · graceful');
    expect(stdout).toMatch(/\? signal-order +not decidable/);
  });

  test('checks all files, and ends with 2 when one cannot be used', async () => {
    const files = [
      await recordedRun(cli, 'slow-hook'),
      cli.path('none.jsonl'),
      await recordedRun(cli, 'graceful'),
    ];
    const { code, stdout, stderr } = await cli.run(['check', ...files]);
    expect(code).toBe(2);
    expect(stderr).toBe(`lastcall: cannot read ${files[1]}: no such file or folder\n`);
    expect(stdout).toContain('slow-hook.jsonl · slow-hook');
    expect(stdout).toContain('none.jsonl\n  cannot be used');
    expect(stdout).toContain('graceful.jsonl · graceful');
  });

  test('remarks a last line that is cut off', async () => {
    const text = writeRecording(runOf('graceful'));
    await writeFile(cli.path('cut.jsonl'), text.slice(0, -20));
    const { stdout } = await cli.run(['check', cli.path('cut.jsonl')]);
    expect(stdout).toMatch(/cut\.jsonl:\d+: the last line is cut off; it is left out/);
  });

  test('imports a log, and checks what it says', async () => {
    const log = [
      'I0301 12:00:00.000000       1 secure_serving.go:210] Serving securely on [::]:6443',
      'I0301 12:00:10.000000       1 genericapiserver.go:540] "[graceful-termination] shutdown event" name="ShutdownInitiated"',
      'I0301 12:00:15.000000       1 genericapiserver.go:543] "[graceful-termination] shutdown event" name="AfterShutdownDelayDuration"',
    ];
    await writeFile(cli.path('real.log'), log.join('\n'));
    for (const [file, input] of [
      [cli.path('real.log'), ''],
      ['-', log.join('\n')],
    ] as const) {
      const { code, stdout, stderr } = await cli.run(['check', '--json', file], input);
      expect([code, stderr]).toEqual([0, '']);
      const { files } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
      expect(files).toMatchObject([{ ok: true, source: 'imported', scenario: null }]);
      expect(files[0].checks).toContainEqual(
        expect.objectContaining({ rule: 'no-drop-before-drained', verdict: 'not decidable' }),
      );
    }
  });

  test('says of a text that is neither what it looked for', async () => {
    await writeFile(cli.path('notes.txt'), 'buy milk\n');
    const { code, stderr } = await cli.run(['check', cli.path('notes.txt')]);
    expect(code).toBe(2);
    expect(stderr).toContain('notes.txt: none of the 1 lines says anything about the life of an API server');
  });

  test('reads standard input only once', async () => {
    expect(await cli.run(['check', '-', '-'])).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('the verdicts for programs', () => {
  test('as JSON have each rule, its sentence and its events with their lines', async () => {
    const path = await recordedRun(cli, 'slow-hook');
    const { code, stdout } = await cli.run(['check', '--json', path]);
    expect(code).toBe(1);
    const { files } = JSON.parse(stdout);
    expect(files).toMatchObject([
      { file: path, ok: false, scenario: 'slow-hook', origin: 'SIGTERM', remarks: [] },
    ]);
    expect(files[0].checks.map(({ rule }: { rule: string }) => rule)).toEqual(RULES.map(({ name }) => name));
    const audit = files[0].checks.find(({ rule }: { rule: string }) => rule === 'audit-complete');
    expect(audit).toMatchObject({ ok: false, verdict: 'broken', eventCount: 2 });
    const lines = (await readFile(path, 'utf8')).split('\n');
    for (const { seq, line, type } of audit.events)
      expect(JSON.parse(lines[line - 1] ?? '')).toMatchObject({ seq, type });
  });

  test('as JUnit have what its schema asks for, in its order', async () => {
    const name = 'a "b" <c>&.jsonl';
    await writeFile(cli.path(name), writeRecording(runOf('slow-hook')));
    const { stdout } = await cli.run(['check', '--format', 'junit', cli.path(name), cli.path('none.jsonl')]);
    expect(stdout.startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')).toBe(true);
    const suites = stdout.match(/<testsuite [^>]*>[\s\S]*?<\/testsuite>/g) ?? [];
    expect(suites).toHaveLength(2);
    for (const [id, suite] of suites.entries()) {
      const attributes = Object.fromEntries(
        [...(/<testsuite ([^>]*)>/.exec(suite)?.[1] ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(
          ([, key, value]) => [key, value],
        ),
      );
      expect(Object.keys(attributes).sort()).toEqual(
        [
          'errors',
          'failures',
          'hostname',
          'id',
          'name',
          'package',
          'skipped',
          'tests',
          'time',
          'timestamp',
        ].sort(),
      );
      expect(attributes.id).toBe(String(id));
      expect(attributes.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
      expect((suite.match(/<testcase /g) ?? []).length).toBe(Number(attributes.tests));
      expect((suite.match(/<failure /g) ?? []).length).toBe(Number(attributes.failures));
      expect((suite.match(/<error /g) ?? []).length).toBe(Number(attributes.errors));
      const order = [...suite.matchAll(/<(properties|testcase|system-out|system-err)[ >]/g)].map(
        match => match[1],
      );
      expect([...new Set(order)]).toEqual(['properties', 'testcase', 'system-out', 'system-err']);
    }
    expect(suites[0]).toContain('a &quot;b&quot; &lt;c&gt;&amp;.jsonl');
    expect(suites[0]).toMatch(
      /<testcase name="audit-complete"[^>]*><failure message="2 audit events lost[^"]*" type="audit-complete">/,
    );
    expect(suites[1]).toMatch(/<error message="cannot read [^"]*" type="unusable-file"\/>/);
  });

  test('as SARIF have a result for each rule, with the lines of its events', async () => {
    const path = await recordedRun(cli, 'slow-hook');
    const { stdout } = await cli.run(['check', '--format', 'sarif', path]);
    const log = JSON.parse(stdout);
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'lastcall', version: '1.2.3' } } }],
    });
    const [{ results, tool, invocations }] = log.runs;
    expect(invocations).toMatchObject([{ executionSuccessful: true }]);
    expect(results).toHaveLength(RULES.length);
    for (const result of results) {
      expect(tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(['pass', 'fail', 'open']).toContain(result.kind);
      expect(result.level).toBe(result.kind === 'fail' ? 'error' : 'none');
      expect(result.message.text).not.toBe('');
      expect(result.locations[0].physicalLocation.artifactLocation.uri).toMatch(
        /^file:\/\/\/.*slow-hook\.jsonl$/,
      );
    }
    const broken = results.find(({ kind }: { kind: string }) => kind === 'fail');
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines[broken.locations[0].physicalLocation.region.startLine - 1]).toContain('audit.lost');
    expect(broken.relatedLocations).toHaveLength(1);
  });

  test('as SARIF name a file that cannot be used', async () => {
    const { code, stdout } = await cli.run(['check', '--format', 'sarif', cli.path('none.jsonl')]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).runs[0]).toMatchObject({
      results: [],
      invocations: [{ executionSuccessful: false, toolExecutionNotifications: [{ level: 'error' }] }],
    });
  });

  test('cannot be asked for in two formats at once', async () => {
    const { code, stderr } = await cli.run(['check', '--json', '--format', 'sarif', 'x.jsonl']);
    expect([code, stderr]).toEqual([2, 'lastcall: --json and --format sarif contradict each other\n']);
  });
});
