/** Namespaces, configmaps, events and leases (k8s.io/api core/v1, coordination/v1). How they are written says `type-text.ts`. */
export const CORE_TYPES = `
Namespace: metadata ObjectMeta, spec NamespaceSpec, status NamespaceStatus
ConfigMap: binaryData {bytes}, data {string}, immutable bool, metadata ObjectMeta
Event: action, count int32, eventTime microtime, firstTimestamp time, involvedObject! ObjectReference,
  lastTimestamp time, message, metadata! ObjectMeta, reason, related ObjectReference, reportingComponent,
  reportingInstance, series EventSeries, source EventSource, type
Lease: metadata ObjectMeta, spec LeaseSpec
EventSeries: count int32, lastObservedTime microtime
EventSource: component, host
LeaseSpec: acquireTime microtime, holderIdentity, leaseDurationSeconds int32, leaseTransitions int32,
  preferredHolder, renewTime microtime, strategy
NamespaceCondition: lastTransitionTime time, message, reason, status!, type!
NamespaceSpec: finalizers [string]
NamespaceStatus: conditions [NamespaceCondition] ~type, phase
ObjectReference: apiVersion, fieldPath, kind, name, namespace, resourceVersion, uid
`;
