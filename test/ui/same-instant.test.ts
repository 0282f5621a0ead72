import { describe, expect, test } from 'vitest';
import type { EventDraft } from '../../machines/recording/events.ts';
import { placeEvent } from '../../machines/recording/place.ts';
import { RecordingIndex } from '../../machines/view/recording-index.ts';
import { instantAt, nextInstant } from '../../ui/session/same-instant.ts';

const fired = (name: 'ShutdownInitiated' | 'NotAcceptingNewRequest'): EventDraft => ({
  type: 'signal.fired',
  name,
});
const stop: EventDraft = { type: 'process.signalled', signal: 'SIGTERM' };
const note: EventDraft = { type: 'note', text: '' };

/** An index of events at their times, in milliseconds. */
function indexOf(...events: readonly (readonly [t: number, draft: EventDraft])[]): RecordingIndex {
  const index = new RecordingIndex(null);
  index.append(events.map(([t, draft], position) => placeEvent(position + 1, t, draft)));
  return index;
}

describe('an instant', () => {
  const index = indexOf(
    [1, note],
    [5, note],
    [5, stop],
    [5, note],
    [5, fired('ShutdownInitiated')],
    [5, note],
    [9, stop],
    [12, fired('NotAcceptingNewRequest')],
    [12, stop],
  );

  test('is shown with a stop behind each event that is worth it, and the last one shows all of it', () => {
    expect(instantAt(index, 5)).toEqual({ t: 5, from: 1, to: 6, stops: [3, 6] });
  });

  test('with one event that is worth a stop is shown at once', () => {
    expect(instantAt(index, 9)).toBeNull();
    expect(instantAt(index, 7)).toBeNull();
  });

  test('is found from any place before it, as far as one looks', () => {
    expect(nextInstant(index, 0, 4)).toBeNull();
    expect(nextInstant(index, 0, 5)).toMatchObject({ t: 5, stops: [3, 6] });
    expect(nextInstant(index, 6, 20)).toMatchObject({ t: 12, from: 7, to: 9, stops: [8, 9] });
    expect(nextInstant(index, 9, 20)).toBeNull();
  });

  test('that is shown in part goes on with what is left of it', () => {
    expect(nextInstant(index, 3, 20)).toMatchObject({ t: 5, stops: [6] });
    expect(nextInstant(index, 2, 20)).toMatchObject({ t: 5, stops: [3, 6] });
  });

  test('is over when only what is not worth a stop is left of it', () => {
    expect(nextInstant(index, 5, 8)).toBeNull();
  });
});
