/**
 * The secret that changing something needs where other machines can reach the program. It comes in the fragment of the
 * address that the program prints, which no browser sends anywhere; this tab keeps it, and the address bar does not.
 */

const KEY = 'lastcall.secret';
/** `#token=SECRET`, and on the pages of a presenter `#SECRET`: 128 bits as base64url. */
const FRAGMENT = /^#(?:token=)?([\w-]{22})$/;

let kept: string | null = null;

/** Takes the secret out of the address, if it has one, now and whenever another address of this page is opened. */
export function takeSecret(): void {
  take();
  addEventListener('hashchange', () => {
    // What is on the page was refused without it, or belongs to a program that has ended: it begins anew.
    if (take()) location.reload();
  });
}

/** What this tab was opened with; null: nothing. */
export function secret(): string | null {
  return kept ?? stored();
}

/** The header of a call that changes something. */
export function authorization(): { readonly authorization?: string } {
  const text = secret();
  return text === null ? {} : { authorization: `Bearer ${text}` };
}

function take(): boolean {
  const text = FRAGMENT.exec(location.hash)?.[1];
  if (text === undefined) return false;
  kept = text;
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    // Without a store it is gone with the next reload; the printed address brings it back.
  }
  history.replaceState(history.state, '', location.pathname + location.search);
  return true;
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}
