export const auditDeadlock = `name: audit-deadlock
description: Kubernetes 1.24. A hook waits for the audit log, which waits for the server, which waits for the hook
# PR 110026: since 1.25 the audit backend is shut down after the drain, and by no hook.
lineage: "1.24"
server:
  shutdown-delay-duration: 2s
  request-timeout: 5s
  # Blocking backends have nothing to wait for; one that batches waits until its stop channel is closed.
  audit-log-mode: batch
pod: { terminationGracePeriodSeconds: 30 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 2 }
  - { name: app, kind: steady, rate: 6/s, takes: 100ms..600ms, behind: lb }
script:
  - { at: 4s, signal: SIGTERM }
  - { at: 5500ms, request: { name: report, path: /sleep?duration=3s } }
  # Everything is drained, and nothing moves: the door is open, and what enters gets 503.
  - { at: 12s, request: { name: visitor, path: /echo, connection: new } }
  # The watchdog that operators had: a second SIGTERM ends it.
  - { at: 19s, signal: SIGTERM }
`;
