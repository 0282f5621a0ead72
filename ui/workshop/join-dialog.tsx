/** How to join: the address and its QR code, as large as the screen, for the back row. */
import { useEffect, useRef } from 'react';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { followersText } from './followers-text.ts';
import { QrCode } from './qr-code.tsx';
import type { Room } from './room.ts';

export function JoinDialog({ room, onClose }: { readonly room: Room; readonly onClose: () => void }) {
  const url = useStore(room.store, state => state.audienceUrl);
  const followers = useStore(room.store, state => state.followers);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="sheet ws-join" aria-labelledby="ws-join-title" onClose={onClose}>
      <h2 id="ws-join-title">{tr('Join with your phone')}</h2>
      {url === null ? (
        <p>{tr('The program has not said yet where it can be reached.')}</p>
      ) : (
        <>
          <QrCode text={url} label={tr('QR code of {url}', { url })} />
          <p className="ws-url">{url}</p>
          {isLoopback(url) && (
            <p className="ws-quiet">
              {tr(
                'Only this machine can reach this address. For a room, start the program with --host and an address of this machine.',
              )}
            </p>
          )}
        </>
      )}
      <p className="ws-foot">
        <span aria-live="polite">{followersText(followers)}</span>
        <button type="button" className="btn main" onClick={() => dialog.current?.close()}>
          {tr('Close')}
        </button>
      </p>
    </dialog>
  );
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
