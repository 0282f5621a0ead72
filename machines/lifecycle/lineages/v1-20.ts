/**
 * 1.19 to 1.21: `/readyz` fails at once (PR 88911), and `Run` waits for `Server.Shutdown`, but only then for the requests:
 * until then the wait group turns nobody away (PR 102671; kubernetes v1.20.1,
 * staging/src/k8s.io/apiserver/pkg/server/genericapiserver.go).
 */
import { auditUntilServerIsGoneRegion } from '../regions/audit.ts';
import { namelessDelayRegion } from '../regions/delay.ts';
import { drainAfterServerRegion } from '../regions/drain.ts';
import { httpServerAfterNamelessDelayRegion, namelessListenerRegion } from '../regions/http-server.ts';
import { runAfterServerRegion } from '../regions/runs.ts';
import { livezRegion, postStartRegion } from '../regions/start.ts';
import { initialContext, lifecycle } from '../vocabulary.ts';

export const lifecycle1_20 = lifecycle.createMachine({
  id: 'lifecycle',
  description: 'The lifecycle of kube-apiserver, from the start of the process to the return of Run.',
  type: 'parallel',
  context: ({ input }) => initialContext(input),
  states: {
    livez: livezRegion,
    listener: namelessListenerRegion,
    postStart: postStartRegion,
    delay: namelessDelayRegion,
    run: runAfterServerRegion,
    drain: drainAfterServerRegion,
    audit: auditUntilServerIsGoneRegion,
    httpServer: httpServerAfterNamelessDelayRegion,
  },
});
