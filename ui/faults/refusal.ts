/** Why something could not be made to happen, in the language of the reader. */
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { tr } from '../words/language.ts';

/** What the simulation and the control API say (machines/traffic/fault-obstacles.ts), with blanks for the names in it. */
export const REFUSALS = [
  'the process has exited',
  'there is no request {request} in flight',
  'the answer to {request} is on its way to its client',
  '{request} comes from a client that is not ours, and only that client can give it up',
  'no handler works on a request {request}',
  'the handler of {request} has stalled already',
  'there is no open connection {connection}',
  'the hook {hook} is not running',
  'the hook {hook} hangs already',
  'the scenario has no probe {client}',
  'there is no such thing now',
] as const satisfies readonly Phrase[];

/** A reason in the reader's language; one that nobody knows stays as it was said. */
export function refusalWords(reason: string): string {
  for (const phrase of REFUSALS) {
    const match = new RegExp(`^${phrase.replace(/\{\w+\}/g, '(.+)')}\\.?$`).exec(reason);
    if (!match) continue;
    const blank = /\{(\w+)\}/.exec(phrase)?.[1];
    return blank === undefined ? tr.text(phrase) : tr.text(phrase).replace(`{${blank}}`, match[1] ?? '');
  }
  return reason;
}
