export const serverChain = `name: server-chain
description: Three servers in one process, each learns its paths in its own time, and a fourth behind them comes and goes
lineage: "1.33"
server: { shutdown-delay-duration: 2s, request-timeout: 10s }
servers:
  # Its post-start hooks wait for what makes these paths known; MuxAndDiscoveryComplete waits for the last of them.
  aggregator: { mux-delay: 1s }
  apiextensions: { mux-delay: 2s }
apiServices:
  - { name: v1alpha1.metrics.example.com, group: metrics.example.com, version: v1alpha1, resource: samples }
pod: { terminationGracePeriodSeconds: 30 }
clients:
  - { name: lb, kind: probe, path: /readyz, period: 500ms, timeout: 500ms, failureThreshold: 3 }
  # Answered by the kube-apiserver in the middle of the chain, from the first moment on.
  - { name: app, kind: steady, rate: 4/s, path: /api/v1/namespaces/default/configmaps, behind: lb }
script:
  # 503, not 404: the aggregator may yet come to know whose group this is.
  - { at: 500ms, request: { name: metrics-early, path: /apis/metrics.example.com/v1alpha1/namespaces/default/samples } }
  - at: 700ms
    request:
      name: define
      method: POST
      path: /apis/apiextensions.k8s.io/v1/customresourcedefinitions
      body:
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: orders.shop.example.com }
        spec:
          group: shop.example.com
          scope: Namespaced
          names: { plural: orders, singular: order, kind: Order }
          versions:
            - { name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } }
  # The definition is stored, but its informer has not synced: the custom resource falls through to the last handler.
  - { at: 900ms, request: { name: orders-early, path: /apis/shop.example.com/v1/namespaces/default/orders } }
  - { at: 1500ms, request: { name: metrics-known, path: /apis/metrics.example.com/v1alpha1/namespaces/default/samples } }
  - { at: 2500ms, request: { name: orders-known, path: /apis/shop.example.com/v1/namespaces/default/orders } }
  - at: 2700ms
    request:
      name: order
      method: POST
      path: /apis/shop.example.com/v1/namespaces/default/orders
      body: { apiVersion: shop.example.com/v1, kind: Order, metadata: { name: first }, spec: { pieces: 3 } }
  - { at: 3s, request: { name: nobodys, path: /apis/nobody.example.com/v1/things } }
  # The server behind the aggregator is another process: its end is no news for this one.
  - { at: 3500ms, apiService: { name: v1alpha1.metrics.example.com, available: false } }
  - { at: 4s, request: { name: metrics-down, path: /apis/metrics.example.com/v1alpha1/namespaces/default/samples } }
  - { at: 4500ms, apiService: { name: v1alpha1.metrics.example.com, available: true } }
  - { at: 5s, request: { name: metrics-again, path: /apis/metrics.example.com/v1alpha1/namespaces/default/samples } }
  - { at: 6s, signal: SIGTERM }
`;
