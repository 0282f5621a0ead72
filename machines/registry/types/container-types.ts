/** Containers of pods (k8s.io/api core/v1/types.go). How they are written says `type-text.ts`. */
export const CONTAINER_TYPES = `
Container: args [string], command [string], env [EnvVar] ~name, envFrom [EnvFromSource], image,
  imagePullPolicy, lifecycle Lifecycle, livenessProbe Probe, name!, ports [ContainerPort] ~containerPort,
  readinessProbe Probe, resizePolicy [ContainerResizePolicy], resources ResourceRequirements, restartPolicy,
  restartPolicyRules [ContainerRestartRule], securityContext SecurityContext, startupProbe Probe,
  stdin bool, stdinOnce bool, terminationMessagePath, terminationMessagePolicy, tty bool,
  volumeDevices [VolumeDevice] ~devicePath, volumeMounts [VolumeMount] ~mountPath, workingDir
EphemeralContainer: args [string], command [string], env [EnvVar] ~name, envFrom [EnvFromSource], image,
  imagePullPolicy, lifecycle Lifecycle, livenessProbe Probe, name!, ports [ContainerPort] ~containerPort,
  readinessProbe Probe, resizePolicy [ContainerResizePolicy], resources ResourceRequirements, restartPolicy,
  restartPolicyRules [ContainerRestartRule], securityContext SecurityContext, startupProbe Probe,
  stdin bool, stdinOnce bool, targetContainerName, terminationMessagePath, terminationMessagePolicy,
  tty bool, volumeDevices [VolumeDevice] ~devicePath, volumeMounts [VolumeMount] ~mountPath, workingDir
ContainerStatus: allocatedResources {quantity}, allocatedResourcesStatus [ResourceStatus], containerID,
  image!, imageID!, lastState ContainerState, name!, ready! bool, resources ResourceRequirements,
  restartCount! int32, started bool, state ContainerState, stopSignal, user ContainerUser,
  volumeMounts [VolumeMountStatus]
AppArmorProfile: localhostProfile, type!
Capabilities: add [string], drop [string]
ConfigMapEnvSource: name, optional bool
ConfigMapKeySelector: key!, name, optional bool
ContainerPort: containerPort! int32, hostIP, hostPort int32, name, protocol
ContainerResizePolicy: resourceName!, restartPolicy!
ContainerRestartRule: action!, exitCodes ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes: operator!, values [int32]
ContainerState: running ContainerStateRunning, terminated ContainerStateTerminated,
  waiting ContainerStateWaiting
ContainerStateRunning: startedAt time
ContainerStateTerminated: containerID, exitCode! int32, finishedAt time, message, reason, signal int32,
  startedAt time
ContainerStateWaiting: message, reason
ContainerUser: linux LinuxContainerUser
EnvFromSource: configMapRef ConfigMapEnvSource, prefix, secretRef SecretEnvSource
EnvVar: name!, value, valueFrom EnvVarSource
EnvVarSource: configMapKeyRef ConfigMapKeySelector, fieldRef ObjectFieldSelector,
  fileKeyRef FileKeySelector, resourceFieldRef ResourceFieldSelector, secretKeyRef SecretKeySelector
ExecAction: command [string]
FileKeySelector: key!, optional bool, path!, volumeName!
GRPCAction: port! int32, service
HTTPGetAction: host, httpHeaders [HTTPHeader], path, port! intOrString, scheme
HTTPHeader: name!, value!
Lifecycle: postStart LifecycleHandler, preStop LifecycleHandler, stopSignal
LifecycleHandler: exec ExecAction, httpGet HTTPGetAction, sleep SleepAction, tcpSocket TCPSocketAction
LinuxContainerUser: gid! int64, supplementalGroups [int64], uid! int64
Probe: exec ExecAction, failureThreshold int32, grpc GRPCAction, httpGet HTTPGetAction,
  initialDelaySeconds int32, periodSeconds int32, successThreshold int32, tcpSocket TCPSocketAction,
  terminationGracePeriodSeconds int64, timeoutSeconds int32
ResourceClaim: name!, request
ResourceHealth: health, message, resourceID!
ResourceRequirements: claims [ResourceClaim], limits {quantity}, requests {quantity}
ResourceStatus: name!, resources [ResourceHealth]
SELinuxOptions: level, role, type, user
SeccompProfile: localhostProfile, type!
SecretEnvSource: name, optional bool
SecretKeySelector: key!, name, optional bool
SecurityContext: allowPrivilegeEscalation bool, appArmorProfile AppArmorProfile, capabilities Capabilities,
  privileged bool, procMount, readOnlyRootFilesystem bool, runAsGroup int64, runAsNonRoot bool,
  runAsUser int64, seLinuxOptions SELinuxOptions, seccompProfile SeccompProfile,
  windowsOptions WindowsSecurityContextOptions
SleepAction: seconds! int64
TCPSocketAction: host, port! intOrString
VolumeMountStatus: mountPath!, name!, readOnly bool, recursiveReadOnly
WindowsSecurityContextOptions: gmsaCredentialSpec, gmsaCredentialSpecName, hostProcess bool, runAsUserName
`;
