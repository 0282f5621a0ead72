/** What the resources share (k8s.io/apimachinery pkg/apis/meta/v1). How they are written says `type-text.ts`. */
export const META_TYPES = `
ObjectMeta: annotations {string}, creationTimestamp time, deletionGracePeriodSeconds int64,
  deletionTimestamp time, finalizers [string] ~, generateName, generation int64, labels {string},
  managedFields [ManagedFieldsEntry], name, namespace, ownerReferences [OwnerReference] ~uid,
  resourceVersion, selfLink, uid
LabelSelector: matchExpressions [LabelSelectorRequirement], matchLabels {string}
LabelSelectorRequirement: key!, operator!, values [string]
ManagedFieldsEntry: apiVersion, fieldsType, fieldsV1 any, manager, operation, subresource, time time
OwnerReference: apiVersion!, blockOwnerDeletion bool, controller bool, kind!, name!, uid!
`;
