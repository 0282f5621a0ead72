/** The regions of a machine in their order, each with its present state: the chart in words. */
import type { ChartMarks, RegionNow } from '../../machines/view/statechart-run.ts';
import { tr } from '../words/language.ts';
import { nowWords } from './words.ts';

interface RegionListProps {
  readonly machine: string;
  readonly marks: ChartMarks | null;
  readonly origin: number | null;
  /** What a region's name does; without it the list is only read. */
  readonly onChoose?: (region: RegionNow) => void;
}

export function RegionList({ machine, marks, origin, onChoose }: RegionListProps) {
  if (!marks) return null;
  const moved = new Set(marks.last.map(({ change }) => change.region));
  return (
    <ol className="sc-regions" aria-label={tr('Regions of {machine} and their states now', { machine })}>
      {marks.regions.map(region => (
        <li key={region.region} className={moved.has(region.region) ? 'moved' : ''}>
          {onChoose ? (
            <button type="button" onClick={() => onChoose(region)}>
              {region.region}
            </button>
          ) : (
            <span>{region.region}: </span>
          )}
          <b>{onChoose ? region.states.join(', ') : nowWords(region, origin)}</b>
        </li>
      ))}
    </ol>
  );
}
