/** What the side panel shows: kept while it is drawn anew, be it for another tab or another language. */
import type { LogKind } from '../../machines/view/log-lines.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { createStore } from '../session/store.ts';

export const TABS = ['Why', 'Chain', 'Rules', 'Log', 'Statechart'] as const satisfies readonly Phrase[];
/** While a lesson is on it has the first tab. */
export const LESSON_TAB = 'Lesson' satisfies Phrase;
export type Tab = (typeof TABS)[number] | typeof LESSON_TAB;

/** What the tab of the chain shows: the handlers, the servers behind them, or how a server starts. */
export const CHAIN_VIEWS = ['handlers', 'servers', 'start'] as const;
export type ChainViewName = (typeof CHAIN_VIEWS)[number];

export interface PanelState {
  readonly tab: Tab;
  /** The machine whose statechart is drawn, by its name in recordings, or the name of a transition table. */
  readonly machine: string;
  /** The request or connection that lights the chart of a transition table; null: none does. */
  readonly row: string | null;
  readonly chain: ChainViewName;
  readonly log: { readonly kind: LogKind; readonly text: string };
}

export const panelStore = createStore<PanelState>({
  tab: 'Why',
  machine: 'lifecycle',
  row: null,
  chain: 'handlers',
  log: { kind: 'everything', text: '' },
});

export function changePanel(part: Partial<PanelState>): void {
  panelStore.set({ ...panelStore.get(), ...part });
}
