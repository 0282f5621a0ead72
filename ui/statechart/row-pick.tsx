/** Which request or connection lights the chart: one that is in flight, or the one that was chosen. */
import type { RunView } from '../../machines/view/run-view.ts';
import { connectionTable, TABLES, type TableName } from '../../machines/view/table-history.ts';
import { thingTitle } from '../faults/thing-words.ts';
import { Pick } from '../header/pick.tsx';
import type { Player } from '../session/player.ts';
import type { Thing } from '../session/run-source.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';

/** Nobody looks through a longer list. */
const MOST = 40;
const NONE = '';

/** The requests or connections that move by a table, the oldest first. */
export function rowsOf(table: TableName, view: RunView): readonly string[] {
  if (TABLES[table].of === 'connection') {
    return [...view.connections.values()]
      .filter(({ protocol }) => connectionTable(protocol) === table)
      .map(({ id }) => id);
  }
  return [...view.requests.values()]
    .filter(({ kind }) => table === 'client-request' || (kind === 'watch') === (table === 'watch-request'))
    .map(({ id }) => id);
}

interface RowPickProps {
  readonly player: Player;
  readonly table: TableName;
  readonly row: string | null;
  readonly onPick: (row: string | null) => void;
}

export function RowPick({ player, table, row, onPick }: RowPickProps) {
  const kind = TABLES[table].of;
  const options = useStore(
    player.store,
    ({ view, source, t, origin }) => {
      const open = rowsOf(table, view).slice(0, MOST);
      const moment = { view, plan: source?.plan ?? null, t, origin };
      const thing = (id: string): Thing => ({ kind, id });
      return [
        { value: NONE, text: tr('none') },
        ...(row === null || open.includes(row) ? open : [row, ...open]).map(id => ({
          value: id,
          text: thingTitle(thing(id), moment),
        })),
      ];
    },
    (a, b) => a.length === b.length && a.every(({ text }, index) => text === b[index]?.text),
  );
  const name = kind === 'request' ? tr('Request') : tr('Connection');
  return (
    <Pick
      className="sc-row-pick"
      label={<span>{name}</span>}
      name={name}
      value={row ?? NONE}
      text={row ?? tr('none')}
      options={options}
      onPick={value => onPick(value === NONE ? null : value)}
    />
  );
}
