/** `npm start` without opening a browser, on free ports. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../../bin/lastcall.js', import.meta.url));

/** @returns {Promise<{ url: string, end: () => Promise<void> }>} */
export async function serve() {
  const child = spawn(
    process.execPath,
    [PROGRAM, 'serve', '--no-open', '--port', '0', '--secure-port', '0'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const gone = new Promise(resolve => child.once('exit', resolve));
  const url = await new Promise((resolve, reject) => {
    let said = '';
    const listen = (/** @type {Buffer} */ chunk) => {
      said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (found) resolve(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => reject(new Error(`lastcall serve has ended: ${said}`)));
  });
  return {
    url,
    end: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
