/** Which lines of the log are shown: a kind, and words that they contain. */
import { LOG_KINDS, type LogKind } from '../../machines/view/log-lines.ts';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { useStore } from '../session/store.ts';
import { count } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { changePanel, panelStore } from './panel-store.ts';

const KIND_WORDS = {
  everything: 'Everything',
  signals: 'Signals and process',
  states: 'States',
  hooks: 'Hooks',
  server: 'Listener, health, drain',
  requests: 'Requests',
  connections: 'Connections',
  probes: 'Probes',
  faults: 'Faults and notes',
} as const satisfies Record<LogKind, Phrase>;

const KINDS = Object.keys(LOG_KINDS) as LogKind[];

export function LogFilter({ found }: { readonly found: number }) {
  const log = useStore(panelStore, state => state.log);
  return (
    <div className="log-filter">
      <select
        aria-label={tr('Kind of events')}
        value={log.kind}
        onChange={event => changePanel({ log: { ...log, kind: event.target.value as LogKind } })}
      >
        {KINDS.map(kind => (
          <option key={kind} value={kind}>
            {tr(KIND_WORDS[kind])}
          </option>
        ))}
      </select>
      <input
        type="search"
        aria-label={tr('Search the log')}
        placeholder={tr('Search')}
        value={log.text}
        onChange={event => changePanel({ log: { ...log, text: event.target.value } })}
      />
      <span className="found">{count(found)}</span>
    </div>
  );
}
