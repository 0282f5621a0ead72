/** The lineages side by side, for people: a row each, and below the table what was wrong with each version. */
import type { LineageFact } from '../../machines/lifecycle/lineage-facts.ts';
import type { LineageRow, RowPart } from '../../machines/recording/lineage-table.ts';
import { textTable } from '../../machines/recording/text-table.ts';
import { wrapText } from './wrap-text.ts';

export interface LineageLine {
  readonly row: LineageRow;
  readonly fact: LineageFact;
  /** What of the scenario this version did not have. */
  readonly notes: readonly string[];
}

export interface LineageTable {
  readonly scenario: string;
  readonly mode: 'simulate' | 'live';
  readonly lines: readonly LineageLine[];
  /** Width of the terminal in characters. */
  readonly columns: number;
}

const MODES = { simulate: 'simulated', live: 'live server' } as const;
const INDENT = 13;
const WIDEST = 110;

/** The table, several lines with an end each. */
export function lineageTable({ scenario, mode, lines, columns }: LineageTable): string {
  const isStopped = lines.some(({ row }) => row.isStopped);
  const width = Math.max(40, Math.min(WIDEST, columns) - INDENT);
  const sections = [
    [`${scenario} · the same traffic on ${lines.length} versions · ${MODES[mode]}`],
    textTable(
      ['Version', 'answered', 'turned away', 'dropped', 'cut', 'audit lost', 'exit', ''],
      lines.map(({ row, fact }) => [
        fact.versions,
        ...[row.ok, row.turnedAway, row.dropped, row.watchesCut, row.auditLost].map(String),
        row.exit === null ? 'does not end' : seconds(row.exit.t),
        row.exit?.reason ?? '',
      ]),
      'lrrrrrrl',
    ),
    ...(isStopped
      ? [
          textTable(
            [
              'Seconds',
              '/readyz red',
              'delay',
              'hooks',
              'listener closed',
              'rejects',
              'drain',
              'Server.Shutdown',
            ],
            lines.map(({ row, fact }) => [
              fact.versions,
              begin(row, 'unready'),
              span(row, 'delay'),
              span(row, 'hooks'),
              at(row, 'listenerClosed'),
              at(row, 'notAccepting'),
              span(row, 'draining'),
              span(row, 'serverShutdown'),
            ]),
            'lrrrrrrr',
          ),
        ]
      : []),
    [
      'What was wrong',
      ...lines.flatMap(({ fact, notes }) => {
        const text = [fact.defect ?? 'Nothing that is known.', ...notes].join(' ');
        return wrapText(text, width).map(
          (part, index) => `${(index === 0 ? `  ${fact.versions}` : '').padEnd(INDENT)}${part}`,
        );
      }),
    ],
  ];
  return `${sections.map(section => section.join('\n')).join('\n\n')}\n`;
}

/** From when to when, since the stop: `0.0–5.0`. */
function span({ spans }: LineageRow, part: RowPart): string {
  const found = spans.find(candidate => candidate.part === part);
  if (found === undefined) return '·';
  return `${number(found.from)}–${found.to === null ? '' : number(found.to)}`;
}

/** From when on, since the stop: `5.0`. */
function begin({ spans }: LineageRow, part: RowPart): string {
  const found = spans.find(candidate => candidate.part === part);
  return found === undefined ? '·' : number(found.from);
}

function at({ moments }: LineageRow, key: 'listenerClosed' | 'notAccepting'): string {
  const found = moments.find(moment => moment.key === key);
  return found === undefined ? '·' : number(found.t);
}

function number(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}
