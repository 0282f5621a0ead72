/** The signal map in words, for those who do not see it: an ordered table beside the drawing. */
import { memo } from 'react';
import { hasSignals } from '../../machines/lineage.ts';
import { SIGNAL_FACTS } from '../../machines/signals.ts';
import { nameOf } from '../../machines/view/drawing/lamp-name.ts';
import { lampLines } from '../../machines/view/drawing/lamp-words.ts';
import { type LampState, signalMapOf } from '../../machines/view/signal-map.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { useMapOf } from '../map/use-map-plan.ts';
import { lineageShown } from '../session/lineage-shown.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';

interface Row {
  readonly name: string;
  readonly state: string;
  readonly detail: string;
  readonly firesWhen: string;
}

const STATES = { dark: 'not yet', armed: 'waits', lit: 'fired' } as const satisfies Record<LampState, Phrase>;

export function SignalTable({ player }: { readonly player: Player }) {
  const lineage = useStore(player.store, ({ source }) => lineageShown(source));
  const mapOf = useMapOf(lineage);
  const rows = useStore(
    player.store,
    ({ view, source, t, origin }): readonly Row[] => {
      if (!mapOf) return [];
      const map = signalMapOf(view, source?.plan ?? null, t, source?.sendRetryAfter, mapOf);
      return [
        {
          name: map.stopSignal,
          state: map.stoppedAt === null ? tr('not sent') : tr('sent'),
          detail: map.stoppedAt === null ? '' : clockTime(map.stoppedAt, origin),
          firesWhen: '',
        },
        ...map.plan.lamps.flatMap(({ name, fact }): Row[] => {
          const lamp = map.lamps[name];
          if (!lamp) return [];
          // What changes with every frame is left out: a table that is read aloud has to hold still.
          const moves =
            lamp.note.kind === 'left' || lamp.note.kind === 'hookRuns' || lamp.note.kind === 'inFlight';
          const isUnnamed = lamp.unnamed !== null && lamp.state === 'lit';
          return [
            {
              name: nameOf(lamp, tr),
              state: isUnnamed ? tr('came') : tr(STATES[lamp.state]),
              detail: moves ? '' : lampLines(lamp, 'wide', origin, tr).join(' '),
              firesWhen: tr.text((fact ?? SIGNAL_FACTS[name]).firesWhen),
            },
          ];
        }),
        {
          name: tr('Process exit'),
          state: map.exit === null ? tr('not yet') : tr('code {code}', { code: map.exit.code }),
          detail: map.exit === null ? '' : clockTime(map.exit.t, origin),
          firesWhen: '',
        },
      ];
    },
    (a, b) => JSON.stringify(a) === JSON.stringify(b),
  );
  return <Table rows={rows} areNamed={hasSignals(lineage)} />;
}

interface TableProps {
  readonly rows: readonly Row[];
  /** Whether the version has signals; else the same moments without names. */
  readonly areNamed: boolean;
}

const Table = memo(function Table({ rows, areNamed }: TableProps) {
  return (
    <div className="visually-hidden">
      <table>
        <caption>
          {areNamed ? tr('Signals in the order of their causes') : tr('Moments in the order of their causes')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{areNamed ? tr('Signal') : tr('Moment')}</th>
            <th scope="col">{tr('State')}</th>
            <th scope="col">{tr('When, or what it waits for')}</th>
            <th scope="col">{areNamed ? tr('Fires when') : tr('Comes when')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td>{row.state}</td>
              <td>{row.detail}</td>
              <td>{row.firesWhen}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
