export const postStartDeadlock = `name: post-start-deadlock
description: A hook waits for a goroutine that ends only when the server stops, and the server waits for the hook
# vmware/pinniped PR 1688: whoever builds on the library can do this to himself. Until 1.23 the server does not wait for
# its hooks, and the same program ends well.
lineage: "1.27"
server:
  shutdown-delay-duration: 2s
  request-timeout: 5s
hooks:
  postStart:
    # Starts the controllers and returns; they run until the context of the hook is closed.
    - { name: start-controllers, takes: 300ms, runsUntilStopped: true }
  preShutdown:
    - { name: wait-for-controllers, waitsFor: start-controllers }
# Only the kubelet ends it.
pod: { terminationGracePeriodSeconds: 14 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 2 }
  - { name: app, kind: steady, rate: 6/s, takes: 100ms..600ms, behind: lb }
script:
  - { at: 4s, signal: SIGTERM }
  # Nothing is rejected: since 1.25 that waits for the hooks too.
  - { at: 14s, request: { name: visitor, path: /echo, connection: new } }
`;
