export const retryAfter = `name: retry-after
description: The door stays open while requests drain, but a guard turns newcomers back with 429 and Retry-After 5
lineage: "1.27"
server:
  shutdown-delay-duration: 2s
  # Switch it off and the 429s become refused connections: the last two signals change places.
  shutdown-send-retry-after: true
  request-timeout: 10s
pod: { terminationGracePeriodSeconds: 30 }
clients:
  # Slower than the delay: for a while it sends requests to a server that takes none.
  - { name: lb, kind: probe, path: /readyz, period: 2s, timeout: 1s, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 8/s, takes: 100ms..400ms, behind: lb }
  # Health and metrics are exempt: the guard lets them pass until the door shuts.
  - { name: prometheus, kind: steady, rate: 1/s, path: /metrics, behind: lb }
  # The server's own loopback client is exempt too, by its user agent.
  - { name: loopback, kind: steady, rate: 1/s, path: /api/v1/namespaces, userAgent: kube-apiserver/v1.27.2, behind: lb }
connections:
  - { name: kept, protocol: http/1.1, opensAt: 3s }
script:
  - { at: 3500ms, request: { name: before, path: /echo, connection: kept } }
  - { at: 4s, signal: SIGTERM }
  # Holds the drain until 11s, and with it the door open and the guard on duty.
  - { at: 5s, request: { name: report, path: /sleep?duration=6s, connection: new } }
  # HTTP/1.1 is told by "Connection: close", HTTP/2 by a GOAWAY that includes the rejected stream.
  - { at: 7s, request: { name: on-kept-connection, path: /echo, connection: kept } }
  - { at: 7500ms, request: { name: on-new-connection, path: /echo, connection: new } }
  - { at: 12500ms, request: { name: too-late, path: /echo, connection: new } }
`;
