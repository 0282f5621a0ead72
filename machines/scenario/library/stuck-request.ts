export const stuckRequest = `name: stuck-request
description: One request never finishes. How long can it hold up the end of a whole server?
lineage: "1.27"
server:
  shutdown-delay-duration: 2s
  # The only bound of the drain: the server answers 504 itself when a request is this old.
  request-timeout: 8s
pod: { terminationGracePeriodSeconds: 30 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 500ms, timeout: 500ms, failureThreshold: 3 }
  - { name: app, kind: steady, rate: 8/s, takes: 100ms..400ms, behind: lb }
script:
  # A client may ask for less: this one gets its 504 after a second, long before the SIGTERM.
  - { at: 2s, request: { name: impatient, path: "/sleep?duration=30s&timeout=1s" } }
  # Its handler ignores its deadline and sleeps on. After the 504 nobody counts it: the drain is done.
  - { at: 5500ms, request: { name: stuck, path: "/sleep?duration=30s&ignore-deadline=1" } }
  # Its response had begun when its time was over: too late for a 504, the stream is reset.
  - { at: 5s, request: { name: half-sent, path: "/sleep?duration=30s&early=1" } }
  - { at: 6s, signal: SIGTERM }
`;
