export const readyzTooLate = `name: readyz-too-late
description: Kubernetes 1.16. The delay is there for load balancers, but /readyz turns red only when it is over
# PR 88911; since 1.19 /readyz fails with the SIGTERM, and the same 5s are enough for this load balancer.
lineage: "1.16"
server:
  shutdown-delay-duration: 5s
  request-timeout: 10s
pod: { terminationGracePeriodSeconds: 30 }
clients:
  # Three failures in a row: it would know after 3s, but nobody tells it.
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 10/s, takes: 100ms..900ms, behind: lb }
script:
  - { at: 3s, signal: SIGTERM }
  # Half of the delay is over, and readiness is still fine.
  - { at: 5500ms, request: { name: still-ready, path: /readyz } }
  - { at: 7s, request: { name: report, path: /sleep?duration=4s } }
`;
