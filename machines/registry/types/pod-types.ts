/** Pods (k8s.io/api core/v1/types.go). How they are written says `type-text.ts`. */
export const POD_TYPES = `
Pod: metadata ObjectMeta, spec PodSpec, status PodStatus
PodSpec: activeDeadlineSeconds int64, affinity Affinity, automountServiceAccountToken bool,
  containers! [Container] ~name, dnsConfig PodDNSConfig, dnsPolicy, enableServiceLinks bool,
  ephemeralContainers [EphemeralContainer] ~name, hostAliases [HostAlias] ~ip, hostIPC bool,
  hostNetwork bool, hostPID bool, hostUsers bool, hostname, hostnameOverride,
  imagePullSecrets [LocalObjectReference] ~name, initContainers [Container] ~name, nodeName,
  nodeSelector {string}, os PodOS, overhead {quantity}, preemptionPolicy, priority int32, priorityClassName,
  readinessGates [PodReadinessGate], resourceClaims [PodResourceClaim] ~name,
  resources ResourceRequirements, restartPolicy, runtimeClassName, schedulerName,
  schedulingGates [PodSchedulingGate] ~name, securityContext PodSecurityContext, serviceAccount,
  serviceAccountName, setHostnameAsFQDN bool, shareProcessNamespace bool, subdomain,
  terminationGracePeriodSeconds int64, tolerations [Toleration],
  topologySpreadConstraints [TopologySpreadConstraint] ~topologyKey, volumes [Volume] ~name
PodStatus: conditions [PodCondition] ~type, containerStatuses [ContainerStatus],
  ephemeralContainerStatuses [ContainerStatus], hostIP, hostIPs [HostIP] ~ip,
  initContainerStatuses [ContainerStatus], message, nominatedNodeName, observedGeneration int64, phase,
  podIP, podIPs [PodIP] ~ip, qosClass, reason, resize, resourceClaimStatuses [PodResourceClaimStatus] ~name,
  startTime time
Affinity: nodeAffinity NodeAffinity, podAffinity PodAffinity, podAntiAffinity PodAntiAffinity
HostAlias: hostnames [string], ip!
HostIP: ip!
NodeAffinity: preferredDuringSchedulingIgnoredDuringExecution [PreferredSchedulingTerm],
  requiredDuringSchedulingIgnoredDuringExecution NodeSelector
NodeSelector: nodeSelectorTerms! [NodeSelectorTerm]
NodeSelectorRequirement: key!, operator!, values [string]
NodeSelectorTerm: matchExpressions [NodeSelectorRequirement], matchFields [NodeSelectorRequirement]
PodAffinity: preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm],
  requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm]
PodAffinityTerm: labelSelector LabelSelector, matchLabelKeys [string], mismatchLabelKeys [string],
  namespaceSelector LabelSelector, namespaces [string], topologyKey!
PodAntiAffinity: preferredDuringSchedulingIgnoredDuringExecution [WeightedPodAffinityTerm],
  requiredDuringSchedulingIgnoredDuringExecution [PodAffinityTerm]
PodCondition: lastProbeTime time, lastTransitionTime time, message, observedGeneration int64, reason,
  status!, type!
PodDNSConfig: nameservers [string], options [PodDNSConfigOption], searches [string]
PodDNSConfigOption: name, value
PodIP: ip!
PodOS: name!
PodReadinessGate: conditionType!
PodResourceClaim: name!, resourceClaimName, resourceClaimTemplateName
PodResourceClaimStatus: name!, resourceClaimName
PodSchedulingGate: name!
PodSecurityContext: appArmorProfile AppArmorProfile, fsGroup int64, fsGroupChangePolicy, runAsGroup int64,
  runAsNonRoot bool, runAsUser int64, seLinuxChangePolicy, seLinuxOptions SELinuxOptions,
  seccompProfile SeccompProfile, supplementalGroups [int64], supplementalGroupsPolicy, sysctls [Sysctl],
  windowsOptions WindowsSecurityContextOptions
PreferredSchedulingTerm: preference! NodeSelectorTerm, weight! int32
Sysctl: name!, value!
Toleration: effect, key, operator, tolerationSeconds int64, value
TopologySpreadConstraint: labelSelector LabelSelector, matchLabelKeys [string], maxSkew! int32,
  minDomains int32, nodeAffinityPolicy, nodeTaintsPolicy, topologyKey!, whenUnsatisfiable!
WeightedPodAffinityTerm: podAffinityTerm! PodAffinityTerm, weight! int32
`;
