/** Volumes of pods (k8s.io/api core/v1/types.go). How they are written says `type-text.ts`. */
export const VOLUME_TYPES = `
Volume: awsElasticBlockStore AWSElasticBlockStoreVolumeSource, azureDisk AzureDiskVolumeSource,
  azureFile AzureFileVolumeSource, cephfs CephFSVolumeSource, cinder CinderVolumeSource,
  configMap ConfigMapVolumeSource, csi CSIVolumeSource, downwardAPI DownwardAPIVolumeSource,
  emptyDir EmptyDirVolumeSource, ephemeral EphemeralVolumeSource, fc FCVolumeSource,
  flexVolume FlexVolumeSource, flocker FlockerVolumeSource, gcePersistentDisk GCEPersistentDiskVolumeSource,
  gitRepo GitRepoVolumeSource, glusterfs GlusterfsVolumeSource, hostPath HostPathVolumeSource,
  image ImageVolumeSource, iscsi ISCSIVolumeSource, name!, nfs NFSVolumeSource,
  persistentVolumeClaim PersistentVolumeClaimVolumeSource,
  photonPersistentDisk PhotonPersistentDiskVolumeSource, portworxVolume PortworxVolumeSource,
  projected ProjectedVolumeSource, quobyte QuobyteVolumeSource, rbd RBDVolumeSource,
  scaleIO ScaleIOVolumeSource, secret SecretVolumeSource, storageos StorageOSVolumeSource,
  vsphereVolume VsphereVirtualDiskVolumeSource
VolumeProjection: clusterTrustBundle ClusterTrustBundleProjection, configMap ConfigMapProjection,
  downwardAPI DownwardAPIProjection, podCertificate PodCertificateProjection, secret SecretProjection,
  serviceAccountToken ServiceAccountTokenProjection
VolumeMount: mountPath!, mountPropagation, name!, readOnly bool, recursiveReadOnly, subPath, subPathExpr
VolumeDevice: devicePath!, name!
AWSElasticBlockStoreVolumeSource: fsType, partition int32, readOnly bool, volumeID!
AzureDiskVolumeSource: cachingMode, diskName!, diskURI!, fsType, kind, readOnly bool
AzureFileVolumeSource: readOnly bool, secretName!, shareName!
CSIVolumeSource: driver!, fsType, nodePublishSecretRef LocalObjectReference, readOnly bool,
  volumeAttributes {string}
CephFSVolumeSource: monitors! [string], path, readOnly bool, secretFile, secretRef LocalObjectReference,
  user
CinderVolumeSource: fsType, readOnly bool, secretRef LocalObjectReference, volumeID!
ClusterTrustBundleProjection: labelSelector LabelSelector, name, optional bool, path!, signerName
ConfigMapProjection: items [KeyToPath], name, optional bool
ConfigMapVolumeSource: defaultMode int32, items [KeyToPath], name, optional bool
DownwardAPIProjection: items [DownwardAPIVolumeFile]
DownwardAPIVolumeFile: fieldRef ObjectFieldSelector, mode int32, path!,
  resourceFieldRef ResourceFieldSelector
DownwardAPIVolumeSource: defaultMode int32, items [DownwardAPIVolumeFile]
EmptyDirVolumeSource: medium, sizeLimit quantity
EphemeralVolumeSource: volumeClaimTemplate PersistentVolumeClaimTemplate
FCVolumeSource: fsType, lun int32, readOnly bool, targetWWNs [string], wwids [string]
FlexVolumeSource: driver!, fsType, options {string}, readOnly bool, secretRef LocalObjectReference
FlockerVolumeSource: datasetName, datasetUUID
GCEPersistentDiskVolumeSource: fsType, partition int32, pdName!, readOnly bool
GitRepoVolumeSource: directory, repository!, revision
GlusterfsVolumeSource: endpoints!, path!, readOnly bool
HostPathVolumeSource: path!, type
ISCSIVolumeSource: chapAuthDiscovery bool, chapAuthSession bool, fsType, initiatorName, iqn!,
  iscsiInterface, lun! int32, portals [string], readOnly bool, secretRef LocalObjectReference, targetPortal!
ImageVolumeSource: pullPolicy, reference
KeyToPath: key!, mode int32, path!
LocalObjectReference: name
NFSVolumeSource: path!, readOnly bool, server!
ObjectFieldSelector: apiVersion, fieldPath!
PersistentVolumeClaimSpec: accessModes [string], dataSource TypedLocalObjectReference,
  dataSourceRef TypedObjectReference, resources VolumeResourceRequirements, selector LabelSelector,
  storageClassName, volumeAttributesClassName, volumeMode, volumeName
PersistentVolumeClaimTemplate: metadata ObjectMeta, spec! PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource: claimName!, readOnly bool
PhotonPersistentDiskVolumeSource: fsType, pdID!
PodCertificateProjection: certificateChainPath, credentialBundlePath, keyPath, keyType!,
  maxExpirationSeconds int32, signerName!, userAnnotations {string}
PortworxVolumeSource: fsType, readOnly bool, volumeID!
ProjectedVolumeSource: defaultMode int32, sources [VolumeProjection]
QuobyteVolumeSource: group, readOnly bool, registry!, tenant, user, volume!
RBDVolumeSource: fsType, image!, keyring, monitors! [string], pool, readOnly bool,
  secretRef LocalObjectReference, user
ResourceFieldSelector: containerName, divisor quantity, resource!
ScaleIOVolumeSource: fsType, gateway!, protectionDomain, readOnly bool, secretRef! LocalObjectReference,
  sslEnabled bool, storageMode, storagePool, system!, volumeName
SecretProjection: items [KeyToPath], name, optional bool
SecretVolumeSource: defaultMode int32, items [KeyToPath], optional bool, secretName
ServiceAccountTokenProjection: audience, expirationSeconds int64, path!
StorageOSVolumeSource: fsType, readOnly bool, secretRef LocalObjectReference, volumeName, volumeNamespace
TypedLocalObjectReference: apiGroup, kind!, name!
TypedObjectReference: apiGroup, kind!, name!, namespace
VolumeResourceRequirements: limits {quantity}, requests {quantity}
VsphereVirtualDiskVolumeSource: fsType, storagePolicyID, storagePolicyName, volumePath!
`;
