export const killedByKubelet = `name: killed-by-kubelet
description: The pod's grace period is shorter than its shutdown takes, and the kubelet keeps its word
lineage: "1.27"
server:
  shutdown-delay-duration: 5s
  request-timeout: 10s
# Delay plus the longest request may take 15s and more. When these 8s are over: SIGKILL, exit code 137.
pod: { terminationGracePeriodSeconds: 8 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 1s, timeout: 1s, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 10/s, takes: 100ms..500ms, behind: lb }
script:
  - { at: 4s, signal: SIGTERM }
  # Both were taken before the door shut at 9s; only the first is done when the kubelet kills the process at 12s.
  - { at: 8s, request: { name: just-in-time, path: /sleep?duration=3s } }
  - { at: 8500ms, request: { name: cut-off, path: /sleep?duration=6s } }
`;
