export const graceful = `name: graceful
description: Default flags scaled to a demo. The load balancer notices, requests finish, nobody is cut off
lineage: "1.27"
server:
  shutdown-delay-duration: 5s
  request-timeout: 10s
hooks:
  postStart: [{ name: bootstrap, takes: 500ms }]
  preShutdown: [{ name: deregister, takes: 2s, calls: [{ at: 1s, path: /api/v1/namespaces }] }]
pod: { terminationGracePeriodSeconds: 30 }
clients:
  - { name: app, kind: steady, rate: 10/s, takes: 100ms..900ms, behind: lb }
  - { name: cron, kind: steady, rate: 1/s, takes: 400ms..1500ms, behind: lb }
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 3 }
script:
  - { at: 4s, signal: SIGTERM }
`;
