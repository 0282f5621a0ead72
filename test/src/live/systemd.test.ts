/** READY=1 really goes to NOTIFY_SOCKET: a datagram on a local socket, sent by whatever program here can. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { notifyHelpers, notifySystemd } from '../../../src/live/systemd.ts';
import { eventOf, startYaml } from './start.ts';

const PATH = process.env.PATH ?? '';
const helpers = notifyHelpers({ PATH });
/** Node cannot open such a socket either: whoever listens here is one of the helpers' languages. */
const LISTENERS: Readonly<Record<string, readonly string[]>> = {
  perl: [
    '-e',
    `use Socket; $| = 1; socket(S, AF_UNIX, SOCK_DGRAM, 0) or die; bind(S, pack_sockaddr_un($ARGV[0])) or die;
     print "bound\\n"; while (1) { recv(S, my $m, 1000, 0); print "$m\\n"; }`,
  ],
  python3: [
    '-c',
    `import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.bind(sys.argv[1])
print('bound', flush=True)
while True: print(s.recv(1000).decode(), flush=True)`,
  ],
};
const listener = helpers.find(program => program in LISTENERS);
const cleanups: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'lastcall-notify-'));
  cleanups.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A socket as systemd has one; resolves with its path and the message that it will get. */
async function listen(program: string): Promise<{ socket: string; message: Promise<string> }> {
  const socket = join(await folder(), 'notify');
  const child: ChildProcessByStdio<null, Readable, null> = spawn(
    program,
    [...(LISTENERS[program] ?? []), socket],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, LC_ALL: 'C' } },
  );
  cleanups.push(() => child.kill());
  // It goes on: systemd-notify sends a second message, and waits until that has been taken.
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await lines.next();
  return { socket, message: lines.next().then(({ value }) => String(value)) };
}

describe.skipIf(listener === undefined)('with a program that has datagram sockets (perl or python3)', () => {
  test.each(helpers)('%s sends READY=1', async program => {
    const { socket, message } = await listen(listener ?? '');
    // Only this one program is on the PATH.
    const only = await folder();
    await writeFile(join(only, program), `#!/bin/sh\nPATH='${PATH}' exec ${program} "$@"\n`);
    await chmod(join(only, program), 0o755);
    const { by, problem } = notifySystemd('READY=1', { PATH: only, NOTIFY_SOCKET: socket });
    expect(by).toBe(program);
    expect(await problem).toBeNull();
    expect(await message).toBe('READY=1');
  });

  test('a server sends it when its listener serves and its post-start hooks have been started', async () => {
    const { socket, message } = await listen(listener ?? '');
    const run = await startYaml('name: ready\nhooks: { postStart: [{ name: slow, takes: 60s }] }', {
      variables: { PATH, NOTIFY_SOCKET: socket },
    });
    expect(await message).toBe('READY=1');
    const notified = await eventOf(run, 'systemd.notified');
    expect(notified).toMatchObject({ state: 'READY=1', by: helpers[0] });
    const types = run.events.map(({ type }) => type);
    expect(types.indexOf('listener.opened')).toBeLessThan(types.indexOf('hook.started'));
    expect(types.indexOf('hook.started')).toBeLessThan(types.indexOf('systemd.notified'));
    run.kill();
    await run.done;
  });
});

test('nobody is told when nobody asked, though the moment is in the recording', async () => {
  const run = await startYaml('name: alone');
  const notified = await eventOf(run, 'systemd.notified');
  expect(notified).not.toHaveProperty('by');
  run.kill();
  await run.done;
});

test('where no program can send it, that is said', async () => {
  const run = await startYaml('name: helpless', {
    variables: { PATH: await folder(), NOTIFY_SOCKET: '/nowhere' },
  });
  const note = await eventOf(run, 'note');
  expect(note).toMatchObject({
    text: 'READY=1 could not be sent to NOTIFY_SOCKET: none of systemd-notify, perl, python3 is on the PATH',
  });
  run.kill();
  await run.done;
});

test.skipIf(helpers.length === 0)(
  'a socket that nobody listens on is said, and the server works on',
  async () => {
    const socket = join(await folder(), 'nobody');
    const run = await startYaml('name: deaf', { variables: { PATH, NOTIFY_SOCKET: socket } });
    const note = await eventOf(run, 'note');
    expect(note).toMatchObject({
      text: expect.stringContaining('READY=1 could not be sent to NOTIFY_SOCKET by'),
    });
    expect(run.ended).toBe(false);
    run.kill();
    await run.done;
  },
);
