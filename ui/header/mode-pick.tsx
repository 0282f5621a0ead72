/** Whether the run is simulated or live; a recording is neither, and can be left for one of them. */
import type { Mode } from '../session/run-source.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { Pick } from './pick.tsx';

const TEXTS = {
  simulate: 'simulate',
  live: 'live server',
  replay: 'recording',
} as const satisfies Record<Mode, string>;

interface ModePickProps {
  readonly session: Session;
  readonly className?: string;
}

export function ModePick({ session, className = '' }: ModePickProps) {
  const { mode, liveAvailable } = useStore(session.store, state => state);
  const modes: readonly Mode[] = [
    'simulate',
    ...(liveAvailable ? (['live'] as const) : []),
    ...(mode === 'replay' ? (['replay'] as const) : []),
  ];
  return (
    <Pick
      className={className}
      label={<span>{tr('Mode')}</span>}
      name={tr('Mode')}
      value={mode}
      text={tr(TEXTS[mode])}
      options={modes.map(value => ({ value, text: tr(TEXTS[value]) }))}
      disabled={modes.length === 1}
      onPick={value => {
        if (value !== 'replay') session.chooseMode(value as Mode);
      }}
    />
  );
}
