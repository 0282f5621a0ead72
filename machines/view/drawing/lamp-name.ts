/** What a lamp is called, and its name in lines where there is little room. */

import type { Translate } from '../../words/translate.ts';
import type { LampName } from '../maps/map-plan.ts';
import type { LampView } from '../signal-map.ts';
import type { MapLayout } from './geometry.ts';

/** A name as it is written where it has to be broken: at one of its humps. */
const BROKEN_NAMES: Readonly<Record<LampName, readonly [string, string]>> = {
  ShutdownInitiated: ['Shutdown', 'Initiated'],
  AfterShutdownDelayDuration: ['AfterShutdown', 'DelayDuration'],
  PreShutdownHooksStopped: ['PreShutdown', 'HooksStopped'],
  NotAcceptingNewRequest: ['NotAccepting', 'NewRequest'],
  HTTPServerStoppedListening: ['HTTPServer', 'StoppedListening'],
  InFlightRequestsDrained: ['InFlight', 'RequestsDrained'],
};

/** What a lamp is called: its signal, or in plain words what happens. */
export function nameOf(
  lamp: { readonly name: string; readonly unnamed: LampView['unnamed'] },
  tr: Translate,
): string {
  return lamp.unnamed === null ? lamp.name : tr.text(lamp.unnamed);
}

/** The name in lines: where there is little room, in two. */
export function nameLines(
  lamp: Pick<LampView, 'name' | 'unnamed'>,
  { broken }: Pick<MapLayout, 'broken'>,
  tr: Translate,
): readonly string[] {
  if (!broken) return [nameOf(lamp, tr)];
  return lamp.unnamed === null ? BROKEN_NAMES[lamp.name] : inTwo(tr.text(lamp.unnamed));
}

/** The longest text that stays in one line where there is little room. */
const LONGEST_LINE = 13;

/** A text in two lines of much the same length, broken between words; short ones stay whole. */
export function inTwo(text: string): readonly string[] {
  const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
  if (text.length <= LONGEST_LINE || spaces.length === 0) return [text];
  const middle = spaces.reduce((best, at) =>
    Math.abs(at - text.length / 2) < Math.abs(best - text.length / 2) ? at : best,
  );
  return [text.slice(0, middle), text.slice(middle + 1)];
}
