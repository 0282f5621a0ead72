/** Why nothing can be made to happen where the playhead stands. */
import type { PlayerState } from '../session/player.ts';

/** `recording`: what happened has happened. `past`: a live server cannot be taken back; its present is elsewhere. */
export type ClosedFor = 'recording' | 'past' | null;

export function closedFor({ source, playing, ended }: PlayerState): ClosedFor {
  if (source?.mode === 'replay') return 'recording';
  return source?.mode === 'live' && !playing && !ended ? 'past' : null;
}
