/** What a request acts on decides between two names of an action. */
type Actions = string | { readonly bucket: string; readonly object: string };

const READ_OBJECT = 'GetObject';
const WRITE_OBJECT = 'PutObject';

/** Names of IAM actions by verb and resource type of an operation, such as `GET.OBJECT`. */
const ACTIONS: Readonly<Record<string, Actions>> = {
  'GET.OBJECT': READ_OBJECT,
  'HEAD.OBJECT': READ_OBJECT,
  'COPY.OBJECT_GET': READ_OBJECT,
  'COPY.PART_GET': READ_OBJECT,
  'POST.SELECT': READ_OBJECT,
  'SELECT.OBJECT': READ_OBJECT,
  'PUT.OBJECT': WRITE_OBJECT,
  'POST.OBJECT': WRITE_OBJECT,
  'COPY.OBJECT': WRITE_OBJECT,
  'COPY.PART': WRITE_OBJECT,
  'PUT.PART': WRITE_OBJECT,
  'POST.UPLOADS': WRITE_OBJECT,
  'POST.UPLOAD': WRITE_OBJECT,
  'DELETE.UPLOAD': 'AbortMultipartUpload',
  'GET.UPLOAD': 'ListMultipartUploadParts',
  'GET.UPLOADS': 'ListBucketMultipartUploads',
  'DELETE.OBJECT': 'DeleteObject',
  'POST.MULTI_OBJECT_DELETE': 'DeleteObject',
  'POST.RESTORE': 'RestoreObject',
  'GET.TORRENT': 'GetObjectTorrent',
  'GET.OBJECT_ATTRIBUTES': 'GetObjectAttributes',
  'GET.BUCKET': 'ListBucket',
  'HEAD.BUCKET': 'ListBucket',
  'GET.BUCKETVERSIONS': 'ListBucketVersions',
  'PUT.BUCKET': 'CreateBucket',
  'DELETE.BUCKET': 'DeleteBucket',
  'GET.SERVICE': 'ListAllMyBuckets',
  'GET.LOCATION': 'GetBucketLocation',
  'GET.POLICY_STATUS': 'GetBucketPolicyStatus',
  'DELETE.BUCKETPOLICY': 'DeleteBucketPolicy',
  'DELETE.WEBSITE': 'DeleteBucketWebsite',
  'DELETE.OBJECT_TAGGING': 'DeleteObjectTagging',
  'DELETE.TAGGING': { bucket: 'PutBucketTagging', object: 'DeleteObjectTagging' },
};

/** What is read and written under two actions that differ in their first word only; a DELETE of it is a write. */
const SETTINGS: Readonly<Record<string, Actions>> = {
  ACCELERATE: 'AccelerateConfiguration',
  ACL: { bucket: 'BucketAcl', object: 'ObjectAcl' },
  OBJECT_ACL: 'ObjectAcl',
  ANALYTICS: 'AnalyticsConfiguration',
  BUCKETPOLICY: 'BucketPolicy',
  CORS: 'BucketCORS',
  ENCRYPTION: 'EncryptionConfiguration',
  INTELLIGENT_TIERING: 'IntelligentTieringConfiguration',
  INVENTORY: 'InventoryConfiguration',
  LEGAL_HOLD: 'ObjectLegalHold',
  OBJECT_LOCK_LEGALHOLD: 'ObjectLegalHold',
  LIFECYCLE: 'LifecycleConfiguration',
  LOGGING_STATUS: 'BucketLogging',
  METRICS: 'MetricsConfiguration',
  NOTIFICATION: 'BucketNotification',
  OBJECT_LOCK_CONFIGURATION: 'BucketObjectLockConfiguration',
  OBJECT_TAGGING: 'ObjectTagging',
  OWNERSHIP_CONTROLS: 'BucketOwnershipControls',
  PUBLIC_ACCESS_BLOCK: 'BucketPublicAccessBlock',
  REPLICATION: 'ReplicationConfiguration',
  REQUEST_PAYMENT: 'BucketRequestPayment',
  RETENTION: 'ObjectRetention',
  OBJECT_LOCK_RETENTION: 'ObjectRetention',
  TAGGING: { bucket: 'BucketTagging', object: 'ObjectTagging' },
  VERSIONING: 'BucketVersioning',
  WEBSITE: 'BucketWebsite',
};

const VERSIONED = new Set([
  'GetObject', 'DeleteObject', 'GetObjectAcl', 'PutObjectAcl', 'GetObjectTagging', 'PutObjectTagging', 'DeleteObjectTagging', 'GetObjectTorrent',
  'GetObjectAttributes',
]);

/** SOAP names its operations as the API did in 2006. */
const SOAP: Readonly<Record<string, string>> = {
  GetObject: READ_OBJECT,
  GetObjectExtended: READ_OBJECT,
  PutObject: WRITE_OBJECT,
  PutObjectInline: WRITE_OBJECT,
  CopyObject: WRITE_OBJECT,
  DeleteObject: 'DeleteObject',
  ListBucket: 'ListBucket',
  CreateBucket: 'CreateBucket',
  DeleteBucket: 'DeleteBucket',
  ListAllMyBuckets: 'ListAllMyBuckets',
  GetBucketAccessControlPolicy: 'GetBucketAcl',
  SetBucketAccessControlPolicy: 'PutBucketAcl',
  GetObjectAccessControlPolicy: 'GetObjectAcl',
  SetObjectAccessControlPolicy: 'PutObjectAcl',
  GetBucketLoggingStatus: 'GetBucketLogging',
  SetBucketLoggingStatus: 'PutBucketLogging',
};

/** How an operation acts on something. */
export interface Target {
  /** Whether it names a key. */
  readonly object: boolean;
  /** Whether it names a version. */
  readonly version: boolean;
}

/**
 * The IAM action that is asked for when an operation of an access log is let in: `s3:GetObject` for `REST.GET.OBJECT`. Undefined for what S3 does by
 * itself (`S3.EXPIRE.OBJECT`), what needs no permission (`REST.OPTIONS.PREFLIGHT`), and operations not known here.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export function actionOf(operation: string, { object, version }: Target): string | undefined {
  const dot = operation.indexOf('.');
  const service = operation.slice(0, dot);
  const name = nameOf(service, operation.slice(dot + 1), object);
  if (name === undefined) return undefined;
  return `s3:${version && VERSIONED.has(name) ? name.replace(/^(Get|Put|Delete)Object/, '$1ObjectVersion') : name}`;
}

function nameOf(service: string, rest: string, object: boolean): string | undefined {
  if (service === 'SOAP') return own(SOAP, rest);
  if (service !== 'REST' && service !== 'WEBSITE' && service !== 'BATCH') return undefined;
  const action = own(ACTIONS, rest);
  if (action !== undefined) return pick(action, object);
  const dot = rest.indexOf('.');
  const verb = { GET: 'Get', HEAD: 'Get', PUT: 'Put', POST: 'Put', DELETE: 'Put' }[rest.slice(0, dot)];
  const setting = own(SETTINGS, rest.slice(dot + 1));
  return verb === undefined || setting === undefined ? undefined : verb + pick(setting, object);
}

const pick = (actions: Actions, object: boolean): string => typeof actions === 'string' ? actions : actions[object ? 'object' : 'bucket'];

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined => Object.hasOwn(table, name) ? table[name] : undefined;
