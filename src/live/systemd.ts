/**
 * `sd_notify`: the server tells systemd that it is up (coreos/go-systemd daemon/sdnotify.go). Node has no datagram
 * sockets of the local kind, so a program that has sends the message.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

interface Helper {
  readonly program: string;
  /** Its arguments; the socket's address is in NOTIFY_SOCKET. */
  readonly arguments: (state: string) => readonly string[];
}

const PERL = `use Socket; my $to = $ENV{NOTIFY_SOCKET}; $to =~ s/^@/\\0/;
socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die $!;
send($s, $ARGV[0], 0, pack_sockaddr_un($to)) or die $!;`;

const PYTHON = `import os, socket, sys
to = os.environ['NOTIFY_SOCKET']
to = '\\0' + to[1:] if to.startswith('@') else to
socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(sys.argv[1].encode(), to)`;

const HELPERS: readonly Helper[] = [
  { program: 'systemd-notify', arguments: state => [state] },
  { program: 'perl', arguments: state => ['-e', PERL, state] },
  { program: 'python3', arguments: state => ['-c', PYTHON, state] },
];

/** What a notification comes to. */
export interface Notification {
  /** The program that sends it; null: nobody asked for it, or nobody can. */
  readonly by: string | null;
  /** Resolves when it has been sent, with what went wrong; null: nothing. */
  readonly problem: Promise<string | null>;
}

/** Sends a state such as `READY=1` to NOTIFY_SOCKET; does nothing when that is not set. */
export function notifySystemd(state: string, variables: Variables): Notification {
  if (!variables.NOTIFY_SOCKET) return { by: null, problem: Promise.resolve(null) };
  const helper = HELPERS.find(({ program }) => isThere(program, variables));
  if (!helper) {
    const names = HELPERS.map(({ program }) => program).join(', ');
    const problem = `${state} could not be sent to NOTIFY_SOCKET: none of ${names} is on the PATH`;
    return { by: null, problem: Promise.resolve(problem) };
  }
  return { by: helper.program, problem: run(helper, state, variables) };
}

/** Programs that can send it here. */
export function notifyHelpers(variables: Variables): string[] {
  return HELPERS.map(({ program }) => program).filter(program => isThere(program, variables));
}

function isThere(program: string, { PATH = '' }: Variables): boolean {
  return PATH.split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

function run(helper: Helper, state: string, variables: Variables): Promise<string | null> {
  return new Promise(resolve => {
    const child = spawn(helper.program, helper.arguments(state), {
      env: { ...variables },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, 500);
    });
    const failed = (why: string): void =>
      resolve(`${state} could not be sent to NOTIFY_SOCKET by ${helper.program}: ${why}`);
    child.once('error', error => failed(error.message));
    child.once('close', code => (code === 0 ? resolve(null) : failed(said.trim() || `exit status ${code}`)));
  });
}
