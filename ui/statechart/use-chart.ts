/** What the playhead lights of a machine's chart. */
import { useMemo } from 'react';
import { ChartHistory, type ChartMarks, chartMarks } from '../../machines/view/statechart-run.ts';
import { isTableName, rowState, TABLES, tableChanges } from '../../machines/view/table-history.ts';
import { ThingEvents } from '../../machines/view/thing-events.ts';
import type { Player } from '../session/player.ts';
import { shallowEqual, useStore } from '../session/store.ts';
import { chartNamed } from './machine-list.ts';
import { useLineage } from './use-lineage.ts';

/**
 * What the playhead lights of a machine; null: nothing does.
 * @param row the request or connection that lights the machine of a transition table.
 */
export function useMarks(player: Player, machine: string, row: string | null): ChartMarks | null {
  const ofRun = useRunMarks(player, machine);
  const ofRow = useRowMarks(player, machine, row);
  return isTableName(machine) ? ofRow : ofRun;
}

function useRowMarks(player: Player, machine: string, row: string | null): ChartMarks | null {
  const index = useStore(player.store, state => state.source?.index ?? null);
  const count = useStore(player.store, state => state.count);
  const table = isTableName(machine) ? machine : null;
  const story = useMemo(
    () => (table && row && index ? new ThingEvents({ kind: TABLES[table].of, id: row }, index) : null),
    [table, row, index],
  );
  const events = story?.upTo(count) ?? [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a story only grows
  return useMemo(() => {
    if (!table || !story) return null;
    const chart = chartNamed(table);
    const { state, since } = rowState(table, events);
    const states = new Map([[`${table}/${table}`, { state, since: since ?? events[0]?.t ?? 0 }]]);
    const view = { states, process: player.store.get().view.process };
    return chartMarks(chart, table, view, tableChanges(table, chart, events));
  }, [story, table, events.length]);
}

/** What the playhead lights of a machine of the run. */
function useRunMarks(player: Player, machine: string): ChartMarks | null {
  const chart = chartNamed(machine, useLineage(player));
  const { index, view, count } = useStore(
    player.store,
    state => ({ index: state.source?.index ?? null, view: state.view, count: state.count }),
    shallowEqual,
  );
  const isLit = index !== null && !isTableName(machine);
  const history = useMemo(
    () => (isLit ? new ChartHistory(chart, machine, index) : null),
    [isLit, chart, machine, index],
  );
  const changes = history?.upTo(count) ?? [];
  const isOver = view.process.exit !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other events than these change nothing of the machine
  return useMemo(
    () => (history ? chartMarks(chart, machine, view, changes) : null),
    [history, chart, machine, changes.length, isOver],
  );
}
