/** The same traffic on every step of the lineage, side by side: ten years of history in one picture. */
import { useEffect, useRef } from 'react';
import './lineages.css';
import { LINEAGES, type Lineage, lineageOf } from '../../machines/lineage.ts';
import { partsOf } from '../../machines/recording/lineage-table.ts';
import { commonScale } from '../../machines/view/drawing/lineage-scale.ts';
import { chartHeight, LANES } from '../../machines/view/drawing/lineage-shapes.ts';
import { lineageText } from '../header/lineage.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { rootPx } from '../timeline/measure-text.ts';
import { useWidth } from '../timeline/use-width.ts';
import { tr } from '../words/language.ts';
import { LineageAxis } from './lineage-axis.tsx';
import { LineageLegend } from './lineage-legend.tsx';
import { LineageTableRow } from './lineage-table-row.tsx';
import { closeLineages } from './lineages-store.ts';
import { MOST_EVENTS } from './simulate-lineages.ts';
import { useLineageResults } from './use-lineage-results.ts';

/** From one number of the axis to the next, in pixels at least. */
const NUMBER_PX = 56;
const USUAL_TEXT_PX = 16;

export function LineageTable({ session }: { readonly session: Session }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const chart = useRef<HTMLTableCellElement>(null);
  const width = useWidth(chart);
  const shown = useStore(session.player.store, state => lineageOf(lineageText(state.source)));
  const scenario = useStore(session.store, state => state.scenario);
  const { results, problem } = useLineageResults(session);
  useEffect(() => {
    dialog.current?.showModal();
    // Its first lines, not its first button: nobody has chosen a row yet.
    dialog.current?.focus();
  }, []);
  const zoom = rootPx() / USUAL_TEXT_PX;
  const isDone = results.length === LINEAGES.length;
  // The pictures wait for the last row: they share a scale, and nothing jumps.
  const rows = isDone ? results.map(({ row }) => row) : [];
  const parts = partsOf(rows);
  const lanes = LANES.filter(lane => lane.some(part => parts.includes(part)));
  const scale = isDone && width > 0 ? commonScale(rows, width / zoom) : null;
  const marks = scale?.marks(scale.step(NUMBER_PX), 0).filter(at => at >= 0) ?? [];
  const isStopped = rows.some(row => row.isStopped);
  const open = (lineage: Lineage): void => {
    dialog.current?.close();
    void session.chooseLineage(lineage, 'simulate');
  };
  const next = LINEAGES[results.length];
  return (
    <dialog
      ref={dialog}
      className="sheet lineages"
      tabIndex={-1}
      aria-labelledby="lineages-title"
      onClose={() => closeLineages('table')}
      onKeyDown={event => event.stopPropagation()}
    >
      <header className="lineages-head">
        <h2 id="lineages-title">{tr('{scenario}: the same traffic on every version', { scenario })}</h2>
        <p role="status">
          {problem ??
            (isDone || next === undefined
              ? tr('Each version was simulated with the same requests and the same stop.')
              : tr('Simulating {lineage}, {n} of {all} are done.', {
                  lineage: next,
                  n: results.length,
                  all: LINEAGES.length,
                }))}
          {results.some(result => result.isCut) &&
            ` ${tr('A run of more than {n} events is cut off there.', { n: MOST_EVENTS })}`}
          {isDone && !isStopped && ` ${tr('Nobody stops the server: send SIGTERM first.')}`}
        </p>
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          {tr('Close')}
        </button>
      </header>
      {isDone && isStopped && <LineageLegend parts={parts} />}
      <table className="lineages-table">
        <thead>
          <tr>
            <th scope="col" className="version">
              {tr('Version')}
            </th>
            <th scope="col" className="defect">
              {tr('What was wrong')}
            </th>
            <th scope="col" ref={chart} className="picture">
              <span className="visually-hidden">{tr('From the stop to the exit')}</span>
              {scale && <LineageAxis scale={scale} marks={marks} zoom={zoom} />}
            </th>
            <th scope="col" className="number">
              {tr('answered')}
            </th>
            <th scope="col" className="number">
              {tr('turned away')}
            </th>
            <th scope="col" className="number">
              {tr('dropped')}
            </th>
            <th scope="col" className="number">
              {tr('watches cut')}
            </th>
            <th scope="col" className="number">
              {tr('audit events lost')}
            </th>
            <th scope="col" className="end">
              {tr('Exit')}
            </th>
          </tr>
        </thead>
        <tbody>
          {LINEAGES.map((lineage, index) => (
            <LineageTableRow
              key={lineage}
              lineage={lineage}
              result={results[index] ?? null}
              scale={scale}
              lanes={lanes}
              marks={marks}
              zoom={zoom}
              height={chartHeight(isDone ? lanes.length : LANES.length) * zoom}
              isShown={lineage === shown}
              onOpen={() => open(lineage)}
            />
          ))}
        </tbody>
      </table>
    </dialog>
  );
}
