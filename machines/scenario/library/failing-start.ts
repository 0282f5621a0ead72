export const failingStart = `name: failing-start
description: A server that listens, answers and is alive, but never becomes ready. One post-start hook takes it down again
lineage: "1.33"
server:
  # So long /livez forgives a hook that has not finished. Then it turns red, and a kubelet would start the server anew.
  livez-grace-period: 4s
  request-timeout: 10s
hooks:
  postStart:
    - { name: start-informers, takes: 1s }
    # klog.Fatal: whatever a post-start hook returns as an error ends the whole process, however healthy the rest is.
    - { name: bootstrap-roles, takes: 9s, fails: timed out waiting for the storage }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 500ms, failureThreshold: 3 }
  - { name: kubelet, kind: probe, path: /livez, period: 1s, timeout: 500ms, failureThreshold: 3 }
  # It asks no probe: it is answered all the same, and cut off in the end.
  - { name: hasty, kind: steady, rate: 2/s, takes: 300ms..900ms }
script:
  - { at: 2s, request: { name: readyz, path: /readyz } }
  - { at: 2100ms, request: { name: livez-graceful, path: /livez } }
  - { at: 6s, request: { name: livez-strict, path: /livez } }
  - { at: 8800ms, request: { name: caught, path: /sleep?duration=2s } }
  - { at: 10s, request: { name: late, path: /readyz } }
`;
