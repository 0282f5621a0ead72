/** Which events of a recording the machines of a run were given from outside. What they tell each other is in `state.changed`. */
import type { RunEvent } from '../recording/events.ts';
import type { InspectedEvent } from './sighting.ts';

export interface Delivered {
  readonly machine: string;
  readonly event: InspectedEvent;
  /** The machine that sent it; null: it came from outside. */
  readonly source: string | null;
}

/** @param machines the machines of the run: timers carry the name of theirs. */
export function deliveriesOf(event: RunEvent, machines: Iterable<string>): Delivered[] {
  switch (event.type) {
    case 'process.started':
      return ['process', 'kubelet', 'lifecycle'].map(machine => ({
        machine,
        event: { type: 'process.started' },
        source: null,
      }));
    case 'process.signalled': {
      const delivered: Delivered[] = [
        { machine: 'process', event: { type: 'process.signalled', signal: event.signal }, source: null },
      ];
      if (event.signal === 'SIGTERM')
        delivered.push({ machine: 'kubelet', event: { type: 'termination.began' }, source: null });
      return delivered;
    }
    case 'process.exited':
      return [{ machine: 'kubelet', event: { type: 'process.exited' }, source: 'process' }];
    case 'input':
      return ofInput(event.input, machines);
    default:
      return [];
  }
}

function ofInput(
  input: Extract<RunEvent, { type: 'input' }>['input'],
  machines: Iterable<string>,
): Delivered[] {
  switch (input.type) {
    // Their facts are events of the recording themselves.
    case 'process.start':
    case 'signal':
      return [];
    case 'timer.fired': {
      const machine = [...machines].find(name => input.id.startsWith(`${name}:`));
      if (machine === undefined) return [];
      return [{ machine, event: { type: input.id.slice(machine.length + 1) }, source: machine }];
    }
    case 'probe.answered':
      return [
        {
          machine: `probe/${input.client}`,
          event: { type: input.ok ? 'probe.succeeded' : 'probe.failed' },
          source: null,
        },
      ];
    default:
      return [{ machine: 'lifecycle', event: { ...input }, source: null }];
  }
}

const SENDERS: Readonly<Record<string, string | undefined>> = {
  'stop.requested': 'process',
  'run.returned': 'lifecycle',
  'process.crashed': 'lifecycle',
};

/** The machine that sends an event of this type to another one; null: it comes from outside or from nowhere. */
export function senderOf(type: string): string | null {
  return SENDERS[type] ?? null;
}

/** As recordings name events: `after shutdownDelay` for XState's `xstate.after.shutdownDelay.lifecycle.delay.delaying`. */
export function recordedName(type: string): string {
  const delay = /^xstate\.after\.([^.]+)\./.exec(type)?.[1];
  return delay === undefined ? type : `after ${delay}`;
}
