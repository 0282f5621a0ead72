/** One step of the lineage in the table. A click anywhere on it opens its run; the keyboard has a button for that. */
import { LINEAGE_FACTS } from '../../machines/lifecycle/lineage-facts.ts';
import type { Lineage } from '../../machines/lineage.ts';
import type { RowPart } from '../../machines/recording/lineage-table.ts';
import { EXIT_WORDS } from '../../machines/view/drawing/lineage-words.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { missingText } from '../session/lineage-choice.ts';
import { count, seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { LineageChart } from './lineage-chart.tsx';
import type { LineageResult } from './simulate-lineages.ts';

interface LineageTableRowProps {
  readonly lineage: Lineage;
  /** Null as long as it is not known. */
  readonly result: LineageResult | null;
  readonly scale: TimeScale | null;
  readonly lanes: readonly (readonly RowPart[])[];
  readonly marks: readonly number[];
  readonly zoom: number;
  /** Of the picture, in pixels; room is kept for it. */
  readonly height: number;
  readonly isShown: boolean;
  readonly onOpen: () => void;
}

export function LineageTableRow({
  lineage,
  result,
  scale,
  lanes,
  marks,
  zoom,
  height,
  isShown,
  onOpen,
}: LineageTableRowProps) {
  const { versions, defect, terminates } = LINEAGE_FACTS[lineage];
  const row = result?.row;
  return (
    <tr className={`lineages-row ${isShown ? 'shown' : ''}`} onClick={onOpen}>
      <th scope="row" className="version">
        <button
          type="button"
          aria-label={tr('Show {lineage}', { lineage: versions })}
          aria-current={isShown ? 'true' : undefined}
          onClick={event => {
            event.stopPropagation();
            onOpen();
          }}
        >
          {versions}
        </button>
        {isShown && <span className="shown-here">{tr('shown')}</span>}
      </th>
      <td className="defect">
        {tr.text(defect ?? terminates)}
        {result && <Ignored result={result} />}
      </td>
      <td className="picture" style={{ height }}>
        {row && scale && <LineageChart row={row} scale={scale} lanes={lanes} marks={marks} zoom={zoom} />}
      </td>
      <Count value={row?.ok} name={tr('answered')} />
      <Count value={row?.turnedAway} name={tr('turned away')} />
      <Count value={row?.dropped} name={tr('dropped')} isBad />
      <Count value={row?.watchesCut} name={tr('watches cut')} />
      <Count value={row?.auditLost} name={tr('audit events lost')} isBad />
      <td className="end">{result && <End result={result} />}</td>
    </tr>
  );
}

function End({ result: { row, isCut } }: { readonly result: LineageResult }) {
  if (row.exit) {
    return (
      <>
        <b>{seconds(row.exit.t, 1)} s</b>
        <span className={`reason ${row.exit.code === 0 ? '' : 'bad'}`}>
          {tr(EXIT_WORDS[row.exit.reason])}
        </span>
      </>
    );
  }
  // Who is not stopped need not end, and who is cut off might.
  if (isCut || !row.isStopped) return '–';
  return (
    <>
      <b>∞</b>
      <span className="reason bad">{tr('does not end')}</span>
    </>
  );
}

/** What of the scenario this version did not have. */
function Ignored({ result: { lineage, missing, undone } }: { readonly result: LineageResult }) {
  if (missing.length === 0 && undone === 0) return null;
  return (
    <span className="ignored" title={missingText(lineage, missing)}>
      {missing.length > 0 &&
        ` ${tr('Without {flags}.', { flags: missing.map(({ flag }) => flag).join(', ') })}`}
      {undone > 0 && ` ${tr('{n} of what was done by hand could not be done.', { n: undone })}`}
    </span>
  );
}

interface CountProps {
  readonly value: number | undefined;
  /** What is counted: where the table is too narrow for columns it stands beside the number. */
  readonly name: string;
  readonly isBad?: boolean;
}

function Count({ value, name, isBad = false }: CountProps) {
  const kind = value === undefined || value === 0 ? 'none' : isBad ? 'bad' : undefined;
  return (
    <td className={`number ${kind ?? ''}`} data-name={name}>
      {value === undefined ? '' : count(value)}
    </td>
  );
}
