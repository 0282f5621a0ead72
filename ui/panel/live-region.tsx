/**
 * The narrator's sentence for those who hear the page: polite, and only what stays. While a run rushes past, a sentence
 * that has gone before it could be read aloud is left out.
 */
import { useEffect, useState } from 'react';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';

/** A sentence is spoken when it has stood for this long. */
const STEADY_MS = 700;

interface LiveRegionProps {
  readonly player: Player;
  readonly sentence: string;
}

export function LiveRegion({ player, sentence }: LiveRegionProps) {
  const [spoken, speak] = useState('');
  const playing = useStore(player.store, state => state.playing);
  useEffect(() => {
    // Who steps hears at once where it led.
    const timer = setTimeout(() => speak(sentence), playing ? STEADY_MS : 0);
    return () => clearTimeout(timer);
  }, [sentence, playing]);
  return (
    <div className="visually-hidden" role="status">
      {spoken}
    </div>
  );
}
