export const graceful = `name: graceful
description: A shutdown that nobody notices. New requests go elsewhere, the two that are still inside finish
lineage: "1.27"
server:
  # /readyz fails at once, but everything is served for this long: time for the load balancer to notice.
  shutdown-delay-duration: 5s
  request-timeout: 10s
hooks:
  postStart: [{ name: bootstrap, takes: 500ms }]
  # Pre-shutdown hooks start with the SIGTERM, beside the delay; this one calls the API of the server that is stopping.
  preShutdown: [{ name: deregister, takes: 2s, calls: [{ at: 1s, path: /api/v1/namespaces }] }]
pod: { terminationGracePeriodSeconds: 30 }
clients:
  # The load balancer asks every second and needs three failures in a row to believe them.
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 3 }
  # Both are behind it: once it says "unhealthy" their requests go to another server.
  - { name: app, kind: steady, rate: 10/s, takes: 100ms..900ms, behind: lb }
  - { name: cron, kind: steady, rate: 1/s, takes: 400ms..1500ms, behind: lb }
script:
  - { at: 4s, signal: SIGTERM }
  # Sent late in the delay: both are still being answered when the door shuts at 9s.
  - { at: 7500ms, request: { name: report, path: /sleep?duration=3s } }
  - { at: 8500ms, request: { name: export, path: /sleep?duration=2500ms } }
`;
