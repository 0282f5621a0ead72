/** Which values and remarks stand beside the ways of a map, and where. */
import type { Translate } from '../../words/translate.ts';
import type { LampName } from '../maps/map-plan.ts';
import type { RunPlan } from '../plan.ts';
import type { SignalMapView } from '../signal-map.ts';
import {
  delayValue,
  drainValue,
  type EdgeValue,
  hookValue,
  remarkValue,
  retryAfterValue,
} from './edge-words.ts';
import { lampAt, type MapLayout, rowY } from './geometry.ts';
import { nameLines } from './lamp-name.ts';
import { nameTop, valueLine } from './text-lines.ts';

export interface PlacedValue {
  readonly key: string;
  readonly value: EdgeValue;
  readonly side: 'left' | 'middle' | 'right';
  readonly y: number;
  /** The lamp before which it is read; null: after all of them. */
  readonly before: LampName | null;
}

/** @param logged whether a log tells of retry-after */
export function valuesOf(
  map: SignalMapView,
  plan: RunPlan | null,
  logged: boolean | null,
  layout: MapLayout,
  tr: Translate,
): readonly PlacedValue[] {
  const { values, lamps, remarks } = map.plan;
  const found: PlacedValue[] = [];
  const add = (
    key: string,
    before: LampName | null,
    side: PlacedValue['side'],
    y: number,
    value: EdgeValue,
  ): void => {
    found.push({ key, value, side, y, before });
  };
  if (values.delay)
    add('delay', 'AfterShutdownDelayDuration', 'left', layout.values, delayValue(plan, layout.name, tr));
  if (values.hooks)
    add('hooks', 'PreShutdownHooksStopped', 'right', layout.values, hookValue(plan, layout.name, tr));
  if (values.retryAfter) {
    const first = lamps.find(({ row }) => row === 'rowA')?.name ?? null;
    const y = layout.fork2 + retryAfterDrop(layout);
    add('retry-after', first, 'left', y, retryAfterValue(plan, logged, layout.name, tr));
  }
  if (values.drain !== null) {
    const value = drainValue(plan, watchesOf(map), layout.name, tr);
    const y = values.drain === 'above' ? aboveName(map, layout, value, tr) : middleOfDrain(layout, value);
    add('drain', 'InFlightRequestsDrained', 'right', y, value);
  }
  for (const remark of remarks)
    add(remark.text, null, remark.side, rowY(layout, remark.row), remarkValue(remark, layout.name, tr));
  return found;
}

/** The value of retry-after stands beside the second fork; where names are broken, a little lower. */
function retryAfterDrop({ name }: MapLayout): number {
  return { wide: 2, narrow: 9, compact: 9.5 }[name];
}

/** The middle of a value whose last line stands just above the name of the drain's lamp. */
function aboveName(
  { plan, lamps }: SignalMapView,
  layout: MapLayout,
  value: EdgeValue,
  tr: Translate,
): number {
  const place = plan.lamps.find(({ name }) => name === 'InFlightRequestsDrained');
  const lamp = lamps.InFlightRequestsDrained;
  if (!place || !lamp) return layout.rowA;
  const { y } = lampAt(layout, place);
  const last = nameTop(layout, lamp.name, y, nameLines(lamp, layout, tr).length) - layout.nameSize - 5;
  return last - layout.valueSize * 0.35 - ((value.lines.length - 1) * valueLine(layout)) / 2;
}

/** Beside the upper row; what needs more lines grows upwards, away from the lamp below it. */
function middleOfDrain(layout: MapLayout, value: EdgeValue): number {
  const lines = layout.broken ? 2 : 1;
  return layout.rowA - (Math.max(0, value.lines.length - lines) * valueLine(layout)) / 2;
}

function watchesOf(map: SignalMapView): number {
  const note = map.lamps.InFlightRequestsDrained?.note;
  return note?.kind === 'inFlight' ? note.watches : 0;
}
