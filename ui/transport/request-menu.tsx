/** The menu for sending a request by hand: where to, over what, and on which connection. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Protocol } from '../../machines/recording/events.ts';
import type { HandRequest } from '../session/run-source.ts';
import { DEFAULT_PATH, WATCH_PATH } from './request-paths.ts';

interface RequestMenuProps {
  readonly onSend: (request: HandRequest) => void;
  readonly onClose: () => void;
  /** What stands in the transport itself on wider pages. */
  readonly children: React.ReactNode;
}

export function RequestMenu({ onSend, onClose, children }: RequestMenuProps) {
  const [path, setPath] = useState(DEFAULT_PATH);
  const [protocol, setProtocol] = useState<Protocol>('h2');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector('button')?.focus();
    const leave = (event: PointerEvent): void => {
      const anchor = form.current?.parentElement;
      if (event.target instanceof Node && !anchor?.contains(event.target)) onClose();
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, [onClose]);
  const isValid = /^\/[^\s#]*$/.test(path);
  const send = (connection: HandRequest['connection'], to = path): void =>
    onSend({ path: to, connection, protocol });
  return (
    <form
      ref={form}
      className="menu"
      aria-label="Send a request"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (isValid) send('new');
      }}
      onKeyDown={event => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <div className="choices only-phone">{children}</div>
      <div className="choices">
        <button type="submit" className="btn" disabled={!isValid}>
          New connection
        </button>
        <button type="button" className="btn" disabled={!isValid} onClick={() => send('reuse')}>
          Kept connection
        </button>
        <button type="button" className="btn" onClick={() => send('reuse', WATCH_PATH)}>
          Watch
        </button>
      </div>
      <label>
        Path
        <input
          value={path}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          onChange={event => setPath(event.target.value)}
        />
      </label>
      <label>
        Protocol
        <select value={protocol} onChange={event => setProtocol(event.target.value as Protocol)}>
          <option value="h2">HTTP/2</option>
          <option value="http/1.1">HTTP/1.1</option>
        </select>
      </label>
    </form>
  );
}
