import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LINEAGES } from '../../../machines/lineage.ts';
import { FakeLiveRun } from '../fake-live-run.ts';
import { CliFixture } from './fixture.ts';

let cli: CliFixture;

beforeEach(async () => {
  cli = await CliFixture.create();
});

afterEach(() => cli.remove());

describe('lastcall lineages', () => {
  test('sets every version in a row of a table, with what was wrong with it', async () => {
    const { code, stdout, stderr } = await cli.run(['lineages', 'graceful']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('graceful · the same traffic on 12 versions · simulated');
    expect(stdout).toMatch(/^ {2}1\.6–1\.7 .* killed$/m);
    expect(stdout).toMatch(/^ {2}1\.33–1\.36 .* completed$/m);
    expect(stdout).toContain('What was wrong');
    expect(stdout).toMatch(/^ {2}1\.16–1\.18 +\/readyz turns red only when the delay is over/m);
  });

  test('says what a version did not have', async () => {
    const { stdout } = await cli.run(['lineages', 'graceful', '--only', '1.10']);
    expect(stdout.replace(/\s+/g, ' ')).toContain('Lineage 1.10 has no shutdown-delay-duration');
  });

  test('with --json prints one object, and --only chooses the versions that a step stands for', async () => {
    const { code, stdout } = await cli.run(['lineages', 'graceful', '--json', '--only', '1.25,1.17']);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const { scenario, mode, lineages } = JSON.parse(stdout);
    expect([scenario, mode]).toEqual(['graceful', 'simulate']);
    expect(lineages.map(({ lineage }: { lineage: string }) => lineage)).toEqual(['1.16', '1.25']);
    expect(lineages[1]).toMatchObject({ versions: '1.25–1.26', dropped: 0, exit: { reason: 'completed' } });
  });

  test('on the lineage of the scenario tells what "lastcall simulate" tells', async () => {
    const { stdout } = await cli.run(['lineages', 'slow-hook', '--json', '--only', '1.25,1.27']);
    const other = await CliFixture.create();
    const summary = JSON.parse((await other.run(['simulate', 'slow-hook', '--json'])).stdout);
    await other.remove();
    const { lineages } = JSON.parse(stdout);
    const row = lineages.find(({ lineage }: { lineage: string }) => lineage === summary.lineage);
    const { dropped, turnedAway, watchesCut, exit } = summary;
    expect(row).toMatchObject({ dropped, turnedAway, watchesCut, exit });
  });

  test.each([['1.5'], ['1.16,moon'], ['']])('refuses the version "%s" with status 2', async version => {
    const { code, stderr } = await cli.run(['lineages', 'graceful', '--only', version]);
    expect(code).toBe(2);
    expect(stderr).toContain('1.6');
  });

  test('with --live runs one server after the other, each on its version', async () => {
    const lineages: (string | number | undefined)[] = [];
    cli.startLive = async options => {
      lineages.push(options.source.lineage);
      const run = new FakeLiveRun(options);
      run.exit(0, 'completed');
      return run;
    };
    const { code, stdout } = await cli.run(['lineages', 'graceful', '--live', '--speed', '100', '--json']);
    expect(code).toBe(0);
    expect(lineages).toEqual(LINEAGES);
    expect(JSON.parse(stdout)).toMatchObject({ mode: 'live' });
  });

  test('with --live starts no further server after Ctrl-C, prints what there is, and fails', async () => {
    let started = 0;
    cli.startLive = async options => {
      started++;
      const run = new FakeLiveRun(options);
      queueMicrotask(() => {
        cli.signal('SIGINT');
        run.exit(0, 'completed');
      });
      return run;
    };
    const { code, stdout, stderr } = await cli.run(['lineages', 'graceful', '--live']);
    expect([code, started]).toEqual([1, 1]);
    expect(stdout).toContain('1.6–1.7');
    expect(stderr).toContain('after 1 of 12 versions');
  });
});
