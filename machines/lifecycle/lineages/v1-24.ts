/**
 * 1.24: the HTTP server waits for the hooks too (PR 108033), but rejecting begins when the delay is over, and a batching
 * audit backend whose shutdown is a hook waits for the server that waits for it (PR 110026; kubernetes v1.24.0,
 * staging/src/k8s.io/apiserver/pkg/server/genericapiserver.go).
 */
import { auditUntilServerIsGoneRegion } from '../regions/audit.ts';
import { delayRegion } from '../regions/delay.ts';
import { drainAfterDelayRegion } from '../regions/drain.ts';
import { serverGateRegion } from '../regions/gate.ts';
import { httpServerAfterGateRegion, listenerRegion } from '../regions/http-server.ts';
import { runAfterDrainRegion } from '../regions/runs.ts';
import { livezRegion, muxRegion, postStartRegion, readyRegion } from '../regions/start.ts';
import { initialContext, lifecycle } from '../vocabulary.ts';

export const lifecycle1_24 = lifecycle.createMachine({
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
    run: runAfterDrainRegion,
    drain: drainAfterDelayRegion,
    audit: auditUntilServerIsGoneRegion,
    serverGate: serverGateRegion,
    httpServer: httpServerAfterGateRegion,
  },
});
