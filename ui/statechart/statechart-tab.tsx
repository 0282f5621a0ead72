/** Any machine of the run, drawn from its definition and lit by the playhead: the side panel's third tab. */
import { useRef, useState } from 'react';
import { Pick } from '../header/pick.tsx';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { Section } from './drawing.tsx';
import { Enlarged } from './enlarged.tsx';
import { chartNamed, machinesOfRun, TABLE_NAMES } from './machine-list.ts';
import { RegionList } from './region-list.tsx';
import { Scaled } from './scaled.tsx';
import { StateDetail } from './state-detail.tsx';
import { useLayout, useMarks } from './use-chart.ts';
import { useFollow } from './use-follow.ts';
import { stepWords } from './words.ts';
import './statechart.css';

export function StatechartTab({ player }: { readonly player: Player }) {
  const [wanted, setMachine] = useState('lifecycle');
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
  const chart = chartNamed(machine);
  const marks = useMarks(player, machine);
  const { sections, problem } = useLayout(chart, 'panel');
  const box = useRef<HTMLDivElement>(null);
  useFollow(box, marks?.last.map(({ change }) => change.region).join() ?? '');
  const choose = (name: string): void => {
    setMachine(name);
    setSelected(null);
  };
  const pick = <MachinePick machine={machine} known={known} onPick={choose} />;
  return (
    <div className="sc" ref={box}>
      <div className="sc-bar">
        {pick}
        <button ref={enlarge} type="button" className="btn" onClick={() => setLarge(true)}>
          Enlarge
        </button>
      </div>
      <p>{chart.root.description}</p>
      <p className="sc-step">{stepWords(marks?.last ?? null, origin)}</p>
      <div className="visually-hidden">
        <RegionList machine={machine} marks={marks} origin={origin} />
      </div>
      {problem !== null && <p role="alert">The chart cannot be drawn: {problem}</p>}
      <div className="sc-sections">
        {sections?.map(section => (
          <figure key={section.state.id} className="sc-section" data-section={section.state.name}>
            {sections.length > 1 && (
              <figcaption>
                <b>{section.state.name}</b>
                <span>{marks?.regions.find(({ id }) => id === section.state.id)?.states.join(', ')}</span>
              </figcaption>
            )}
            <Scaled section={section} marks={marks}>
              <Section section={section} marks={marks} selected={selected} onSelect={setSelected} />
            </Scaled>
          </figure>
        ))}
      </div>
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
      label={<span>Machine</span>}
      name="Machine"
      value={machine}
      options={known.map(name => ({ value: name, text: name }))}
      onPick={onPick}
    />
  );
}
