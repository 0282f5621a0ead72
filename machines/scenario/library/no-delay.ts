export const noDelay = `name: no-delay
description: With Kubernetes' default delay of 0s the door shuts before the load balancer has looked
lineage: "1.27"
server:
  # The default. Raise it above the load balancer's three seconds and nobody is refused any more.
  shutdown-delay-duration: 0s
  request-timeout: 10s
pod: { terminationGracePeriodSeconds: 30 }
clients:
  # It notices only after three failed probes; until then it sends everybody to a closed door.
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 10/s, takes: 100ms..300ms, behind: lb }
  - { name: cron, kind: steady, rate: 2/s, takes: 50ms, protocol: http/1.1, connection: new, behind: lb }
script:
  # In flight at the SIGTERM: it is answered. Refused is not the same as dropped.
  - { at: 4500ms, request: { name: report, path: /sleep?duration=4s } }
  - { at: 5s, signal: SIGTERM }
`;
