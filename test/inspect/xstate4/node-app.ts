/** An application with XState 4 in Node: it is the server, and waits for an inspector to attach. */
import inspectServer from '@xstate/inspect/lib/server.js';
import type { WebSocketServer } from 'ws';
import { interpret } from 'xstate';
import { lampMachine } from './lamp.ts';

export interface NodeApp {
  send(type: string): void;
  stop(): void;
}

export function startNodeApp(server: WebSocketServer): NodeApp {
  // The package's types mean the same class by another name.
  inspectServer.inspect({ server: server as never });
  const service = interpret(lampMachine, { devTools: true }).start();
  return {
    send: type => void service.send({ type } as never),
    stop: () => void service.stop(),
  };
}
