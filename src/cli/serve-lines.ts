/** What `lastcall serve` says about where its page stands, who can reach it, and what they can do. */
import { renderUnicodeCompact } from 'uqr';
import { WORKSHOP_PATHS } from '../../machines/workshop/messages.ts';
import { isLoopbackHost, ownAddresses } from '../api/addresses.ts';
import { reasonOf } from '../reason.ts';
import { CliFailure, EXIT_FAILED, EXIT_USAGE } from './failure.ts';

export interface Served {
  /** The page under every address, the best one first. */
  readonly urls: readonly string[];
  /** What it listens on. */
  readonly host: string;
  /** The secret as it stands in links; null: nothing needs one. */
  readonly secret: string | null;
  readonly workshop: boolean;
  /** Whether there is a terminal to draw a QR code on. */
  readonly isTerminal: boolean;
}

/** Columns of the names before addresses. */
const INDENT = 18;
/** White blocks on black, whatever the colours of the terminal are: many cameras read no inverted code. */
const WHITE_ON_BLACK = '\u001b[97;40m';
const PLAIN = '\u001b[0m';

/** The address that the program opens in a browser. */
export function openedUrl(served: Served): string {
  const [url = ''] = served.urls;
  return served.workshop ? presenterUrl(served, url) : pageUrl(served, url);
}

export function servedLines(served: Served): string[] {
  const [url = '', ...others] = served.urls;
  const lines = served.workshop
    ? [
        named('presenter', presenterUrl(served, url)),
        named('notes', `${at(url, WORKSHOP_PATHS.notes)}#${served.secret}`),
        named('audience', at(url, WORKSHOP_PATHS.audience)),
      ]
    : [named('page', pageUrl(served, url))];
  for (const other of others)
    lines.push(named('also', served.workshop ? at(other, WORKSHOP_PATHS.audience) : other));
  const isForOthers = !isLoopbackHost(served.host);
  if (served.workshop && isForOthers && served.isTerminal)
    lines.push(...qrCode(at(url, WORKSHOP_PATHS.audience)));
  if (isForOthers) lines.push(...exposure(served));
  else if (served.workshop)
    lines.push('Only this machine can join: --host 0.0.0.0, or one of its addresses, lets the room in.');
  return lines;
}

/** Why the page cannot be served, for `--host` in words about the host. */
export function hostFailure(error: unknown, host: string): CliFailure {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'EADDRNOTAVAIL' || code === 'EINVAL')
    return new CliFailure(
      EXIT_USAGE,
      `--host: ${host} is no address of this machine; it has ${['127.0.0.1', ...ownAddresses()].join(', ')}`,
    );
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new CliFailure(EXIT_USAGE, `--host: nobody knows where ${host} is`);
  return new CliFailure(EXIT_FAILED, reasonOf(error));
}

function exposure({ workshop, host }: Served): string[] {
  const where = ['0.0.0.0', '::'].includes(host) ? 'these addresses' : host;
  const joins = workshop ? ', and can join the workshop' : '';
  const link = workshop ? "the presenter's link" : 'the link';
  return [
    `Whoever can reach ${where} sees the page, its API and the recordings of the runs${joins}.`,
    `Only with the secret, the end of ${link}, can they change anything: keep it to yourself.`,
    'The simulated server stays on 127.0.0.1. Nothing is encrypted: the network can be listened in on.',
  ];
}

function qrCode(text: string): string[] {
  const rows = renderUnicodeCompact(text, { border: 2, ecc: 'M' }).split('\n');
  return rows.map(row => `${' '.repeat(INDENT)}${WHITE_ON_BLACK}${row}${PLAIN}`);
}

function presenterUrl({ secret }: Served, url: string): string {
  return `${at(url, WORKSHOP_PATHS.presenter)}#${secret}`;
}

function pageUrl({ secret }: Served, url: string): string {
  return secret === null ? url : `${url}#token=${secret}`;
}

function at(url: string, path: string): string {
  return new URL(path, url).href;
}

function named(name: string, text: string): string {
  return `${name.padEnd(INDENT)}${text}`;
}
