/** Reconnects at once where that is likely to work. */
import { useEffect } from 'react';
import type { Room } from './room.ts';

/** A phone that wakes up, or that has its network back, does not wait for the end of a pause. */
export function useReturn(room: Room): void {
  useEffect(() => {
    const retry = (): void => {
      if (document.visibilityState === 'visible') room.connection.retry();
    };
    window.addEventListener('online', retry);
    document.addEventListener('visibilitychange', retry);
    return () => {
      window.removeEventListener('online', retry);
      document.removeEventListener('visibilitychange', retry);
    };
  }, [room]);
}
