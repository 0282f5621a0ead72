/** A statechart over the whole page: zoomed and panned, with its regions in words beside it. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Statechart } from '../../machines/view/statechart.ts';
import type { ChartMarks } from '../../machines/view/statechart-run.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { EMPTY_SHEET, Frames, sheetOf } from './frames.tsx';
import { Legend } from './legend.tsx';
import { Playhead } from './playhead.tsx';
import { RegionList } from './region-list.tsx';
import { StateDetail } from './state-detail.tsx';
import { useLayout } from './use-layout.ts';
import { useRoom, useZoom } from './use-zoom.ts';
import { stepWords } from './words.ts';
import { around, zoomTo } from './zoom.ts';
import '../styles/enlarged.css';
import './enlarged.css';

interface EnlargedProps {
  readonly player: Player;
  readonly machine: string;
  readonly chart: Statechart;
  readonly marks: ChartMarks | null;
  /** The choice of another machine. */
  readonly pick: ReactNode;
  readonly onClose: () => void;
}

/** Where the whole of a large machine could not be read. */
const SMALL = '(max-width: 900px)';
/** The least scale at which several regions are shown together. */
const READABLE = 0.75;

export function Enlarged({ player, machine, chart, marks, pick, onClose }: EnlargedProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [follows, setFollows] = useState(() => window.matchMedia(SMALL).matches);
  const origin = useStore(player.store, state => state.origin);
  const { sections, problem } = useLayout(chart, 'large');
  const room = useRoom(canvas);
  const sheet = useMemo(() => (sections ? sheetOf(sections, room) : EMPTY_SHEET), [sections, room]);
  const { zoom, zoomIn, zoomOut, showAll, show, press } = useZoom(canvas, room, sheet);
  useEffect(() => {
    dialog.current?.showModal();
    canvas.current?.focus();
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another machine is another drawing
  useEffect(() => {
    setSelected(null);
    showAll();
  }, [chart]);
  const showRegions = (names: readonly string[]): void => {
    const frames = sheet.frames.filter(({ section }) => names.includes(section.state.name));
    const all = around(frames);
    // Regions that stand far apart would be too small together: the first one is the cause of the others.
    const part = all && zoomTo(all, room, 1).scale < READABLE ? frames[0] : all;
    if (part) show(part);
  };
  const moved = [...new Set(marks?.last.map(({ change }) => change.region))].join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view follows the playhead, not the person's own zoom
  useEffect(() => {
    if (follows) showRegions(moved.split(','));
  }, [follows, moved, sheet]);
  return (
    <dialog
      ref={dialog}
      className="enlarged sc-dialog"
      aria-label={tr('Statechart of {machine}', { machine })}
      onClose={onClose}
    >
      <header>
        {pick}
        <Playhead player={player} />
        <div className="sc-tools">
          {sheet.frames.length > 1 && (
            <button
              type="button"
              className="btn"
              aria-pressed={follows}
              onClick={() => {
                if (follows) showAll();
                setFollows(!follows);
              }}
            >
              {tr('Follow')}
            </button>
          )}
          <button type="button" className="btn" aria-label={tr('Zoom out')} onClick={zoomOut}>
            −
          </button>
          <button type="button" className="btn" aria-label={tr('Zoom in')} onClick={zoomIn}>
            +
          </button>
          <button type="button" className="btn" onClick={showAll}>
            {tr('Fit')}
          </button>
          <button type="button" className="btn main" onClick={() => dialog.current?.close()}>
            {tr('Close')}
          </button>
        </div>
      </header>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in */}
      <div
        ref={canvas}
        className="sc-canvas"
        role="group"
        aria-label={tr('Drawing: + and − zoom, 0 fits, Shift with arrows moves')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is moved by keys must be able to hear them
        tabIndex={0}
        onKeyDown={press}
      >
        {problem !== null && <p role="alert">{tr('The chart cannot be drawn: {problem}', { problem })}</p>}
        <svg width={room.width} height={room.height} data-scale={zoom.scale.toFixed(3)}>
          <title>{tr('{name}, drawn; the list of regions says the same in words', { name: machine })}</title>
          <g transform={`scale(${zoom.scale}) translate(${-zoom.x} ${-zoom.y})`}>
            <Frames sheet={sheet} marks={marks} selected={selected} onSelect={setSelected} />
          </g>
        </svg>
      </div>
      <aside>
        <p className="sc-step">{stepWords(marks?.last ?? null, origin)}</p>
        <StateDetail chart={chart} marks={marks} selected={selected} />
        <RegionList
          machine={machine}
          marks={marks}
          origin={null}
          onChoose={({ region }) => showRegions([region])}
        />
        <Legend />
      </aside>
    </dialog>
  );
}
