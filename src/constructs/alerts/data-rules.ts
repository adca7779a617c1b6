import { AccessAlert } from './access-alert';
import { type AlertRule, asked, DONE } from './alert-rule';

const DATA = { events: 'data', services: ['s3'], ofBucket: true } as const;
const WRITES = ['PutObject', 'PostObject', 'CreateMultipartUpload', 'InitiateMultipartUpload', 'UploadPart', 'CompleteMultipartUpload'];
const COPIES = ['CopyObject', 'UploadPartCopy'];
const SEIZE = 'Take the credentials out of use now, turn on SSE-C blocking, and bring the former versions back before the key of the requester is all that reads them.';

/** The key of the requester shows in the parameters, or in what S3 applied. */
const customerKey = (eventName: readonly string[]) => () => ({
  eventName,
  ...DONE,
  $or: [{ requestParameters: { 'x-amz-server-side-encryption-customer-algorithm': [{ exists: true }] } }, { additionalEventData: { SSEApplied: ['SSE_C'] } }],
});

const NOBODY = [{ 'equals-ignore-case': 'ANONYMOUS_PRINCIPAL' }];

/** Suspicious requests. Those that were let in, unless refused ones are asked for as well. */
export const dataRules = (): readonly AlertRule[] => [
  {
    ...DATA,
    id: AccessAlert.OBJECT_ACL,
    severity: 'medium',
    title: 'The ACL of an object was changed',
    why: 'ACLs give access to single objects beside the policies, and a bucket with ACLs disabled has no need of this call.',
    next: 'Look at the ACL of the object, and disable the ACLs of the bucket.',
    detections: ['permissions-changed'],
    detail: () => ({ eventName: ['PutObjectAcl'], ...DONE }),
  },
  {
    ...DATA,
    id: AccessAlert.ROOT_USER,
    events: 'both',
    severity: 'high',
    title: 'The root user used S3',
    why: 'No policy of IAM binds the root user, and nobody needs it for the daily work.',
    next: 'Ask the owner of the account. If nobody did it, change the password and the MFA device, and delete the access keys of the root user.',
    detections: ['root-use'],
    detail: around => ({ eventName: [{ 'anything-but': ['CreateServiceLinkedRole'] }], userIdentity: { type: ['Root'] }, ...asked(around) }),
  },
  {
    ...DATA,
    id: AccessAlert.OTHER_ACCOUNT,
    events: 'both',
    severity: 'medium',
    title: 'Another account used a bucket',
    why: 'Data leaves through accounts that nobody has in view.',
    next: 'Ask the owner of the bucket who that account is. Name it in trustedAccounts, or take it out of the policy.',
    detections: ['other-account'],
    detail: around => ({
      userIdentity: {
        type: [{ 'anything-but': ['AWSService', 'Unknown'] }],
        accountId: [{ 'anything-but': [around.account, ...around.trustedAccounts, 'ANONYMOUS_PRINCIPAL', 'anonymous'] }],
      },
      ...asked(around),
    }),
  },
  {
    ...DATA,
    id: AccessAlert.OUTSIDE_VPC,
    severity: 'high',
    title: 'A request to objects came from outside the VPC endpoints',
    why: 'Credentials that leave the network are used elsewhere first.',
    next: 'Look where the address belongs. If nobody knows it, end the sessions of the role, and let the policy of the bucket refuse other networks.',
    detections: ['outside-network'],
    detail: around => ({
      eventCategory: ['Data'],
      // an address: services have their name there
      sourceIPAddress: [{ cidr: '0.0.0.0/0' }, { cidr: '::/0' }],
      userIdentity: { type: [{ 'anything-but': ['AWSService'] }], invokedBy: [{ exists: false }] },
      vpcEndpointId: [{ exists: false }, { 'anything-but': [...around.vpcEndpoints] }],
      ...asked(around),
    }),
  },
  {
    ...DATA,
    id: AccessAlert.ANONYMOUS,
    severity: 'high',
    title: 'Somebody without credentials was let in',
    why: 'Whatever this request could do, everybody can.',
    next: 'Turn on all four flags of the public access block of the bucket, unless it is meant to be public; then it belongs behind CloudFront.',
    detections: ['anonymous-access'],
    detail: () => ({
      $or: [
        { userIdentity: { accountId: NOBODY } },
        { userIdentity: { principalId: NOBODY } },
        { userIdentity: { type: ['Unknown'], principalId: [{ 'equals-ignore-case': 'anonymous' }] } },
      ],
      ...DONE,
    }),
  },
  {
    ...DATA,
    id: AccessAlert.BATCH_DELETE,
    severity: 'medium',
    title: 'One request deleted up to 1,000 objects',
    why: 'Ransomware and angry leavers delete in batches; so do clean-ups.',
    next: 'Count the deletes of that requester. If nobody planned them, take the credentials out of use, and remove the delete markers to bring the versions back.',
    detections: ['mass-delete'],
    detail: () => ({ eventName: ['DeleteObjects'], ...DONE }),
  },
  {
    ...DATA,
    id: AccessAlert.SSE_C_COPY,
    severity: 'high',
    title: 'Objects were copied under a key of the requester (SSE-C)',
    why: 'Ransomware copies objects onto themselves under a key that only the attacker has.',
    next: SEIZE,
    detections: ['sse-c-copy'],
    detail: customerKey(COPIES),
  },
  {
    ...DATA,
    id: AccessAlert.SSE_C_WRITE,
    severity: 'medium',
    title: 'Objects were written under a key of the requester (SSE-C)',
    why: 'Nobody but the requester can read them, and ransomware overwrites objects like this.',
    next: SEIZE,
    detections: ['sse-c-write'],
    detail: customerKey(WRITES),
  },
  {
    ...DATA,
    id: AccessAlert.RETENTION_BYPASS,
    severity: 'high',
    title: 'A retention in governance mode was bypassed',
    why: 'A locked object was deleted or its retention shortened.',
    next: 'Ask for the ticket. Without one take s3:BypassGovernanceRetention from whoever did it, and bring the object back from a replica.',
    detections: ['retention-bypassed'],
    detail: () => ({
      ...DONE,
      requestParameters: {
        $or: [
          { 'x-amz-bypass-governance-retention': [{ 'equals-ignore-case': 'true' }, true] },
          { bypassGovernanceRetention: [{ 'equals-ignore-case': 'true' }, true] },
        ],
      },
    }),
  },
  {
    ...DATA,
    id: AccessAlert.LEGAL_HOLD,
    severity: 'medium',
    title: 'A legal hold was released',
    why: 'What a court or an authority asked to keep can be deleted now.',
    next: 'Ask the legal department for the release in writing; put the hold back where there is none.',
    detections: ['legal-hold-released'],
    detail: () => ({ eventName: ['PutObjectLegalHold'], ...DONE, requestParameters: { LegalHold: { Status: [{ 'anything-but': ['ON'] }] } } }),
  },
];
