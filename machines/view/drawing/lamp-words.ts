/** What stands below the name of a lamp of the signal map. */
import { watches } from '../../words/counts.ts';
import { clockTime, seconds } from '../../words/format.ts';
import type { Translate } from '../../words/translate.ts';
import type { LampNote, LampView } from '../signal-map.ts';
import type { LayoutName } from './geometry.ts';

/** What follows from a log without standing in it is said to. */
export function withInferred(text: string, isInferred: boolean, tr: Translate): string {
  return isInferred ? tr('{text} · inferred', { text }) : text;
}

/** The lines below a lamp's name, with what is inferred from a log said to be so. */
export function lampLines(
  lamp: LampView,
  layout: LayoutName,
  origin: number | null,
  tr: Translate,
): readonly string[] {
  if (!lamp.bare || lamp.note.kind !== 'firedAt') return noteLines(lamp, layout, origin, tr);
  return [withInferred(clockTime(lamp.note.t, origin), lamp.inferred === true, tr)];
}

/** The lines below a lamp's name. */
export function noteLines(
  lamp: Pick<LampView, 'note' | 'unnamed' | 'turnsReadyzRed' | 'byServer'>,
  layout: LayoutName,
  origin: number | null,
  tr: Translate,
): readonly string[] {
  const wide = layout === 'wide';
  const note: LampNote = lamp.note;
  switch (note.kind) {
    case 'firedAt': {
      const time = clockTime(note.t, origin);
      if (wide && lamp.byServer) return [tr('{time} · Server.Shutdown has returned', { time })];
      const isRed = lamp.turnsReadyzRed === true && lamp.unnamed !== '/readyz turns red';
      return [wide && isRed ? tr('{time} · /readyz turns red', { time }) : time];
    }
    case 'neverFired':
      return [lamp.unnamed === null ? tr('never fired') : tr('it never came to that')];
    case 'readyzIsGreen':
      return [tr('/readyz is green')];
    case 'left':
      return [tr('{n} s left', { n: seconds(note.leftMs, 1) })];
    case 'hookRuns': {
      const time =
        note.leftMs === null
          ? tr('for {n} s', { n: seconds(note.forMs, 1) })
          : tr('{n} s left', { n: seconds(note.leftMs, 1) });
      return wide ? [tr('{hook} runs, {time}', { hook: note.hook, time })] : [note.hook, time];
    }
    case 'waitsFor': {
      const [only, second] = note.signals;
      if (only === undefined) return [];
      if (second !== undefined) return [tr('waits for both')];
      if (wide && note.areNamed) return [tr('waits for {signal}', { signal: only })];
      return [only === 'PreShutdownHooksStopped' ? tr('waits for the hook') : tr('waits for the delay')];
    }
    case 'waitsForServer':
      return wide ? [tr('waits for Server.Shutdown')] : [tr('waits for'), 'Server.Shutdown'];
    case 'doorIsOpen':
      return [tr('the door is open')];
    case 'doorCloses':
      return [tr('the door is being shut')];
    case 'inFlight': {
      const values = { short: note.short, watches: watches(note.watches, tr) };
      return wide
        ? [tr('{short} short · {watches} in flight', values)]
        : [tr('{short} short · {watches}', values), tr('in flight')];
    }
    case 'none':
      return [];
  }
}
