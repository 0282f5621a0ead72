/**
 * The messages of the kinds that clients send as protobuf (k8s.io/api and k8s.io/apimachinery, generated.proto). One
 * message after the other, as in `types/type-text.ts`, each field with its number. `count` is an integer that is
 * absent when it is 0, `[T]` a list, `{T}` a map from texts.
 */
const MESSAGES = `
Unknown: typeMeta 1 TypeMeta, raw 2 binary, contentEncoding 3 string, contentType 4 string
TypeMeta: apiVersion 1 string, kind 2 string
ObjectMeta: name 1 string, generateName 2 string, namespace 3 string, selfLink 4 string, uid 5 string,
  resourceVersion 6 string, generation 7 count, creationTimestamp 8 time, deletionTimestamp 9 time,
  deletionGracePeriodSeconds 10 int, labels 11 {string}, annotations 12 {string},
  ownerReferences 13 [OwnerReference], finalizers 14 [string]
OwnerReference: kind 1 string, name 3 string, uid 4 string, apiVersion 5 string, controller 6 bool,
  blockOwnerDeletion 7 bool
ConfigMap: metadata 1 ObjectMeta, data 2 {string}, binaryData 3 {bytes}, immutable 4 bool
Namespace: metadata 1 ObjectMeta, spec 2 NamespaceSpec, status 3 NamespaceStatus
NamespaceSpec: finalizers 1 [string]
NamespaceStatus: phase 1 string, conditions 2 [NamespaceCondition]
NamespaceCondition: type 1 string, status 2 string, lastTransitionTime 4 time, reason 5 string, message 6 string
Lease: metadata 1 ObjectMeta, spec 2 LeaseSpec
LeaseSpec: holderIdentity 1 string, leaseDurationSeconds 2 int, acquireTime 3 microtime, renewTime 4 microtime,
  leaseTransitions 5 int, strategy 6 string, preferredHolder 7 string
Event: metadata 1 ObjectMeta, involvedObject 2 ObjectReference, reason 3 string, message 4 string,
  source 5 EventSource, firstTimestamp 6 time, lastTimestamp 7 time, count 8 count, type 9 string,
  eventTime 10 microtime, series 11 EventSeries, action 12 string, related 13 ObjectReference,
  reportingComponent 14 string, reportingInstance 15 string
EventSource: component 1 string, host 2 string
EventSeries: count 1 count, lastObservedTime 2 microtime
ObjectReference: kind 1 string, namespace 2 string, name 3 string, uid 4 string, apiVersion 5 string,
  resourceVersion 6 string, fieldPath 7 string
DeleteOptions: gracePeriodSeconds 1 int, preconditions 2 Preconditions, orphanDependents 3 bool,
  propagationPolicy 4 string, dryRun 5 [string]
Preconditions: uid 1 string, resourceVersion 2 string
Time: seconds 1 int, nanos 2 int
`;

export interface MessageField {
  readonly name: string;
  readonly shape: 'one' | 'list' | 'map';
  /** A scalar or the name of a message. */
  readonly type: string;
}

/** The fields of a message by their numbers. */
export type Message = ReadonlyMap<number, MessageField>;

let read: ReadonlyMap<string, Message> | null = null;

/** null: no client sends this kind as protobuf, as far as this server knows. */
export function messageNamed(name: string): Message | null {
  read ??= readMessages(MESSAGES);
  return read.get(name) ?? null;
}

function readMessages(text: string): ReadonlyMap<string, Message> {
  const paragraphs = text
    .trim()
    .split(/\n(?=\S)/)
    .map(paragraph => {
      const colon = paragraph.indexOf(':');
      const fields = paragraph
        .slice(colon + 1)
        .split(',')
        .map(readField);
      return [paragraph.slice(0, colon), new Map(fields)] as const;
    });
  return new Map(paragraphs);
}

function readField(text: string): [number, MessageField] {
  const [name = '', number = '', type = ''] = text.trim().split(/\s+/);
  const shape = type.startsWith('[') ? 'list' : type.startsWith('{') ? 'map' : 'one';
  return [Number(number), { name, shape, type: type.replace(/^[[{]|[\]}]$/g, '') }];
}
