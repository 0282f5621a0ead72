/** XState 4 and the receiver of `@xstate/inspect`, both as they are. */
import inspectPackage from '@xstate/inspect';
import { createMachine as createMachine4, State as State4 } from 'xstate';

export const { createWebSocketReceiver } = inspectPackage;
export { createMachine4, State4 };
