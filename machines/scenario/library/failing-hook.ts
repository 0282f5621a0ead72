export const failingHook = `name: failing-hook
description: One pre-shutdown hook returns an error, and the graceful shutdown is over before it has begun
lineage: "1.27"
server:
  shutdown-delay-duration: 5s
  request-timeout: 10s
hooks:
  preShutdown:
    # Run returns this error as soon as the hooks are done: no delay, no drain, no audit shutdown; exit code 1.
    - { name: deregister, takes: 1s, fails: the lease is held by somebody else }
    # The other hooks still run, before or after it: Go's maps have no order.
    - { name: flush-cache, takes: 500ms }
pod: { terminationGracePeriodSeconds: 30 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 10/s, takes: 200ms..800ms, behind: lb }
script:
  - { at: 4s, signal: SIGTERM }
  # The server has taken it, and will not answer it.
  - { at: 4500ms, request: { name: report, path: /sleep?duration=4s } }
  # Nobody is there any more, though the delay would have lasted until 9s.
  - { at: 8s, request: { name: afterwards, path: /echo, connection: new } }
`;
