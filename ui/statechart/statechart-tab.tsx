/** Any machine of the run, drawn from its definition and lit by the playhead: the side panel's last tab. */
import { useRef, useState } from 'react';
import { isTableName, type TableName } from '../../machines/view/table-history.ts';
import { Pick } from '../header/pick.tsx';
import { changePanel, panelStore } from '../panel/panel-store.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { Enlarged } from './enlarged.tsx';
import { chartNamed, machinesOfRun, TABLE_NAMES } from './machine-list.ts';
import { RegionList } from './region-list.tsx';
import { RowPick, rowsOf } from './row-pick.tsx';
import { Sections } from './sections.tsx';
import { StateDetail } from './state-detail.tsx';
import { useMarks } from './use-chart.ts';
import { useFollow } from './use-follow.ts';
import { useLayout } from './use-layout.ts';
import { useLineage } from './use-lineage.ts';
import { stepWords } from './words.ts';
import './statechart.css';

export function StatechartTab({ player }: { readonly player: Player }) {
  const wanted = useStore(panelStore, state => state.machine);
  const row = useStore(panelStore, state => state.row);
  const [selected, setSelected] = useState<string | null>(null);
  const [isLarge, setLarge] = useState(false);
  const enlarge = useRef<HTMLButtonElement>(null);
  const names = useStore(
    player.store,
    ({ source, view }) => machinesOfRun(source?.plan ?? null, view),
    (a, b) => a.join() === b.join(),
  );
  const known = [...names, ...TABLE_NAMES];
  const machine = known.includes(wanted) ? wanted : 'lifecycle';
  const origin = useStore(player.store, state => state.origin);
  const chart = chartNamed(machine, useLineage(player));
  const marks = useMarks(player, machine, row);
  const { sections, problem } = useLayout(chart, 'panel');
  const box = useRef<HTMLDivElement>(null);
  useFollow(box, marks?.last.map(({ change }) => change.region).join() ?? '');
  const choose = (name: string): void => {
    changePanel({ machine: name, row: isTableName(name) ? firstRow(player, name) : null });
    setSelected(null);
  };
  const pick = (
    <>
      <MachinePick machine={machine} known={known} onPick={choose} />
      {isTableName(machine) && (
        <RowPick player={player} table={machine} row={row} onPick={id => changePanel({ row: id })} />
      )}
    </>
  );
  return (
    <div className="sc" ref={box}>
      <div className="sc-bar">
        {pick}
        <button ref={enlarge} type="button" className="btn" onClick={() => setLarge(true)}>
          {tr('Enlarge')}
        </button>
      </div>
      <p>{tr.text(chart.root.description ?? '')}</p>
      <p className="sc-step">{stepWords(marks?.last ?? null, origin)}</p>
      <div className="visually-hidden">
        <RegionList machine={machine} marks={marks} origin={origin} />
      </div>
      {problem !== null && <p role="alert">{tr('The chart cannot be drawn: {problem}', { problem })}</p>}
      <Sections
        sections={sections}
        marks={marks}
        selected={selected}
        onSelect={setSelected}
        wordsOf={region => marks?.regions.find(({ id }) => id === region.id)?.states.join(', ')}
      />
      <StateDetail chart={chart} marks={marks} selected={selected} />
      {isLarge && (
        <Enlarged
          player={player}
          machine={machine}
          chart={chart}
          marks={marks}
          pick={pick}
          onClose={() => {
            setLarge(false);
            enlarge.current?.focus();
          }}
        />
      )}
    </div>
  );
}

/** The thing that is pointed at, if it moves by this table; else what has been in flight for longest. */
function firstRow(player: Player, table: TableName): string | null {
  const { thing, view } = player.store.get();
  const rows = rowsOf(table, view);
  if (thing && 'id' in thing && rows.includes(thing.id)) return thing.id;
  return rows[0] ?? null;
}

function MachinePick({
  machine,
  known,
  onPick,
}: {
  readonly machine: string;
  readonly known: readonly string[];
  readonly onPick: (name: string) => void;
}) {
  return (
    <Pick
      label={<span>{tr('Machine')}</span>}
      name={tr('Machine')}
      value={machine}
      options={known.map(name => ({ value: name, text: name }))}
      onPick={onPick}
    />
  );
}
