/** The presenter's timer, counted down on each page by itself. */
import { useEffect, useState } from 'react';
import { tr } from '../words/language.ts';

/** Written as it is read from across a room: `4:05`. */
export function timerText(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** @param leftAt how many milliseconds are left at a time of the page's clock. */
export function Timer({ leftAt }: { readonly leftAt: (clock: number) => number | null }) {
  const [, setSeconds] = useState(0);
  useEffect(() => {
    const beat = window.setInterval(() => setSeconds(seconds => seconds + 1), 250);
    return () => window.clearInterval(beat);
  }, []);
  const left = leftAt(performance.now());
  if (left === null) return null;
  return (
    <span className={`ws-timer ${left === 0 ? 'over' : ''}`} role="timer">
      {left === 0 ? tr('Time is up') : timerText(left)}
    </span>
  );
}
