/**
 * 1.8 to 1.13: SIGTERM closes a stop channel. The HTTP server stops at once and the wait group takes nobody at once; `Run`
 * runs the hooks, waits for the requests and returns. Nobody waits for `Server.Shutdown`: what is still being written is
 * cut off (kubernetes v1.10.0, staging/src/k8s.io/apiserver/pkg/server/genericapiserver.go).
 */
import { auditUntilDrainedRegion } from '../regions/audit.ts';
import { drainAtOnceRegion } from '../regions/drain.ts';
import { httpServerAtOnceRegion, namelessListenerRegion } from '../regions/http-server.ts';
import { runAfterHooksRegion } from '../regions/runs.ts';
import { postStartHealthzRegion } from '../regions/start.ts';
import { initialContext, lifecycle } from '../vocabulary.ts';

export const lifecycle1_10 = lifecycle.createMachine({
  id: 'lifecycle',
  description: 'The lifecycle of kube-apiserver, from the start of the process to the return of Run.',
  type: 'parallel',
  context: ({ input }) => initialContext(input),
  states: {
    listener: namelessListenerRegion,
    postStart: postStartHealthzRegion,
    run: runAfterHooksRegion,
    drain: drainAtOnceRegion,
    audit: auditUntilDrainedRegion,
    httpServer: httpServerAtOnceRegion,
  },
});
