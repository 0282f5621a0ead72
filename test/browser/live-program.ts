/** The program in a process of its own, on free ports, with its page. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/lastcall.js', import.meta.url));

export class LiveProgram {
  readonly url: string;
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.child = child;
    this.url = url;
  }

  /** Starts `lastcall serve` with a scenario of the library. */
  static start(scenario: string): Promise<LiveProgram> {
    return LiveProgram.run('serve', '--secure-port', '0', '--scenario', scenario);
  }

  /** Starts `lastcall serve --workshop`; its address is the presenter's, with the secret. */
  static workshop(): Promise<LiveProgram> {
    return LiveProgram.run('serve', '--secure-port', '0', '--workshop');
  }

  /** Starts `lastcall replay` on a file. */
  static replay(file: string): Promise<LiveProgram> {
    return LiveProgram.run('replay', file);
  }

  private static async run(command: string, ...rest: readonly string[]): Promise<LiveProgram> {
    const child = spawn(process.execPath, [PROGRAM, command, '--no-open', '--port', '0', ...rest], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const url = await new Promise<string>((resolve, reject) => {
      let said = '';
      const listen = (chunk: Buffer): void => {
        said += chunk;
        const found = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)?.[0];
        if (found) resolve(found);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.on('exit', () => reject(new Error(`lastcall ${command} has ended: ${said}`)));
    });
    return new LiveProgram(child, url);
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise(resolve => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }
}
