/** The page's address follows what is shown: the moment while it stands, the rest always. */
import { useEffect, useState } from 'react';
import { formatLink, type LinkState } from '../../machines/view/link.ts';
import { lessonStore } from '../lessons/lesson-store.ts';
import type { Session } from '../session/session.ts';
import { momentOf, shownLink } from './shown-link.ts';

/** Browsers refuse an address that changes more often than about a hundred times in half a minute. */
const SHORTEST_PAUSE_MS = 400;

/** Keeps the address up to date, in the same entry of the history; returns its query. */
export function useAddress(session: Session, opened: LinkState): string {
  const [query, setQuery] = useState('');
  useEffect(() => {
    let written = '';
    let timer: number | undefined;
    const write = (): void => {
      timer = undefined;
      const state = session.player.store.get();
      if (state.source === null) return;
      const made = formatLink(shownLink(session, opened, state.playing ? null : momentOf(state)));
      // A scenario that is too long for an address: the one that stands there would show another.
      const next = made.ok ? made.query : '';
      if (next === written) return;
      written = next;
      history.replaceState(null, '', `${location.pathname}${next && `?${next}`}${location.hash}`);
      setQuery(next);
    };
    const follow = (): void => {
      timer ??= window.setTimeout(write, SHORTEST_PAUSE_MS);
    };
    const { source, playing, selected } = session.player.store.get();
    let seen = { source, playing, selected };
    const followPlayer = (): void => {
      const now = session.player.store.get();
      const isSame =
        now.source === seen.source && now.playing === seen.playing && now.selected === seen.selected;
      seen = now;
      // While it plays, only what does not change with every frame counts.
      if (!now.playing || !isSame) follow();
    };
    const unsubscribe = [
      session.player.store.subscribe(followPlayer),
      session.store.subscribe(follow),
      lessonStore.subscribe(follow),
    ];
    const themes = new MutationObserver(follow);
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    follow();
    return () => {
      for (const leave of unsubscribe) leave();
      themes.disconnect();
      window.clearTimeout(timer);
    };
  }, [session, opened]);
  return query;
}
