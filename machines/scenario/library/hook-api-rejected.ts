export const hookApiRejected = `name: hook-api-rejected
description: Kubernetes 1.24. The door stays open for a slow hook, but what the hook asks for gets 503
# Until 1.23 the call would be refused, since 1.25 it succeeds: see slow-hook.
lineage: "1.24"
server:
  shutdown-delay-duration: 3s
  request-timeout: 5s
hooks:
  preShutdown:
    # Gives up its lease in two steps: one within the delay, one after it.
    - name: release-lease
      takes: 6s
      calls:
        - { at: 1s, path: /api/v1/namespaces, name: first-call }
        - { at: 4s, path: /api/v1/namespaces, name: second-call }
pod: { terminationGracePeriodSeconds: 20 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 500ms, timeout: 500ms, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 8/s, takes: 50ms..400ms, behind: lb }
script:
  - { at: 4s, signal: SIGTERM }
  # After the delay: its connection is accepted, and the wait group takes nobody.
  - { at: 8500ms, request: { name: visitor, path: /echo, connection: new } }
`;
