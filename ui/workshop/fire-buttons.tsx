/** "Everybody press now": requests at the live server from a seat, and what became of one's own. */
import { useStore } from '../session/store.ts';
import { seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { FireBars } from './fire-bars.tsx';
import { fireWords } from './fire-words.ts';
import type { Room } from './room.ts';

export function FireButtons({ room }: { readonly room: Room }) {
  const mine = useStore(room.store, state => state.mine);
  const fires = useStore(room.store, state => state.fires);
  const fire = (connection: 'new' | 'reuse') => () => room.send({ type: 'fire', connection });
  return (
    <section className="ws-fire" aria-label={tr('Fire a request')}>
      <h2>{tr('Press now: a real request at the real server')}</h2>
      <div className="ws-two">
        <button type="button" className="btn main" onClick={fire('new')}>
          {tr('On a new connection')}
        </button>
        <button type="button" className="btn main" onClick={fire('reuse')}>
          {tr('On a kept connection')}
        </button>
      </div>
      <ol className="ws-mine" aria-live="polite" aria-label={tr('Your requests')}>
        {mine.map(each => (
          <li key={each.request} data-outcome={each.outcome ?? 'open'}>
            <span>{each.connection === 'new' ? tr('new connection') : tr('kept connection')}</span>
            <b>{fireWords(each)}</b>
            <span className="ws-took">{each.tookMs === null ? '' : `${seconds(each.tookMs, 2)} s`}</span>
          </li>
        ))}
      </ol>
      <FireBars fires={fires} />
    </section>
  );
}
