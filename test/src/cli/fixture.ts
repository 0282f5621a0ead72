/** The command line in memory: what goes in, what comes out, and runs that the test controls. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { LIBRARY } from '../../../machines/scenario/library.ts';
import { Simulation } from '../../../machines/simulation/simulation.ts';
import type { Environment } from '../../../src/cli/environment.ts';
import { runCli } from '../../../src/cli/program.ts';
import { TextOutput, type TextStream } from '../../../src/cli/text-output.ts';
import type { LiveRun, LiveRunOptions } from '../../../src/live/types.ts';
import { FakeLiveRun } from '../fake-live-run.ts';

/** A stream that remembers what was written; as a terminal if wanted. */
class Capture extends Writable {
  text = '';
  readonly isTTY: boolean;

  constructor(isTTY = false) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
  }

  override _write(chunk: string, _: string, done: () => void): void {
    this.text += chunk;
    this.emit('captured');
    done();
  }
}

export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class CliFixture {
  readonly folder: string;
  readonly lives: LiveRun[] = [];
  readonly stdout = new Capture();
  stderr = new Capture();
  startLive: (options: LiveRunOptions) => Promise<LiveRun> = async options => new FakeLiveRun(options);
  #listener: ((signal: 'SIGINT' | 'SIGTERM') => void) | null = null;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<CliFixture> {
    return new CliFixture(await mkdtemp(join(tmpdir(), 'lastcall-cli-')));
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Standard error is a terminal from now on. */
  useTerminal(): void {
    this.stderr = new Capture(true);
  }

  /** Runs the program to its end. */
  async run(args: readonly string[], stdin = '', stdout: TextStream = this.stdout): Promise<Result> {
    const code = await runCli(args, this.environment(stdin, stdout));
    return { code, stdout: this.stdout.text, stderr: this.stderr.text };
  }

  /** This program receives a signal. */
  signal(signal: 'SIGINT' | 'SIGTERM'): void {
    if (this.#listener === null) throw new Error('nobody listens for signals: the program would have ended');
    this.#listener(signal);
  }

  /** Resolves when standard output matches; with the match. */
  async untilPrinted(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.stdout.text);
      if (match !== null) return match;
      await new Promise(resolve => this.stdout.once('captured', resolve));
    }
  }

  private environment(stdin: string, stdout: TextStream): Environment {
    return {
      stdin: (async function* () {
        yield stdin;
      })(),
      stdout: new TextOutput(stdout),
      stderr: new TextOutput(this.stderr),
      variables: {},
      library: LIBRARY,
      pageFolder: this.folder,
      courseFolder: fileURLToPath(new URL('../../../machines/lessons/course', import.meta.url)),
      version: '1.2.3',
      createSimulation: ({ scenario, source }) => new Simulation(scenario, source),
      startLiveRun: async options => {
        const live = await this.startLive(options);
        this.lives.push(live);
        return live;
      },
      onSignal: listener => {
        this.#listener = listener;
        return () => {
          this.#listener = null;
        };
      },
    };
  }
}
