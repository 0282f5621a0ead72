/** The link to this moment: in the clipboard where the page may write to it, and to be copied by hand elsewhere. */
import { type FocusEvent, useEffect, useRef, useState } from 'react';
import { formatLink, type LinkState } from '../../machines/view/link.ts';
import { MOST_DEEDS } from '../../machines/view/link-deeds.ts';
import { lessonStore } from '../lessons/lesson-store.ts';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import { momentOf, shownLink } from './shown-link.ts';

/** What came of copying. */
export interface CopiedLink {
  /** The whole address; null: it could not be made. */
  readonly url: string | null;
  readonly says: string;
}

/** Makes the link to what is shown now, and copies it if the page may. Pages on plain HTTP have no clipboard. */
export async function copyLink(session: Session, opened: LinkState): Promise<CopiedLink> {
  const { mode } = session.store.get();
  const lesson = lessonStore.get();
  const isOfLesson = lesson !== null && lesson.run !== 'other';
  if (mode === 'replay' && !isOfLesson)
    return { url: null, says: tr('A recording is in no link. Save it, and send the file.') };
  const moment = momentOf(session.player.store.get());
  const made = formatLink(shownLink(session, opened, moment), tr);
  if (!made.ok) return { url: null, says: made.error.message };
  const url = `${location.origin}${location.pathname}?${made.query}`;
  const what = isOfLesson
    ? ` ${tr('It leads to this place of the lesson.')}`
    : moment === null
      ? ` ${mode === 'live' ? leadsFromLive() : leadsTooFar()}`
      : '';
  try {
    await navigator.clipboard.writeText(url);
    return { url, says: `${tr('The link is copied.')}${what}` };
  } catch {
    return { url, says: `${tr('Copy the link from here.')}${what}` };
  }
}

function leadsFromLive(): string {
  return tr('It leads to the scenario, not to this moment: what happened on a live server is not in it.');
}

function leadsTooFar(): string {
  return tr('It leads to the scenario, not to this moment: links reach an hour, and hold {limit} deeds.', {
    limit: MOST_DEEDS,
  });
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
      aria-label={tr('Link')}
      onKeyDown={event => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <p role="status">{link.says}</p>
      <div className="row">
        {link.url !== null && (
          <input aria-label={tr('Address')} readOnly value={link.url} onFocus={selectAll} />
        )}
        <button type="button" className="btn" onClick={onClose}>
          {tr('Close')}
        </button>
      </div>
    </div>
  );
}
