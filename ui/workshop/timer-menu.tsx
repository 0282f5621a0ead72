/** The presenter's timer: started with a length, lengthened, and ended. */
import { useState } from 'react';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import type { Presenter } from './presenter.ts';
import { Timer } from './timer.tsx';

const MINUTE_MS = 60_000;
/** In minutes. */
const LENGTHS = [1, 2, 5, 10] as const;

export function TimerMenu({ presenter }: { readonly presenter: Presenter }) {
  const timer = useStore(presenter.decided, value => value.timer);
  const [open, setOpen] = useState(false);
  if (timer)
    return (
      <span className="ws-timing">
        <Timer leftAt={clock => Math.max(0, timer.endsAt - clock)} />
        <button
          type="button"
          className="btn"
          aria-label={tr('One minute more')}
          onClick={() => presenter.addToTimer(MINUTE_MS)}
        >
          +1
        </button>
        <button
          type="button"
          className="btn"
          aria-label={tr('End the timer')}
          title={tr('End the timer')}
          onClick={() => presenter.decide({ timer: null })}
        >
          ×
        </button>
      </span>
    );
  return (
    <span className="menu-anchor">
      <button type="button" className="btn" aria-expanded={open} onClick={() => setOpen(is => !is)}>
        {tr('Timer')}
      </button>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset has a border and a legend of its own
        <span className="menu ws-lengths" role="group" aria-label={tr('Timer')}>
          {LENGTHS.map(minutes => (
            <button
              key={minutes}
              type="button"
              className="btn"
              onClick={() => {
                setOpen(false);
                presenter.startTimer(minutes * MINUTE_MS);
              }}
            >
              {tr('{n} min', { n: minutes })}
            </button>
          ))}
        </span>
      )}
    </span>
  );
}
