/** `NotAcceptingNewRequest + 200ms` → a moment of a run. */
import type { ProcessSignal } from '../recording/events.ts';
import { MOMENT_KEYS } from '../recording/moments.ts';
import { parseDuration } from '../scenario/duration.ts';
import { closest } from '../scenario/parse.ts';
import type { Say } from '../scenario/values.ts';
import { SIGNALS } from '../signals.ts';
import { type Duration, micros } from '../time.ts';
import type { MomentAnchor, MomentRef } from './moment-ref.ts';

const PROCESS_SIGNALS: readonly ProcessSignal[] = ['SIGTERM', 'SIGINT', 'SIGKILL'];
const REQUEST_MOMENTS = ['sent', 'admitted', 'rejected', 'responded', 'settled'] as const;
const HOOK_MOMENTS = ['started', 'finished'] as const;
const PROBE_MOMENTS = ['unhealthy', 'healthy'] as const;

/** Everything that is a moment by itself. */
const SINGLE_WORDS: readonly string[] = [
  'start',
  'end',
  'exit',
  ...SIGNALS,
  ...MOMENT_KEYS,
  ...PROCESS_SIGNALS,
];

/** The moment, or what is wrong with it. */
export type MomentResult =
  | { readonly ok: true; readonly moment: MomentRef }
  | { readonly ok: false; readonly say: Say };

/** Reads a moment as lessons write it; never throws. */
export function parseMoment(written: string): MomentResult {
  const text = written.trim().replace(/\s+/g, ' ');
  const parts = /^(.*?)(?: ([+-]) ?([\d.]\S*))?$/.exec(text);
  const anchorText = parts?.[1] ?? '';
  const sign = parts?.[2];
  const offsetText = parts?.[3];
  const anchor = anchorOf(anchorText);
  if ('say' in anchor) return { ok: false, say: anchor.say };
  if (offsetText === undefined) return { ok: true, moment: { anchor, offset: micros(0), text } };
  const offset = parseDuration(offsetText);
  if (typeof offset !== 'number') return { ok: false, say: offset.say };
  return {
    ok: true,
    moment: { anchor, offset: (sign === '-' && offset !== 0 ? -offset : offset) as Duration, text },
  };
}

type AnchorResult = MomentAnchor | { readonly say: Say };

function anchorOf(text: string): AnchorResult {
  const words = text.split(' ');
  const [first = '', second = '', third = ''] = words;
  if (words.length === 1) return singleOf(first);
  const process = PROCESS_SIGNALS.find(signal => signal === first);
  if (process !== undefined && words.length === 2 && /^[1-9]\d?$/.test(second))
    return { kind: 'process', signal: process, nth: Number(second) };
  if (words.length === 3 && first === 'request') return named('request', second, third, REQUEST_MOMENTS);
  if (words.length === 3 && first === 'hook') return named('hook', second, third, HOOK_MOMENTS);
  if (words.length === 3 && first === 'probe') return named('probe', second, third, PROBE_MOMENTS);
  return noMoment(text);
}

function singleOf(word: string): AnchorResult {
  if (word === 'start' || word === 'end' || word === 'exit') return { kind: word };
  const name = SIGNALS.find(signal => signal === word);
  if (name !== undefined) return { kind: 'signal', name };
  const key = MOMENT_KEYS.find(candidate => candidate === word);
  if (key !== undefined) return { kind: 'moment', key };
  const signal = PROCESS_SIGNALS.find(candidate => candidate === word);
  if (signal !== undefined) return { kind: 'process', signal, nth: 1 };
  return noMoment(word);
}

function named<K extends 'request' | 'hook' | 'probe', W extends string>(
  kind: K,
  name: string,
  what: string,
  known: readonly W[],
): { readonly kind: K; readonly name: string; readonly what: W } | { readonly say: Say } {
  const found = known.find(candidate => candidate === what);
  if (found !== undefined) return { kind, name, what: found };
  return {
    say: tr =>
      tr('a {kind} is never "{what}"; it is one of {known}', { kind, what, known: known.join(', ') }),
  };
}

function noMoment(text: string): { readonly say: Say } {
  const near = withKind(text) ?? closest(text, SINGLE_WORDS);
  if (near !== null)
    return { say: tr => tr('"{text}" is no moment; did you mean "{near}"?', { text, near }) };
  return {
    say: tr =>
      tr(
        '"{text}" is no moment; write {words}, or "SIGTERM 2", "request NAME settled", "hook NAME finished", "probe NAME unhealthy", each with "+ 1.5s" or "- 200ms" if wanted',
        { text, words: SINGLE_WORDS.join(', ') },
      ),
  };
}

/** `late settled` lacks only the word for what `late` is; null: that is not it. */
function withKind(text: string): string | null {
  const [name = '', what = '', ...more] = text.split(' ');
  if (name === '' || more.length > 0) return null;
  if (REQUEST_MOMENTS.some(word => word === what)) return `request ${text}`;
  if (HOOK_MOMENTS.some(word => word === what)) return `hook ${text}`;
  return PROBE_MOMENTS.some(word => word === what) ? `probe ${text}` : null;
}
