export const secondSigterm = `name: second-sigterm
description: Somebody loses patience and sends SIGTERM again. Everything that was still inside is lost
lineage: "1.27"
server:
  # Long enough to make somebody believe that the server hangs.
  shutdown-delay-duration: 20s
  request-timeout: 10s
pod: { terminationGracePeriodSeconds: 40 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 10/s, takes: 200ms..800ms, behind: lb }
  # Not behind the load balancer: it keeps its connection and is served all through the delay.
  - { name: controller, kind: steady, rate: 4/s, takes: 600ms }
  - { name: informers, kind: watch, count: 2 }
script:
  - { at: 4s, signal: SIGTERM }
  - { at: 9s, request: { name: report, path: /sleep?duration=4s } }
  # os.Exit(1), wherever the shutdown is: no drain, no GOAWAY, no audit shutdown.
  - { at: 11s, signal: SIGTERM }
`;
