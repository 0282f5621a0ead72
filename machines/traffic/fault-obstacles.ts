/** Why something cannot go wrong now, in words for the person who wanted it to: the same for simulated and live runs. */
import type { Fault } from './fault.ts';

type Hook = Extract<Fault, { readonly phase: unknown }>;

export const obstacle = {
  exited: () => 'the process has exited',
  notInFlight: (request: string) => `there is no request ${request} in flight`,
  answerOnItsWay: (request: string) => `the answer to ${request} is on its way to its client`,
  notOurs: (request: string) =>
    `${request} comes from a client that is not ours, and only that client can give it up`,
  notServed: (request: string) => `no handler works on a request ${request}`,
  stalledAlready: (request: string) => `the handler of ${request} has stalled already`,
  notOpen: (connection: string) => `there is no open connection ${connection}`,
  notRunning: (hook: Hook) => `the hook ${hook.name} is not running`,
  hangsAlready: (hook: Hook) => `the hook ${hook.name} hangs already`,
  noProbe: (client: string) => `the scenario has no probe ${client}`,
  noSuchThing: () => 'there is no such thing now',
} as const;
