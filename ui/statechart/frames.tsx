/** The sections of a chart on one sheet, each in a frame with its name. */
import type { ChartMarks } from '../../machines/view/statechart-run.ts';
import { Section } from './drawing.tsx';
import type { SectionLayout } from './layout.ts';
import { pack } from './pack.ts';
import type { Rect, Room } from './zoom.ts';

const TITLE_PX = 34;
const PAD_PX = 10;
const GAP_PX = 12;

export interface Frame extends Rect {
  readonly section: SectionLayout;
}

export interface Sheet extends Room {
  readonly frames: readonly Frame[];
}

export const EMPTY_SHEET: Sheet = { width: 0, height: 0, frames: [] };

/** A sheet in about the shape of the room. */
export function sheetOf(sections: readonly SectionLayout[], room: Room): Sheet {
  const sizes = sections.map(({ width, height }) => ({
    width: width + 2 * PAD_PX,
    height: height + TITLE_PX + PAD_PX,
  }));
  const { width, height, places } = pack(sizes, Math.max(1, room.width) / Math.max(1, room.height), GAP_PX);
  const frames = sections.flatMap((section, index) => {
    const [size, place] = [sizes[index], places[index]];
    return size && place ? [{ section, ...size, ...place }] : [];
  });
  return { width, height, frames };
}

interface FramesProps {
  readonly sheet: Sheet;
  readonly marks: ChartMarks | null;
  readonly selected: string | null;
  readonly onSelect: (state: string | null) => void;
}

export function Frames({ sheet, marks, selected, onSelect }: FramesProps) {
  return sheet.frames.map(({ section, x, y, width, height }) => (
    <g key={section.state.id} transform={`translate(${x} ${y})`} data-section={section.state.name}>
      <rect className="sc-frame" width={width} height={height} rx="6" />
      <text className="sc-title" x={PAD_PX + 4} y="23">
        {section.state.name}
      </text>
      <g transform={`translate(${PAD_PX} ${TITLE_PX})`}>
        <Section section={section} marks={marks} selected={selected} onSelect={onSelect} />
      </g>
    </g>
  ));
}
