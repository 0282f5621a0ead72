/**
 * 1.16 to 1.18: `--shutdown-delay-duration`, `/livez` and `/readyz` are new. `/readyz` turns red in the moment in which the
 * HTTP server stops, when the delay is over: the delay helps nobody (PR 88911). Nobody waits for `Server.Shutdown`
 * (kubernetes v1.17.3, staging/src/k8s.io/apiserver/pkg/server/genericapiserver.go).
 */
import { auditUntilServerIsGoneRegion } from '../regions/audit.ts';
import { greenDelayRegion } from '../regions/delay.ts';
import { drainByRunOrAuditRegion } from '../regions/drain.ts';
import { httpServerAfterNamelessDelayRegion, namelessListenerRegion } from '../regions/http-server.ts';
import { runAfterDelayRegion } from '../regions/runs.ts';
import { livezRegion, postStartRegion } from '../regions/start.ts';
import { initialContext, lifecycle } from '../vocabulary.ts';

export const lifecycle1_16 = lifecycle.createMachine({
  id: 'lifecycle',
  description: 'The lifecycle of kube-apiserver, from the start of the process to the return of Run.',
  type: 'parallel',
  context: ({ input }) => initialContext(input),
  states: {
    livez: livezRegion,
    listener: namelessListenerRegion,
    postStart: postStartRegion,
    delay: greenDelayRegion,
    run: runAfterDelayRegion,
    drain: drainByRunOrAuditRegion,
    audit: auditUntilServerIsGoneRegion,
    httpServer: httpServerAfterNamelessDelayRegion,
  },
});
