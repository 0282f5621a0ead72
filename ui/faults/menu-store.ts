/**
 * The menu of what can go wrong with a thing: which thing, and where it stands on the screen. The room, the map and the
 * timeline open it; it is drawn once, by `ThingMenu`.
 */

import type { Thing } from '../session/run-source.ts';
import { createStore } from '../session/store.ts';

/** A place in the window, in CSS pixels, as `getBoundingClientRect` has it. */
export interface Anchor {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What the menu shows: one thing, or several of which one is to be chosen. */
export type ThingMenuState = {
  readonly anchor: Anchor;
  /** Where the focus goes when the menu is closed; null: wherever it was. */
  readonly opener: Element | null;
} & (
  | { readonly kind: 'thing'; readonly thing: Thing }
  | { readonly kind: 'things'; readonly list: ThingList }
);

/**
 * Things to choose from: connections without a row of their own, the connections of one pipe, the watches on it, the
 * pre-shutdown hooks.
 */
export type ThingList =
  | { readonly of: 'hidden' }
  | { readonly of: 'pipe'; readonly pipe: string }
  | { readonly of: 'watches'; readonly pipe: string }
  | { readonly of: 'hooks' };

/** The menu that is open; null: none. */
export const thingMenuStore = createStore<ThingMenuState | null>(null);

/**
 * Opens the menu of a thing beside `anchor`, and points the side panel at it.
 * @param opener what gets the focus back; by default whatever has it now.
 */
export function openThingMenu(thing: Thing, anchor: Anchor, opener: Element | null = null): void {
  thingMenuStore.set({ kind: 'thing', thing, anchor, opener });
}

/** Opens a list of things to choose from. */
export function openThingList(list: ThingList, anchor: Anchor, opener: Element | null = null): void {
  thingMenuStore.set({ kind: 'things', list, anchor, opener });
}

export function closeThingMenu(): void {
  thingMenuStore.set(null);
}
