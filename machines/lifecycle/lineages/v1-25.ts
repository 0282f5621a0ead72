/**
 * 1.25 and later: one region for each goroutine of the real `RunWithContext`, or for a part of `net/http` that it waits for
 * (kubernetes v1.25.2 and v1.27.2, staging/src/k8s.io/apiserver/pkg/server/genericapiserver.go). Watches drain since 1.27,
 * if they have a grace period (PR 114925).
 */
import { auditRegion } from '../regions/audit.ts';
import { delayRegion } from '../regions/delay.ts';
import { drainedRegion, drainRegion, watchDrainRegion } from '../regions/drain.ts';
import { gateRegion } from '../regions/gate.ts';
import { httpServerRegion, listenerRegion } from '../regions/http-server.ts';
import { runRegion } from '../regions/runs.ts';
import { livezRegion, muxRegion, postStartRegion, readyRegion } from '../regions/start.ts';
import { initialContext, lifecycle } from '../vocabulary.ts';

export const lifecycle1_25 = lifecycle.createMachine({
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
