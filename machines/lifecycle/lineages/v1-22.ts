/**
 * 1.22: the first version with named signals (PR 102671). The HTTP server stops and the wait group takes nobody as soon as
 * the delay is over, whatever the hooks do (kubernetes v1.22.2,
 * staging/src/k8s.io/apiserver/pkg/server/genericapiserver.go).
 */
import { auditUntilServerIsGoneRegion } from '../regions/audit.ts';
import { delayRegion } from '../regions/delay.ts';
import { drainAfterDelayRegion } from '../regions/drain.ts';
import { httpServerAfterDelayRegion, listenerRegion } from '../regions/http-server.ts';
import { runAfterDrainRegion } from '../regions/runs.ts';
import { livezRegion, postStartRegion, readyRegion } from '../regions/start.ts';
import { initialContext, lifecycle } from '../vocabulary.ts';

export const lifecycle1_22 = lifecycle.createMachine({
  id: 'lifecycle',
  description: 'The lifecycle of kube-apiserver, from the start of the process to the return of Run.',
  type: 'parallel',
  context: ({ input }) => initialContext(input),
  states: {
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
