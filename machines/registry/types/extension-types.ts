/** CRDs (k8s.io/apiextensions-apiserver) and API services (k8s.io/kube-aggregator). How they are written says `type-text.ts`. */
export const EXTENSION_TYPES = `
CustomResourceDefinition: metadata ObjectMeta, spec! CustomResourceDefinitionSpec,
  status CustomResourceDefinitionStatus
APIService: metadata ObjectMeta, spec APIServiceSpec, status APIServiceStatus
APIServiceCondition: lastTransitionTime time, message, reason, status!, type!
APIServiceSpec: caBundle bytes, group, groupPriorityMinimum! int32, insecureSkipTLSVerify bool,
  service ServiceReference, version, versionPriority! int32
APIServiceStatus: conditions [APIServiceCondition] ~type
CustomResourceColumnDefinition: description, format, jsonPath!, name!, priority int32, type!
CustomResourceConversion: strategy!, webhook WebhookConversion
CustomResourceDefinitionCondition: lastTransitionTime time, message, observedGeneration int64, reason,
  status!, type!
CustomResourceDefinitionNames: categories [string], kind!, listKind, plural!, shortNames [string], singular
CustomResourceDefinitionSpec: conversion CustomResourceConversion, group!,
  names! CustomResourceDefinitionNames, preserveUnknownFields bool, scope!,
  versions! [CustomResourceDefinitionVersion]
CustomResourceDefinitionStatus: acceptedNames CustomResourceDefinitionNames,
  conditions [CustomResourceDefinitionCondition], observedGeneration int64, storedVersions [string]
CustomResourceDefinitionVersion: additionalPrinterColumns [CustomResourceColumnDefinition], deprecated bool,
  deprecationWarning, name!, schema CustomResourceValidation, selectableFields [SelectableField],
  served! bool, storage! bool, subresources CustomResourceSubresources
CustomResourceSubresourceScale: labelSelectorPath, specReplicasPath!, statusReplicasPath!
CustomResourceSubresources: scale CustomResourceSubresourceScale, status any
CustomResourceValidation: openAPIV3Schema JSONSchemaProps
ExternalDocumentation: description, url
JSONSchemaProps: $ref, $schema, additionalItems any, additionalProperties any, allOf [JSONSchemaProps],
  anyOf [JSONSchemaProps], default any, definitions {JSONSchemaProps}, dependencies {any}, description,
  enum [any], example any, exclusiveMaximum bool, exclusiveMinimum bool, externalDocs ExternalDocumentation,
  format, id, items any, maxItems int64, maxLength int64, maxProperties int64, maximum double,
  minItems int64, minLength int64, minProperties int64, minimum double, multipleOf double,
  not JSONSchemaProps, nullable bool, oneOf [JSONSchemaProps], pattern, patternProperties {JSONSchemaProps},
  properties {JSONSchemaProps}, required [string], title, type, uniqueItems bool,
  x-kubernetes-embedded-resource bool, x-kubernetes-int-or-string bool, x-kubernetes-list-map-keys [string],
  x-kubernetes-list-type, x-kubernetes-map-type, x-kubernetes-preserve-unknown-fields bool,
  x-kubernetes-validations [ValidationRule]
SelectableField: jsonPath!
ServiceReference: name, namespace, port int32
ValidationRule: fieldPath, message, messageExpression, optionalOldSelf bool, reason, rule!
WebhookClientConfig: caBundle bytes, service WebhookServiceReference, url
WebhookConversion: clientConfig WebhookClientConfig, conversionReviewVersions! [string]
WebhookServiceReference: name!, namespace!, path, port int32
`;
