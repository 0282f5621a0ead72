/** Gives the player its frames for as long as the page stands. */
import { useEffect } from 'react';
import type { Session } from './session.ts';

export function useFrames(session: Session): void {
  useEffect(() => {
    let next = requestAnimationFrame(function frame(clock) {
      session.player.frame(clock);
      next = requestAnimationFrame(frame);
    });
    return () => cancelAnimationFrame(next);
  }, [session]);
}
