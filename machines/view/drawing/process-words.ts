/** What stands beside the process on the signal map: where it is told to stop, and where it ends. */
import { clockTime } from '../../words/format.ts';
import type { Translate } from '../../words/translate.ts';
import type { SignalMapView } from '../signal-map.ts';
import type { LayoutName } from './geometry.ts';
import { withInferred } from './lamp-words.ts';

/** When the process was told to stop. */
export function stopTime(
  { stoppedAt, inferred }: SignalMapView,
  origin: number | null,
  tr: Translate,
): string {
  return stoppedAt === null ? tr('not sent') : withInferred(clockTime(stoppedAt, origin), inferred.stop, tr);
}

/** The same, with what it does where there is room for it. */
export function stopNote(
  map: SignalMapView,
  layout: LayoutName,
  origin: number | null,
  tr: Translate,
): string {
  const time = stopTime(map, origin, tr);
  if (map.stoppedAt === null || layout !== 'wide' || map.inferred.stop) return time;
  const { lamps } = map.plan;
  // The first stop signal closes a channel, or cancels a context; before 1.8 nobody listened for it.
  if (lamps.length === 0) return time;
  return lamps.some(({ unnamed }) => unnamed !== null)
    ? tr('{time} · closes stopCh', { time })
    : tr('{time} · cancels ctx', { time });
}

/** How and when the process ended. */
export function exitWords({ exit, inferred }: SignalMapView, origin: number | null, tr: Translate): string {
  if (exit === null) return tr('process exits');
  const { code } = exit;
  return withInferred(
    tr('exit code {code} · {time}', { code, time: clockTime(exit.t, origin) }),
    inferred.exit,
    tr,
  );
}
