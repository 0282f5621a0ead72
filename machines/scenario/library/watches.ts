export const watches = `name: watches
description: Nothing is left to do, and still the server will not go. Five informers hold it for its whole timeout
lineage: "1.27"
server:
  shutdown-delay-duration: 3s
  # Nobody tells a watch to stop, and Server.Shutdown waits for it until this is over (60s by default).
  request-timeout: 10s
  # The cure since 1.27: with a grace period watches are told to end. Try 5s.
  shutdown-watch-termination-grace-period: 0s
pod: { terminationGracePeriodSeconds: 30 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 2 }
  - { name: app, kind: steady, rate: 8/s, takes: 100ms..300ms, behind: lb }
  - { name: informers, kind: watch, count: 5, interval: 1s }
script:
  - { at: 4s, signal: SIGTERM }
`;
