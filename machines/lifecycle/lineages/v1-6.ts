/**
 * 1.6 and 1.7: `Run` is given `wait.NeverStop`, `Serve` is called in a loop, and nobody handles SIGTERM: nothing of this
 * lifecycle ever ends but with its process (kubernetes v1.6.7, cmd/kube-apiserver/app/server.go).
 */
import { endlessAuditRegion } from '../regions/audit.ts';
import { endlessHttpServerRegion, namelessListenerRegion } from '../regions/http-server.ts';
import { endlessRunRegion } from '../regions/runs.ts';
import { postStartHealthzRegion } from '../regions/start.ts';
import { initialContext, lifecycle } from '../vocabulary.ts';

export const lifecycle1_6 = lifecycle.createMachine({
  id: 'lifecycle',
  description: 'The lifecycle of kube-apiserver, from the start of the process to the return of Run.',
  type: 'parallel',
  context: ({ input }) => initialContext(input),
  states: {
    listener: namelessListenerRegion,
    postStart: postStartHealthzRegion,
    run: endlessRunRegion,
    audit: endlessAuditRegion,
    httpServer: endlessHttpServerRegion,
  },
});
