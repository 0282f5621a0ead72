/** The player's state for the large drawings, which cost more to draw than everything else on the page. */
import { useState, useSyncExternalStore } from 'react';
import { isSameState, type PlayerState } from './player-state.ts';
import type { Store } from './store.ts';

/** Where only time goes on, a drawing follows it in steps of at least so many milliseconds: thirty a second. */
export const STEP_MS = 25;

/**
 * What has been drawn of a store's states: at once whatever happens or somebody does, and only now and then that the
 * time goes on in between, which moves a ring or a bar by a hair. How far a run has come (`present`) is drawn elsewhere.
 */
export class Drawn {
  private drawn: PlayerState;
  private drawnAt = Number.NEGATIVE_INFINITY;

  /** @param clock milliseconds that go on */
  constructor(
    private readonly store: Store<PlayerState>,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.drawn = store.get();
  }

  readonly get = (): PlayerState => this.drawn;

  readonly subscribe = (listener: () => void): (() => void) => {
    const follow = (): void => {
      const next = this.store.get();
      const now = this.clock();
      if (!this.isNews(next, now)) return;
      this.drawn = next;
      this.drawnAt = now;
      listener();
    };
    const unsubscribe = this.store.subscribe(follow);
    // What has changed since it was made.
    follow();
    return unsubscribe;
  };

  private isNews(next: PlayerState, now: number): boolean {
    const { present, t } = this.drawn;
    if (isSameState(this.drawn, { ...next, present })) return false;
    if (!next.playing || now - this.drawnAt >= STEP_MS) return true;
    return !isSameState(this.drawn, { ...next, present, t });
  }
}

export function useDrawn(store: Store<PlayerState>): PlayerState {
  const [drawn] = useState(() => new Drawn(store));
  return useSyncExternalStore(drawn.subscribe, drawn.get);
}
