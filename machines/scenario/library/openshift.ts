export const openshift = `name: openshift
description: How OpenShift ships it. 70s of delay for slow load balancers, then 429s, a drain of watches, and time to spare
lineage: "1.33"
server:
  # Cloud load balancers need half a minute and more to notice.
  shutdown-delay-duration: 70s
  shutdown-send-retry-after: true
  # Informers are told to end, at 200 a second, instead of being cut off.
  shutdown-watch-termination-grace-period: 25s
  request-timeout: 60s
hooks:
  preShutdown:
    - { name: deregister, takes: 1s, calls: [{ at: 200ms, path: /api/v1/namespaces }] }
# Longer than delay, watch grace and timeout are likely to take together.
pod: { terminationGracePeriodSeconds: 135 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 10s, timeout: 5s, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 5/s, takes: 50ms..400ms, behind: lb }
  - { name: informers, kind: watch, count: 20, interval: 5s }
  # Inside the cluster nobody asks the load balancer: kept connections are served to the last, then get 429.
  - { name: nodes, kind: steady, rate: 1/s, takes: 20ms..100ms }
script:
  - { at: 5s, signal: SIGTERM }
  # Taken just before NotAcceptingNewRequest at 75s: it holds the drain, and the guard on duty, for 8s.
  - { at: 74s, request: { name: migration, path: /sleep?duration=9s } }
`;
