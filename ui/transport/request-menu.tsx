/** The menu for sending a request by hand: where to, over what, and on which connection. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Protocol } from '../../machines/recording/events.ts';
import type { HandRequest } from '../session/run-source.ts';
import { tr } from '../words/language.ts';
import { DEFAULT_PATH, WATCH_PATH } from './request-paths.ts';

interface RequestMenuProps {
  /** Why nothing can be sent; null: it can. */
  readonly closedFor: string | null;
  readonly onSend: (request: HandRequest) => void;
  readonly onClose: () => void;
  /** What stands in the transport itself on wider pages. */
  readonly children: React.ReactNode;
}

export function RequestMenu({ closedFor, onSend, onClose, children }: RequestMenuProps) {
  const [path, setPath] = useState(DEFAULT_PATH);
  const [protocol, setProtocol] = useState<Protocol>('h2');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Of the buttons those for phones come first, where they cannot be seen.
    [...(form.current?.querySelectorAll('button') ?? [])].find(button => button.checkVisibility())?.focus();
    const leave = (event: PointerEvent): void => {
      const anchor = form.current?.parentElement;
      if (event.target instanceof Node && !anchor?.contains(event.target)) onClose();
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, [onClose]);
  const isValid = closedFor === null && /^\/[^\s#]*$/.test(path);
  const send = (connection: HandRequest['connection'], to = path): void =>
    onSend({ path: to, connection, protocol });
  return (
    <form
      ref={form}
      className="menu"
      aria-label={tr('Send a request')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (isValid) send('new');
      }}
      onKeyDown={event => {
        if (event.key !== 'Escape') return;
        form.current?.parentElement?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
        onClose();
      }}
    >
      <div className="choices only-phone">{children}</div>
      <div className="choices">
        <button type="submit" className="btn" disabled={!isValid}>
          {tr('New connection')}
        </button>
        <button type="button" className="btn" disabled={!isValid} onClick={() => send('reuse')}>
          {tr('Kept connection')}
        </button>
        <button
          type="button"
          className="btn"
          disabled={closedFor !== null}
          onClick={() => send('reuse', WATCH_PATH)}
        >
          Watch
        </button>
      </div>
      {closedFor !== null && <p>{closedFor}</p>}
      <label>
        {tr('Path')}
        <input
          value={path}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          onChange={event => setPath(event.target.value)}
        />
      </label>
      <label>
        {tr('Protocol')}
        <select value={protocol} onChange={event => setProtocol(event.target.value as Protocol)}>
          <option value="h2">HTTP/2</option>
          <option value="http/1.1">HTTP/1.1</option>
        </select>
      </label>
    </form>
  );
}
