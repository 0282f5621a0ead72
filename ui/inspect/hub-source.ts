/** Applications that are attached to the program by WebSocket: `createWebSocketInspector` of `@statelyai/inspect`. */
import type { HubAnswer, HubFrame } from '../../machines/inspect/hub-frames.ts';
import type { Inspector } from './inspector.ts';

const AGAIN_AFTER_MS = 1500;

/** Listens as long as the page is there. A page from a plain web host has no program: it is not asked twice. */
export function listenToProgram(inspector: Inspector): void {
  if (!location.protocol.startsWith('http')) return;
  const address = new URL('api/inspect', document.baseURI);
  address.protocol = address.protocol.replace('http', 'ws');
  // Only the program itself answers here, and it is on this machine.
  if (!/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(address.hostname)) return;
  let wasThere = false;
  const connect = (): void => {
    const socket = new WebSocket(address);
    const known = new Set<string>();
    socket.onopen = () => {
      wasThere = true;
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const frame = JSON.parse(data) as HubFrame;
      known.add(frame.app);
      take(inspector, frame, answer => socket.send(JSON.stringify(answer)));
    };
    socket.onclose = () => {
      for (const app of known) inspector.leave(app);
      if (wasThere) setTimeout(connect, AGAIN_AFTER_MS);
    };
  };
  connect();
}

function take(inspector: Inspector, frame: HubFrame, send: (answer: HubAnswer) => void): void {
  const { app } = frame;
  switch (frame.kind) {
    case 'attached':
      inspector.attach(app, frame.origin ?? '');
      return;
    case 'asks':
      inspector.ask({ app, origin: frame.origin }, allow => send({ app, allow }));
      return;
    case 'said':
      inspector.hear(app, parsed(frame.text));
      return;
    case 'left':
      inspector.leave(app);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is of no protocol.
    return null;
  }
}
