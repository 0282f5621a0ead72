/** The playhead goes on under the dialog; here it is moved without leaving it. */
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';

export function Playhead({ player }: { readonly player: Player }) {
  const playing = useStore(player.store, state => state.playing);
  const time = useStore(player.store, state => clockTime(state.t, state.origin, 1));
  const now = (): number => performance.now();
  return (
    <div className="sc-play">
      <button
        type="button"
        className="btn"
        aria-label={tr('Back to the previous transition')}
        onClick={() => player.stepBack(now())}
      >
        ←
      </button>
      <button type="button" className="btn" onClick={() => player.toggle(now())}>
        {playing ? tr('Pause') : tr('Play')}
      </button>
      <button
        type="button"
        className="btn"
        aria-label={tr('On to the next transition')}
        onClick={() => player.stepForward(now())}
      >
        →
      </button>
      <b>{time}</b>
    </div>
  );
}
