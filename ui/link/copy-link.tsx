/** The link to this moment: in the clipboard where the page may write to it, and to be copied by hand elsewhere. */
import { type FocusEvent, useEffect, useRef, useState } from 'react';
import { formatLink, type LinkState } from '../../machines/view/link.ts';
import type { Session } from '../session/session.ts';
import { momentOf, shownLink } from './shown-link.ts';

/** What came of copying. */
export interface CopiedLink {
  /** The whole address; null: it could not be made. */
  readonly url: string | null;
  readonly says: string;
}

/** Makes the link to what is shown now, and copies it if the page may. Pages on plain HTTP have no clipboard. */
export async function copyLink(session: Session, opened: LinkState): Promise<CopiedLink> {
  const moment = momentOf(session.player.store.get());
  const made = formatLink(shownLink(session, opened, moment));
  if (!made.ok) return { url: null, says: made.error.message };
  const url = `${location.origin}${location.pathname}?${made.query}`;
  const what =
    moment === null
      ? ' It leads to the scenario, not to this moment: what happened live or by hand is not in it.'
      : '';
  try {
    await navigator.clipboard.writeText(url);
    return { url, says: `The link is copied.${what}` };
  } catch {
    return { url, says: `Copy the link from here.${what}` };
  }
}

/** Backward, so that a long address shows its beginning. */
function selectAll({ target }: FocusEvent<HTMLInputElement>): void {
  target.setSelectionRange(0, target.value.length, 'backward');
}

interface LinkPopoverProps {
  readonly link: CopiedLink;
  readonly onClose: () => void;
}

export function LinkPopover({ link, onClose }: LinkPopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const target = box.current?.querySelector('input') ?? box.current?.querySelector('button');
    target?.focus();
    const leave = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose();
    };
    document.addEventListener('pointerdown', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [before, onClose]);
  return (
    <div
      ref={box}
      className="link-popover"
      role="dialog"
      aria-label="Link"
      onKeyDown={event => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <p role="status">{link.says}</p>
      <div className="row">
        {link.url !== null && <input aria-label="Address" readOnly value={link.url} onFocus={selectAll} />}
        <button type="button" className="btn" onClick={onClose}>
          Close
        </button>
      </div>
    </div>
  );
}
