/** The clock, and the narrator's sentence beside it. */
import { narrate } from '../../machines/view/narrator.ts';
import { LiveRegion } from '../panel/live-region.tsx';
import { machineryStore } from '../session/machinery.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import '../styles/narration.css';

/** Longer sentences are set smaller, so that two lines hold them. */
const LONG = 150;

/** In Latin letters: a Han character is as wide as two. */
function widthOf(sentence: string): number {
  return sentence.length + (sentence.match(/\p{Script=Han}/gu)?.length ?? 0);
}

/** Times with more characters than this are set smaller, so that the sentence stays where it is. */
const LONG_TIME = 6;

export function Narration({ player }: { readonly player: Player }) {
  const machinery = useStore(machineryStore, value => value);
  const sentence = useStore(player.store, ({ view, source }) =>
    machinery ? narrate(view, source?.plan ?? null, machinery.describeState, tr) : '',
  );
  return (
    <section className="say" aria-label={tr('Narrator')}>
      <Clock player={player} />
      <p className={widthOf(sentence) > LONG ? 'long' : undefined}>{sentence}</p>
      <LiveRegion player={player} sentence={sentence} />
    </section>
  );
}

export function Clock({ player }: { readonly player: Player }) {
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
