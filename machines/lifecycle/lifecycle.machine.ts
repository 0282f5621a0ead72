/**
 * The lifecycle of kube-apiserver 1.25 and later as one parallel statechart: a region is a goroutine of the real
 * `RunWithContext` (k8s.io/apiserver v0.25.2 and v0.27.2, pkg/server/genericapiserver.go), or a part of `net/http`
 * that it waits for.
 */
import { auditRegion } from './regions/audit.ts';
import { delayRegion } from './regions/delay.ts';
import { drainedRegion, drainRegion, watchDrainRegion } from './regions/drain.ts';
import { gateRegion } from './regions/gate.ts';
import { httpServerRegion, listenerRegion } from './regions/http-server.ts';
import { runRegion } from './regions/run.ts';
import { livezRegion, muxRegion, postStartRegion, readyRegion } from './regions/start.ts';
import { initialContext, lifecycle } from './vocabulary.ts';

export const lifecycleMachine = lifecycle.createMachine({
  id: 'lifecycle',
  description: 'The lifecycle of kube-apiserver, from the start of the process to the return of Run.',
  type: 'parallel',
  context: ({ input }) => initialContext(input),
  states: {
    mux: muxRegion,
    livez: livezRegion,
    listener: listenerRegion,
    postStart: postStartRegion,
    ready: readyRegion,
    delay: delayRegion,
    run: runRegion,
    gate: gateRegion,
    drain: drainRegion,
    watchDrain: watchDrainRegion,
    drained: drainedRegion,
    audit: auditRegion,
    httpServer: httpServerRegion,
  },
});
