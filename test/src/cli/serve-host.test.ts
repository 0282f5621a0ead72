/** `lastcall serve` where others can reach it, and with a workshop. */
import { mkdir, writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ownAddresses } from '../../../src/api/addresses.ts';
import { CliFixture } from './fixture.ts';

let cli: CliFixture;
let served: Promise<unknown> | null = null;

beforeEach(async () => {
  cli = await CliFixture.create();
});

afterEach(async () => {
  if (served !== null) {
    cli.lives[0]?.kill();
    await cli.lives[0]?.done;
    cli.signal('SIGINT');
    await served;
    served = null;
  }
  await cli.remove();
});

const ARGS = ['serve', '--no-open', '--port', '0', '--secure-port', '0'];

/** Serves until the test is over; resolves with what was printed when the server runs. */
async function serve(...args: readonly string[]): Promise<string> {
  served = cli.run([...ARGS, ...args]);
  await cli.untilPrinted(/to stop/);
  return cli.stdout.text;
}

test('--host says who can reach what, and prints the link with the secret once', async () => {
  const said = await serve('--host', '0.0.0.0');
  const [, url = '', secret = ''] = /^page +(http:\/\/\S+:\d+\/)#token=([\w-]{22})$/m.exec(said) ?? [];
  expect(said.split(secret)).toHaveLength(2);
  expect(said).toContain('sees the page, its API and the recordings of the runs.\n');
  expect(said).toContain('The simulated server stays on 127.0.0.1.');
  const port = new URL(url).port;
  for (const address of ownAddresses().filter(each => !each.includes(':')))
    expect(said).toContain(`http://${address}:${port}/`);
  expect(cli.lives[0]).toMatchObject({ options: { host: '127.0.0.1' } });
  const post = (headers: Record<string, string>): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/api/runs/run-1/signals`, {
      method: 'POST',
      headers,
      body: '{"signal":"SIGTERM"}',
    });
  expect((await post({})).status).toBe(401);
  expect((await post({ authorization: `Bearer ${secret}` })).status).toBe(202);
});

test('without --host nothing needs a secret', async () => {
  const said = await serve();
  expect(said).toMatch(/^page +http:\/\/127\.0\.0\.1:\d+\/$/m);
  expect(said).not.toMatch(/#|secret/);
});

test('--workshop prints a link for the presenter, one for the notes, and a short one for the audience', async () => {
  await writeFile(cli.path('index.html'), '<title>Lastcall</title>');
  const said = await serve('--workshop');
  const link = (name: string): string => new RegExp(`^${name} +(http://\\S+)$`, 'm').exec(said)?.[1] ?? '';
  const base = /^http:\/\/127\.0\.0\.1:\d+/.exec(link('presenter'))?.[0] ?? '';
  const secret = link('presenter').split('#')[1];
  expect(secret).toMatch(/^[\w-]{22}$/);
  expect(link('presenter')).toBe(`${base}/present#${secret}`);
  expect(link('notes')).toBe(`${base}/notes#${secret}`);
  expect(link('audience')).toBe(`${base}/j`);
  for (const name of ['presenter', 'notes', 'audience'])
    expect(await (await fetch(link(name))).text()).toContain('Lastcall');
  expect(said).toContain('Only this machine can join');
  // No terminal, no picture.
  expect(said).not.toMatch(/[█▀▄]/);
});

test('in a terminal the address of the audience is a QR code too, when others can reach it', async () => {
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  let said = '';
  const started = new Promise<void>(resolve => {
    terminal.on('data', chunk => {
      said += chunk;
      if (said.includes('to stop')) resolve();
    });
  });
  served = cli.run([...ARGS, '--workshop', '--host', '0.0.0.0'], '', terminal);
  await started;
  const rows = said.split('\n').filter(line => /[█▀▄]/.test(line));
  expect(rows.length).toBeGreaterThan(12);
  for (const row of rows) expect(row.trim().split(/[█▀▄ ]+/)).toEqual(['\u001b[97;40m', '\u001b[0m']);
});

test.each([
  ['203.0.113.77', /--host: 203\.0\.113\.77 is no address of this machine; it has 127\.0\.0\.1/],
  ['no-such-host.invalid', /--host: nobody knows where no-such-host\.invalid is/],
  ['http://here/', /A host is an address such as/],
])('--host %s is wrong usage, and nothing is started', async (host, message) => {
  const { code, stderr } = await cli.run([...ARGS, '--host', host]);
  expect([code, cli.lives.length]).toEqual([2, 0]);
  expect(stderr).toMatch(message);
});

test('--lessons hands out lessons of a folder, which must have some', async () => {
  const { code, stderr } = await cli.run([...ARGS, '--lessons', cli.path('none')]);
  expect([code, stderr]).toEqual([
    2,
    `lastcall: --lessons: cannot read ${cli.path('none')}: no such file or folder\n`,
  ]);
  await mkdir(cli.path('lessons/mine'), { recursive: true });
  await writeFile(cli.path('lessons/mine/lesson.yaml'), 'minutes: 5\n');
  const said = await serve('--lessons', cli.path('lessons'));
  const url = /^page +(\S+)$/m.exec(said)?.[1] ?? '';
  expect(await (await fetch(`${url}api/lessons`)).json()).toMatchObject([{ name: 'mine' }]);
});
