/**
 * 1.14 and 1.15: as 1.10, but the goroutine of the audit backend waits for `Server.Shutdown` before it waits for the
 * requests; so the wait group takes requests until `Run` is done with its hooks (kubernetes v1.14.0,
 * staging/src/k8s.io/apiserver/pkg/server/genericapiserver.go).
 */
import { auditUntilServerIsGoneRegion } from '../regions/audit.ts';
import { drainByRunOrAuditRegion } from '../regions/drain.ts';
import { httpServerAtOnceRegion, namelessListenerRegion } from '../regions/http-server.ts';
import { runAfterHooksRegion } from '../regions/runs.ts';
import { postStartHealthzRegion } from '../regions/start.ts';
import { initialContext, lifecycle } from '../vocabulary.ts';

export const lifecycle1_14 = lifecycle.createMachine({
  id: 'lifecycle',
  description: 'The lifecycle of kube-apiserver, from the start of the process to the return of Run.',
  type: 'parallel',
  context: ({ input }) => initialContext(input),
  states: {
    listener: namelessListenerRegion,
    postStart: postStartHealthzRegion,
    run: runAfterHooksRegion,
    drain: drainByRunOrAuditRegion,
    audit: auditUntilServerIsGoneRegion,
    httpServer: httpServerAtOnceRegion,
  },
});
