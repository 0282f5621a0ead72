/**
 * Applications that are servers themselves and wait for somebody to attach: `inspect({ server })` of
 * `@xstate/inspect/lib/server`, and `lastcall serve --inspect`.
 */
import { isLoopbackName } from '../../machines/inspect/hub-frames.ts';
import type { Inspector } from './inspector.ts';

/** The address of a WebSocket on this machine; null: it is none. */
export function loopbackSocket(text: string): URL | null {
  const typed = text.trim();
  const address = /^wss?:\/\//.test(typed) ? typed : `ws://${typed}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return isLoopbackName(url.hostname) ? url : null;
}

/** Attaches to a server; `onClosed` when it is not there any more, or never was. */
export function attachToServer(inspector: Inspector, url: URL, onClosed: (wasThere: boolean) => void): void {
  const app = `server ${url.href}`;
  const socket = new WebSocket(url);
  let isOpen = false;
  socket.onopen = () => {
    isOpen = true;
    inspector.attach(app, url.href);
    socket.send(JSON.stringify({ type: 'xstate.inspecting' }));
  };
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'string') return;
    try {
      inspector.hear(app, JSON.parse(data));
    } catch {
      // What is no JSON is of no protocol.
    }
  };
  socket.onclose = () => {
    if (isOpen) inspector.leave(app);
    onClosed(isOpen);
  };
}
