export const http1Keepalive = `name: http1-keepalive
description: Four HTTP/1.1 connections meet the same shutdown and get four different farewells
lineage: "1.27"
server:
  shutdown-delay-duration: 2s
  request-timeout: 10s
pod: { terminationGracePeriodSeconds: 30 }
# Bare connections: open, and silent until the script says something on them.
connections:
  - { name: idle, protocol: http/1.1, opensAt: 1s }
  - { name: busy, protocol: http/1.1, opensAt: 2s }
  - { name: never-used, protocol: http/1.1, opensAt: 5s }
  - { name: silent, protocol: http/1.1, opensAt: 5500ms }
clients:
  - { name: app, kind: steady, rate: 5/s, takes: 50ms..300ms, protocol: http/1.1, behind: lb }
  - { name: lb, kind: probe, path: /readyz, period: 500ms, timeout: 500ms, failureThreshold: 3 }
script:
  - { at: 2s, request: { name: warm-up, path: /echo, connection: idle } }
  - { at: 4s, signal: SIGTERM }
  # In flight when the server stops at 6s: its response carries "Connection: close".
  - { at: 5s, request: { name: in-flight, path: /sleep?duration=3s, connection: busy } }
  # The server closed the idle connection at 6s; whoever writes on it now is cut off.
  - { at: 6200ms, request: { name: on-closed, path: /echo, connection: idle } }
  # net/http does not close a connection that was never used: the wait group answers, 503 with Retry-After 1.
  - { at: 6500ms, request: { name: on-never-used, path: /echo, connection: never-used } }
  # Nobody ever speaks on the silent one. It is closed when it is more than 5s old, and Run waits for that.
`;
