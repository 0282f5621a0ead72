/** The signal map in words, for those who do not see it: an ordered table beside the drawing. */
import { memo } from 'react';
import { SIGNAL_FACTS } from '../../machines/signals.ts';
import { LAMPS, type LampState, signalMapOf } from '../../machines/view/signal-map.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { lampLines } from '../map/words.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';

interface Row {
  readonly name: string;
  readonly state: string;
  readonly detail: string;
}

const STATES = { dark: 'not yet', armed: 'waits', lit: 'fired' } as const satisfies Record<LampState, Phrase>;

export function SignalTable({ player }: { readonly player: Player }) {
  const rows = useStore(
    player.store,
    ({ view, source, t, origin }): readonly Row[] => {
      const map = signalMapOf(view, source?.plan ?? null, t, source?.sendRetryAfter);
      const order = map.sendRetryAfter ? [...LAMPS.slice(0, 4), LAMPS[5], LAMPS[4]] : LAMPS;
      return [
        {
          name: map.stopSignal,
          state: map.stoppedAt === null ? tr('not sent') : tr('sent'),
          detail: map.stoppedAt === null ? '' : clockTime(map.stoppedAt, origin),
        },
        ...order.map(name => {
          const lamp = map.lamps[name];
          // What changes with every frame is left out: a table that is read aloud has to hold still.
          const moves =
            lamp.note.kind === 'left' || lamp.note.kind === 'hookRuns' || lamp.note.kind === 'inFlight';
          return {
            name,
            state: tr(STATES[lamp.state]),
            detail: moves ? '' : lampLines(lamp, 'wide', origin).join(' '),
          };
        }),
        {
          name: tr('Process exit'),
          state: map.exit === null ? tr('not yet') : tr('code {code}', { code: map.exit.code }),
          detail: map.exit === null ? '' : clockTime(map.exit.t, origin),
        },
      ];
    },
    (a, b) => JSON.stringify(a) === JSON.stringify(b),
  );
  return <Table rows={rows} />;
}

const Table = memo(function Table({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <div className="visually-hidden">
      <table>
        <caption>{tr('Signals in the order of their causes')}</caption>
        <thead>
          <tr>
            <th scope="col">{tr('Signal')}</th>
            <th scope="col">{tr('State')}</th>
            <th scope="col">{tr('When, or what it waits for')}</th>
            <th scope="col">{tr('Fires when')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td>{row.state}</td>
              <td>{row.detail}</td>
              <td>
                {row.name in SIGNAL_FACTS
                  ? tr.text(SIGNAL_FACTS[row.name as keyof typeof SIGNAL_FACTS].firesWhen)
                  : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
