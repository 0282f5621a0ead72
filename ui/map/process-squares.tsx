/** The process on the map: a square where it is told to stop, and one where it ends. Both are the process itself. */
import { EXIT_SQUARE, type MapLayout, tick } from '../../machines/view/drawing/geometry.ts';
import { exitWords, stopNote, stopTime } from '../../machines/view/drawing/process-words.ts';
import type { SignalMapView } from '../../machines/view/signal-map.ts';
import { ThingButton } from '../faults/thing-button.tsx';
import { tr } from '../words/language.ts';

interface SquareProps {
  readonly layout: MapLayout;
  readonly map: SignalMapView;
  readonly origin: number | null;
}

const PROCESS = { thing: { kind: 'process' } } as const;

/** From the square to the right edge of its words: the place to press. */
const WORDS_WIDTH = 150;

export function Stop({ layout, map, origin }: SquareProps) {
  const { xC, top, square, gap } = layout;
  const { stoppedAt } = map;
  const lit = stoppedAt !== null;
  const x = xC + gap;
  const sub = stopTime(map, origin, tr);
  const reach = square + 8;
  return (
    <ThingButton
      of={PROCESS}
      label={`${map.stopSignal}, ${sub}`}
      hit={{ x: xC - reach, y: top - 22, width: reach + gap + WORDS_WIDTH, height: 44 }}
    >
      <g className={`event ${lit ? 'lit' : 'dark'} ${map.inferred.stop ? 'inferred' : ''}`}>
        <rect x={xC - square} y={top - square} width={2 * square} height={2 * square} rx="2" />
        {lit && <path className="on-fill" d={tick({ x: xC, y: top }, square + 1)} />}
      </g>
      <text className={`name ${lit ? 'lit' : 'dark'}`} x={x} y={top - 4.4}>
        {map.stopSignal}
      </text>
      <text className="sub" x={x} y={top + 15}>
        {stopNote(map, layout.name, origin, tr)}
      </text>
    </ThingButton>
  );
}

export function Exit({ layout, map, origin }: SquareProps) {
  const { xC, exit } = layout;
  const { exit: end } = map;
  const bad = end !== null && end.code !== 0;
  const words = exitWords(map, origin, tr);
  return (
    <ThingButton
      of={PROCESS}
      label={words}
      hit={{ x: xC - EXIT_SQUARE - 12, y: exit - 21, width: WORDS_WIDTH + 40, height: 42 }}
    >
      <g className={`event ${end ? 'lit' : 'dark'} ${map.inferred.exit ? 'inferred' : ''}`}>
        <rect
          x={xC - EXIT_SQUARE}
          y={exit - EXIT_SQUARE}
          width={2 * EXIT_SQUARE}
          height={2 * EXIT_SQUARE}
          rx="2"
        />
        {end && !bad && <path className="on-fill" d={tick({ x: xC, y: exit }, EXIT_SQUARE + 1)} />}
        {bad && <path className="on-fill" d={`M${xC - 3.5} ${exit - 3.5}l7 7m0-7l-7 7`} />}
      </g>
      <text
        className={`sub exit ${end ? 'lit' : 'dark'} ${bad ? 'bad' : ''}`}
        x={xC + EXIT_SQUARE + 10}
        y={exit + 5}
      >
        {words}
      </text>
    </ThingButton>
  );
}
