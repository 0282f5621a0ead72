/** Words beside an edge, centred on a height; what can be pressed in them has a place to press over it. */
import { useLayoutEffect, useRef, useState } from 'react';
import type { EdgePart, EdgeValue } from '../../machines/view/drawing/edge-words.ts';
import type { MapLayout } from '../../machines/view/drawing/geometry.ts';
import { valueLine } from '../../machines/view/drawing/text-lines.ts';
import { ThingButton } from '../faults/thing-button.tsx';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import { ValueButton } from './value-button.tsx';

interface EdgeLabelProps {
  readonly value: EdgeValue;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
  readonly layout: MapLayout;
  /** Who runs the scenario again with another value; null: values stand fast. */
  readonly session: Session | null;
}

export function EdgeLabel({ value, x, y, anchor, layout, session }: EdgeLabelProps) {
  const line = valueLine(layout);
  const first = y + layout.valueSize * 0.35 - ((value.lines.length - 1) * line) / 2;
  const [preview, setPreview] = useState<string | null>(null);
  const text = useRef<SVGTextElement>(null);
  const shown = value.lines.map(parts =>
    parts.map(part => (part.edit && preview !== null ? { ...part, text: preview } : part)),
  );
  const pressable = shown.flatMap((parts, row) =>
    parts.flatMap((part, column) => (canPress(part, session) ? [{ part, id: `${row}-${column}`, row }] : [])),
  );
  const boxes = useBoxes(text, `${JSON.stringify(shown)} ${layout.name} ${x} ${anchor}`);
  return (
    <g>
      <text ref={text} className="wait" textAnchor={anchor}>
        {shown.map((parts, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity than their place
          <tspan key={row} x={x} y={first + row * line}>
            {parts.map((part, column) => (
              <tspan
                key={part.edit?.name ?? part.text}
                data-part={`${row}-${column}`}
                className={classOf(part, session)}
              >
                {part.text}
              </tspan>
            ))}
          </tspan>
        ))}
      </text>
      {pressable.map(({ part, id, row }) => {
        const box = boxes.get(id);
        if (!box) return null;
        const hit = hitArea(box, first + row * line, layout);
        if (part.edit && session) {
          return (
            <ValueButton
              key={part.edit.name}
              edit={part.edit}
              hit={hit}
              align={anchor}
              session={session}
              onPreview={setPreview}
            />
          );
        }
        return (
          <ThingButton
            key={id}
            of={
              part.hook === 'all' || part.hook === undefined
                ? { list: { of: 'hooks' } }
                : { thing: { kind: 'hook', phase: 'preShutdown', name: part.hook } }
            }
            label={tr('What can go wrong with the hook {name}', { name: part.text })}
            hit={hit}
          />
        );
      })}
    </g>
  );
}

function canPress(part: EdgePart, session: Session | null): boolean {
  return part.hook !== undefined || (part.edit !== undefined && session !== null);
}

function classOf(part: EdgePart, session: Session | null): string | undefined {
  if (part.edit && session) return 'val editable';
  if (part.bold) return 'val';
  return part.hook === undefined ? undefined : 'hook-name';
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Where the pieces of a text stand from left to right, in the drawing's units: measured, for fonts differ. */
function useBoxes(text: React.RefObject<SVGTextElement | null>, key: string): ReadonlyMap<string, Span> {
  const [boxes, setBoxes] = useState<ReadonlyMap<string, Span>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when what is written changes
  useLayoutEffect(() => {
    const found = new Map<string, Span>();
    for (const part of text.current?.querySelectorAll<SVGTSpanElement>('[data-part]') ?? []) {
      const length = part.getNumberOfChars();
      if (length === 0) continue;
      found.set(part.dataset.part ?? '', {
        from: part.getStartPositionOfChar(0).x,
        to: part.getEndPositionOfChar(length - 1).x,
      });
    }
    setBoxes(found);
  }, [key]);
  return boxes;
}

/** Least size of a place to press; on phones larger, as fingers are. */
const LEAST = { wide: 30, narrow: 44, compact: 48 } as const;

function hitArea({ from, to }: Span, baseline: number, layout: MapLayout) {
  const least = LEAST[layout.name];
  const width = Math.max(least, to - from + 8);
  const middle = baseline - layout.valueSize * 0.35;
  return { x: (from + to - width) / 2, y: middle - least / 2, width, height: least };
}
