export const nobodyWaits = `name: nobody-waits
description: Kubernetes 1.10. The door shuts at once, and Run does not wait for what is still being written
# Since 1.14 the audit backend waits for Server.Shutdown, since 1.19 Run itself does.
lineage: "1.10"
# Whether the last response gets out is a race: with this seed it does not.
seed: 2
server: { request-timeout: 10s }
hooks:
  # The listener is closed before it begins: what it asks of its own server is refused.
  preShutdown: [{ name: deregister, takes: 1s, calls: [{ at: 500ms, path: /api/v1/namespaces, name: hook-call }] }]
pod: { terminationGracePeriodSeconds: 30 }
clients:
  # Nothing fails until the process is gone: /healthz stays green, and the load balancer goes on sending.
  - { name: lb, kind: probe, path: /healthz, period: 1s, timeout: 1s, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 8/s, takes: 50ms..400ms, behind: lb }
  - { name: informers, kind: watch, count: 2 }
connections:
  # Opened, and not used before the stop: Server.Shutdown does not close it, and the wait group answers 500 on it.
  - { name: kept, protocol: http/1.1, opensAt: 5s }
script:
  # The last one in flight: Run returns when its handler has, and nobody waits until the response is written.
  - { at: 5500ms, request: { name: report, path: /sleep?duration=3s } }
  - { at: 6s, signal: SIGTERM }
  - { at: 7s, request: { name: on-kept, path: /echo, connection: kept } }
`;
