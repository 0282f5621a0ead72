export const startup = `name: startup
description: The other end of life. A server answers before it is ready, and does not yet know what it does not know
lineage: "1.27"
server:
  # When all paths are registered: MuxAndDiscoveryComplete. Before it, an unknown path may yet come to be known.
  mux-delay: 3s
  # So long /livez forgives hooks that have not finished; /readyz and /healthz never do.
  livez-grace-period: 5s
  shutdown-delay-duration: 2s
  request-timeout: 10s
hooks:
  postStart:
    - { name: start-informers, takes: 1s }
    - { name: bootstrap-roles, takes: 2500ms }
pod: { terminationGracePeriodSeconds: 30 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 500ms, timeout: 500ms, failureThreshold: 3 }
  # It waits for the load balancer's verdict: no request comes before /readyz has succeeded.
  - { name: app, kind: steady, rate: 8/s, takes: 50ms..300ms, behind: lb }
script:
  - { at: 500ms, request: { name: readyz-early, path: /readyz } }
  - { at: 600ms, request: { name: livez-early, path: /livez } }
  # Not ready is not the same as closed: whoever asks is answered.
  - { at: 1s, request: { name: echo-early, path: /echo } }
  # 503 with Retry-After 5, not 404: a controller must not conclude that its resource is gone.
  - { at: 1500ms, request: { name: unknown-early, path: /apis/example.dev/v1/widgets } }
  - { at: 3500ms, request: { name: unknown-later, path: /apis/example.dev/v1/widgets } }
  - { at: 4s, request: { name: readyz-later, path: /readyz } }
  - { at: 8s, signal: SIGTERM }
`;
