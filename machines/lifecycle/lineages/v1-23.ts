/**
 * 1.23: `MuxAndDiscoveryComplete` and `--shutdown-send-retry-after` are new. The server still stops without waiting for the
 * hooks, whose own API calls then fail (PR 108033; kubernetes v1.23.1,
 * staging/src/k8s.io/apiserver/pkg/server/genericapiserver.go).
 */
import { auditUntilServerIsGoneRegion } from '../regions/audit.ts';
import { delayRegion } from '../regions/delay.ts';
import { drainAfterDelayRegion } from '../regions/drain.ts';
import { httpServerAfterDelayRegion, listenerRegion } from '../regions/http-server.ts';
import { runAfterDrainRegion } from '../regions/runs.ts';
import { livezRegion, muxRegion, postStartRegion, readyRegion } from '../regions/start.ts';
import { initialContext, lifecycle } from '../vocabulary.ts';

export const lifecycle1_23 = lifecycle.createMachine({
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
    httpServer: httpServerAfterDelayRegion,
  },
});
