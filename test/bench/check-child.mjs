/** Checks the recording that it is given; prints how much memory that took. */
import { Writable } from 'node:stream';

/** @param {string} path */
const built = path => import(new URL(`../../build/${path}`, import.meta.url).href);
const { runCli } = await built('src/cli/program.js');
const { TextOutput } = await built('src/cli/text-output.js');

let output = '';
const sink = new Writable({
  write: (chunk, _, done) => {
    output += chunk;
    done();
  },
});
const [file] = process.argv.slice(2);
await runCli(['check', '--json', file], {
  stdout: new TextOutput(sink),
  stderr: new TextOutput(process.stderr),
  version: '0',
});
const rules = JSON.parse(output).files[0].checks.length;
process.stdout.write(`${JSON.stringify({ rules, peakMb: process.resourceUsage().maxRSS / 1024 })}\n`);
