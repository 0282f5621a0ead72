export const slowHook = `name: slow-hook
description: A pre-shutdown hook outlasts the delay and still needs the API. Does the server wait for it?
# Up to 1.23 the hook's call was refused, in 1.24 it got 503; from 1.25 on the door stays open until the hooks are done.
lineage: "1.25"
server:
  shutdown-delay-duration: 5s
  # Also how long the HTTP server waits for its connections in the end; the two watches never leave by themselves.
  request-timeout: 4s
hooks:
  preShutdown:
    # 3s longer than the delay, and at 6s, after the delay, it calls the API.
    - { name: deregister, takes: 8s, calls: [{ at: 6s, path: /api/v1/namespaces, name: hook-call }] }
pod: { terminationGracePeriodSeconds: 14 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 12/s, takes: 50ms..400ms, behind: lb }
  - { name: informers, kind: watch, count: 2 }
connections:
  - { name: kept, protocol: http/1.1, opensAt: 2s }
script:
  - { at: 3500ms, request: { name: before, path: /echo, connection: kept } }
  - { at: 4s, signal: SIGTERM }
  # In flight when the door shuts at 12s, and answered.
  - { at: 10s, request: { name: report, path: /sleep?duration=3s } }
  # Long after the load balancer has given up on this server, a connection that a client kept still gets its 200.
  - { at: 11s, request: { name: late, path: /echo, connection: kept } }
`;
