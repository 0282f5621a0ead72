export const nothingGraceful = `name: nothing-graceful
description: Kubernetes 1.6. Nobody handles SIGTERM, and it kills the server with everything that is inside
# Run was given a stop channel that never closes; from 1.8 on the first SIGTERM closes one.
lineage: "1.6"
clients:
  # There is no /readyz yet: load balancers ask /healthz, which says nothing about the end.
  - { name: lb, kind: probe, path: /healthz, period: 1s, timeout: 1s, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 10/s, takes: 100ms..900ms, behind: lb }
  - { name: informers, kind: watch, count: 2 }
script:
  # Half done when the signal comes: its client gets no answer, and the audit log no event.
  - { at: 4500ms, request: { name: report, path: /sleep?duration=3s } }
  - { at: 6s, signal: SIGTERM }
  - { at: 8500ms, request: { name: late, path: /echo, connection: new } }
`;
