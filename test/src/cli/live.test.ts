import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readRecording } from '../../../machines/recording/reader.ts';
import { canOpenBrowser } from '../../../src/cli/open.ts';
import { portsFrom } from '../../../src/cli/ports.ts';
import { withoutEchoes } from '../../../src/cli/process-signals.ts';
import { FakeLiveRun } from '../fake-live-run.ts';
import { CliFixture, type Result } from './fixture.ts';

let cli: CliFixture;

beforeEach(async () => {
  cli = await CliFixture.create();
});

afterEach(() => cli.remove());

/** A live run that has started; `result` is what becomes of the command. */
async function started(args: readonly string[]): Promise<{ run: FakeLiveRun; result: Promise<Result> }> {
  let begin: (run: FakeLiveRun) => void = () => {};
  const begun = new Promise<FakeLiveRun>(resolve => {
    begin = resolve;
  });
  cli.startLive = async options => {
    const run = new FakeLiveRun(options);
    begin(run);
    return run;
  };
  const result = cli.run(args);
  const run = await Promise.race([begun, result.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
  return { run, result };
}

describe('lastcall live', () => {
  test('runs the script on a free port and shows what happened when the process has exited', async () => {
    const { run, result } = await started([
      'live',
      'graceful',
      '--speed',
      '10',
      '--out',
      cli.path('run.jsonl'),
    ]);
    expect(run.options).toMatchObject({ speed: 10, port: 0, script: true });
    run.signal('SIGTERM');
    run.exit(0, 'completed');
    const { code, stdout, stderr } = await result;
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('graceful · live server');
    expect((await readFile(cli.path('run.jsonl'), 'utf8')).trimEnd().split('\n')).toHaveLength(
      1 + run.events.length,
    );
  });

  test('with --lineage starts the server on that version', async () => {
    const { run, result } = await started(['live', 'openshift', '--lineage', '1.24']);
    expect(run.options.scenario.lineage).toBe('1.24');
    expect(run.options.source.server).not.toHaveProperty('shutdown-watch-termination-grace-period');
    run.exit(0, 'completed');
    expect((await result).stderr).toContain('Lineage 1.24 has no shutdown-watch-termination-grace-period');
  });

  test('with --json prints the mode live', async () => {
    const { run, result } = await started(['live', 'graceful', '--json']);
    run.exit(0, 'completed');
    expect(JSON.parse((await result).stdout)).toMatchObject({ mode: 'live' });
  });

  test('shows on a terminal how far it is', async () => {
    cli.useTerminal();
    const { run, result } = await started(['live', 'graceful', '--json']);
    run.exit(0, 'completed');
    expect((await result).stderr).toMatch(/\d s {2}(starting|serving on 127\.0\.0\.1:0)/);
  });

  test('hands Ctrl-C on to the simulated server, and reports the run that a second one has ended', async () => {
    const { run, result } = await started(['live', 'graceful', '--json']);
    // The command listens for the run's end one turn after the run has started.
    await Promise.resolve();
    cli.signal('SIGINT');
    cli.signal('SIGINT');
    const { code, stdout } = await result;
    expect(run.signals).toEqual(['SIGINT', 'SIGINT']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ exit: { code: 1, reason: 'second-signal' } });
  });

  test('ends at the third Ctrl-C, though clients of the server that has exited are still waiting', async () => {
    const { run, result } = await started(['live', 'graceful', '--json']);
    await Promise.resolve();
    run.happen({ type: 'process.exited', code: 0, reason: 'completed' });
    for (let press = 1; press <= 3; press++) cli.signal('SIGINT');
    expect((await result).code).toBe(0);
  });

  test('gives up at the fourth Ctrl-C, and keeps what was recorded until then', async () => {
    const { run, result } = await started(['live', 'graceful', '--out', cli.path('run.jsonl')]);
    await Promise.resolve();
    run.signal = () => {};
    run.kill = () => {};
    for (let press = 1; press <= 4; press++) cli.signal('SIGINT');
    expect(await result).toMatchObject({
      code: 1,
      stderr: `lastcall: the run failed: SIGINT came 4 times; what was recorded until then is in ${cli.path('run.jsonl')}\n`,
    });
    const read = readRecording(await readFile(cli.path('run.jsonl'), 'utf8'));
    expect(read).toMatchObject({ ok: true, cut: null, recording: { events: run.events } });
  });

  test('leaves an older recording alone when the server cannot start, and makes no new one', async () => {
    cli.startLive = () => Promise.reject(new Error('no certificate'));
    await writeFile(cli.path('old.jsonl'), 'old');
    expect((await cli.run(['live', 'graceful', '--out', cli.path('old.jsonl')])).code).toBe(1);
    expect((await cli.run(['live', 'graceful', '--out', cli.path('new.jsonl')])).code).toBe(1);
    expect(await readdir(cli.folder)).toEqual(['old.jsonl']);
    expect(await readFile(cli.path('old.jsonl'), 'utf8')).toBe('old');
  });

  test('takes the place of a longer recording', async () => {
    await writeFile(cli.path('run.jsonl'), 'x'.repeat(100_000));
    const { run, result } = await started(['live', 'graceful', '--out', cli.path('run.jsonl')]);
    run.exit(0, 'completed');
    await result;
    expect(readRecording(await readFile(cli.path('run.jsonl'), 'utf8'))).toMatchObject({
      ok: true,
      cut: null,
    });
  });

  test('does not start without a place for its recording', async () => {
    const path = cli.path('no/such/folder.jsonl');
    expect(await cli.run(['live', 'graceful', '--out', path])).toMatchObject({
      code: 2,
      stderr: `lastcall: cannot write ${path}: no such file or folder\n`,
    });
    expect(cli.lives).toEqual([]);
  });

  test('fails when the server cannot start', async () => {
    cli.startLive = () => Promise.reject(new Error('no certificate'));
    expect(await cli.run(['live', 'graceful'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'lastcall: the run failed: no certificate\n',
    });
  });
});

describe('lastcall serve', () => {
  const taken: Server[] = [];

  afterEach(async () => {
    for (const server of taken.splice(0)) await new Promise(resolve => server.close(resolve));
  });

  /** Somebody else listens on a port. */
  async function occupied(): Promise<number> {
    const server = createServer();
    taken.push(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('no address');
    return address.port;
  }

  test('serves page and API, starts the scenario, and leaves the signals of its script to the person', async () => {
    const { run, result } = await started(['serve', '--port', '0', '--secure-port', '0']);
    const [, url] = await cli.untilPrinted(/page +(http:\S+)/);
    await cli.untilPrinted(/curl -k 'https:\/\/127\.0\.0\.1:0\/readyz\?verbose'/);
    expect(run.options).toMatchObject({ script: false, speed: 1, scenario: { name: 'graceful' } });
    const runs = await (await fetch(`${url}api/runs`)).json();
    expect(runs).toMatchObject([{ scenario: 'graceful', mode: 'live', state: 'running' }]);
    run.exit(0, 'completed');
    await cli.untilPrinted(/has exited with code 0 \(completed\)/);
    cli.signal('SIGTERM');
    expect((await result).code).toBe(0);
    await expect(fetch(`${url}api/runs`)).rejects.toThrow();
  });

  test('hands its own signals to the simulated server while that runs, and ends on the next one after', async () => {
    const { run, result } = await started(['serve', '--port', '0', '--secure-port', '0']);
    await cli.untilPrinted(/to stop/);
    cli.signal('SIGTERM');
    expect(run.signals).toEqual(['SIGTERM']);
    await cli.untilPrinted(/SIGTERM: the simulated server shuts down gracefully/);
    cli.signal('SIGINT');
    expect(run.signals).toEqual(['SIGTERM', 'SIGINT']);
    await cli.untilPrinted(/exited with code 1 \(second-signal\)/);
    cli.signal('SIGINT');
    expect((await result).code).toBe(0);
  });

  test('ends on a signal after the server has exited, though clients are still waiting', async () => {
    const { run, result } = await started(['serve', '--port', '0', '--secure-port', '0']);
    await cli.untilPrinted(/to stop/);
    run.happen({ type: 'process.exited', code: 0, reason: 'completed' });
    cli.signal('SIGINT');
    expect((await result).code).toBe(0);
  });

  test('takes the next free ports and says so', async () => {
    const [port, securePort] = [await occupied(), await occupied()];
    const { run, result } = await started([
      'serve',
      '--port',
      String(port),
      '--secure-port',
      String(securePort),
    ]);
    expect(run.options.port).toBeGreaterThan(securePort);
    await cli.untilPrinted(new RegExp(`port ${port} is taken: the page uses \\d+`));
    await cli.untilPrinted(new RegExp(`port ${securePort} is taken: the simulated server uses \\d+`));
    run.exit(0, 'completed');
    cli.signal('SIGINT');
    await result;
  });

  test('ends with 1 when the simulated server cannot start', async () => {
    cli.startLive = () => Promise.reject(new Error('permission denied'));
    const { code, stderr } = await cli.run(['serve', '--port', '0', '--secure-port', '0']);
    expect([code, stderr]).toEqual([1, 'lastcall: the live server did not start: permission denied\n']);
  });
});

describe('the browser is opened', () => {
  test.each([
    ['on a Linux desktop', { DISPLAY: ':0' }, 'linux', true, true],
    ['on Wayland', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true, true],
    ['on a Mac', {}, 'darwin', true, true],
  ] as const)('%s', (_, variables, platform, terminal, opens) => {
    expect(canOpenBrowser(variables, platform, terminal)).toBe(opens);
  });

  test.each([
    ['without a display', {}, 'linux', true],
    ['in CI', { CI: 'true', DISPLAY: ':0' }, 'linux', true],
    ['over SSH on a Mac', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, 'darwin', true],
    ['without a terminal', { DISPLAY: ':0' }, 'linux', false],
  ] as const)('but not %s', (_, variables, platform, terminal) => {
    expect(canOpenBrowser(variables, platform, terminal)).toBe(false);
  });
});

describe('a signal that npm repeats', () => {
  const heard = (
    runByNpm: boolean,
    ...times: readonly (readonly [number, 'SIGINT' | 'SIGTERM'])[]
  ): number => {
    let count = 0;
    let clock = 0;
    const listener = withoutEchoes(
      () => {
        count++;
      },
      runByNpm,
      () => clock,
    );
    for (const [at, signal] of times) {
      clock = at;
      listener(signal);
    }
    return count;
  };

  test('is heard once', () => {
    expect(heard(true, [0, 'SIGINT'], [20, 'SIGINT'], [600, 'SIGINT'], [620, 'SIGINT'])).toBe(2);
  });

  test('is not taken for another one, nor looked for where npm does not run the program', () => {
    expect(heard(true, [0, 'SIGINT'], [20, 'SIGTERM'])).toBe(2);
    expect(heard(false, [0, 'SIGINT'], [20, 'SIGINT'])).toBe(2);
  });
});

test('ports are tried up to the last one there is', () => {
  expect(portsFrom(65_534)).toEqual([65_534, 65_535]);
  expect(portsFrom(0)).toEqual([0]);
});
