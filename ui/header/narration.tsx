/** The clock, and the narrator's sentence beside it. */
import { describeState } from '../../machines/lifecycle/describe.ts';
import { narrate } from '../../machines/view/narrator.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { seconds } from '../words/format.ts';

/** Longer sentences are set smaller, so that two lines hold them. */
const LONG = 150;

/** Times with more characters than this are set smaller, so that the sentence stays where it is. */
const LONG_TIME = 6;

export function Narration({ player }: { readonly player: Player }) {
  const sentence = useStore(player.store, ({ view, source }) =>
    narrate(view, source?.plan ?? null, describeState),
  );
  return (
    <div className="say">
      <Clock player={player} />
      <p aria-live="polite" className={sentence.length > LONG ? 'long' : undefined}>
        {sentence}
      </p>
    </div>
  );
}

function Clock({ player }: { readonly player: Player }) {
  const text = useStore(player.store, ({ t, origin }) => {
    if (origin === null) return seconds(t, 1);
    const value = seconds(t - origin, 1);
    return `T${value.startsWith('−') ? value : `+${value}`}`;
  });
  return (
    <div className={`clock ${text.length > LONG_TIME ? 'long' : ''}`}>
      {text}
      <small> s</small>
    </div>
  );
}
