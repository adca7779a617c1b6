import type { AccessRecord } from './access-record';
import { copies, denied, letIn, principalOf, writes } from './detect-operations';
import type { Settings } from './detect-options';
import { type Judgement, type RequestRow, when } from './detect-row';

const NOT = 'not-applicable';

function anonymous({ requester: { type } }: AccessRecord): boolean | undefined {
  return type === 'unknown' ? undefined : type === 'anonymous';
}

/** Requests that S3 let in, or refused, for want of permission. Other errors, such as a key that is not there, were let in. */
const anonymousAnd = (refused: boolean) => (record: AccessRecord): Judgement => {
  const fact = anonymous(record);
  if (fact !== true) return when(fact);
  const wasDenied = denied(record);
  return wasDenied === undefined ? 'unknown' : wasDenied === refused ? 'found' : 'clear';
};

/** Addresses that no request over the Internet has: a gateway endpoint shows them, but an access log does not say which. */
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:)/i;

function outside(record: AccessRecord, { vpcEndpoints, inRange }: Settings): Judgement {
  const { source, requester, viaService, vpcEndpoint, sourceIp } = record;
  if (requester.type === 'service' || viaService !== undefined) return NOT;
  if (vpcEndpoint !== undefined && vpcEndpoints.has(vpcEndpoint)) return 'clear';
  if (sourceIp !== undefined && inRange.some(contains => contains(sourceIp))) return 'clear';
  if (vpcEndpoint !== undefined) return sourceIp === undefined && inRange.length > 0 ? 'unknown' : 'found';
  if (sourceIp === undefined) return 'unknown';
  return source === 'access-log' && vpcEndpoints.size > 0 && PRIVATE.test(sourceIp) ? 'unknown' : 'found';
}

function customerKey(record: AccessRecord, copy: boolean): Judgement {
  return writes(record) && copies(record) === copy ? when(record.customerKey) : NOT;
}

function presigned({ authentication, presignedFor, presignedAge }: AccessRecord, { presignedLife }: Settings): Judgement {
  if (authentication === undefined) return 'unknown';
  if (authentication !== 'presigned') return NOT;
  if ((presignedFor ?? 0) > presignedLife || (presignedAge ?? 0) > presignedLife) return 'found';
  return presignedFor === undefined ? 'unknown' : 'clear';
}

function otherAccount({ requester, ownerAccount }: AccessRecord, { trustedAccounts }: Settings): Judgement {
  if (requester.type === 'anonymous' || requester.type === 'service') return NOT;
  if (requester.account === undefined || ownerAccount === undefined) return 'unknown';
  return when(requester.account !== ownerAccount && !trustedAccounts.has(requester.account));
}

function root(record: AccessRecord): Judgement {
  const { requester: { type, id, root: isRoot }, operation } = record;
  if (type === 'anonymous' || type === 'service') return NOT;
  if (operation === 'CreateServiceLinkedRole') return NOT; // a service does it, in the name of the user
  if (isRoot !== undefined) return when(isRoot);
  // A canonical user id names an account, and so its root user or somebody in another Partition.
  return type === 'aws' && id?.startsWith('arn:') ? when(principalOf(record).endsWith(':root')) : 'unknown';
}

/** What one request shows. */
export const REQUEST_ROWS: readonly RequestRow[] = [
  {
    kind: 'request',
    id: 'insecure-transport',
    what: 'came over plain HTTP',
    severity: 'high',
    checks: ['http-refused'],
    thresholds: [],
    judge: ({ secure, requester }) => requester.type === 'service' && secure === undefined ? NOT : when(secure === undefined ? undefined : !secure),
  },
  {
    kind: 'request',
    id: 'old-tls',
    what: 'came over a TLS version that is too old',
    severity: 'high',
    checks: ['old-tls-refused'],
    thresholds: ['minTlsVersion'],
    judge: ({ secure, tlsVersion, requester }, { minTls }) => secure === false || (requester.type === 'service' && tlsVersion === undefined)
      ? NOT : when(tlsVersion === undefined ? undefined : Number(tlsVersion) < minTls),
  },
  {
    kind: 'request',
    id: 'sigv2',
    what: 'were signed with Signature Version 2',
    severity: 'high',
    checks: ['sigv2-refused'],
    thresholds: [],
    judge: ({ signature, authentication, requester }) => authentication === 'none' || requester.type !== 'aws' && signature === undefined
      ? NOT : when(signature === undefined ? undefined : signature === 'SigV2'),
  },
  {
    kind: 'request',
    id: 'anonymous-access',
    what: 'came from nobody that S3 knows, and were let in',
    severity: 'high',
    checks: ['no-public-grants', 'public-access-blocked'],
    thresholds: [],
    judge: anonymousAnd(false),
  },
  {
    kind: 'request',
    id: 'anonymous-refused',
    what: 'came from nobody that S3 knows, and were refused',
    severity: 'low',
    checks: ['public-access-blocked'],
    thresholds: [],
    judge: anonymousAnd(true),
  },
  {
    kind: 'request',
    id: 'outside-network',
    what: 'came from outside the expected networks',
    severity: 'high',
    checks: ['vpc-only', 'vpc-endpoint-for-s3'],
    thresholds: ['vpcEndpoints', 'ipRanges'],
    judge: outside,
  },
  {
    kind: 'request',
    id: 'other-account',
    what: 'came from another account',
    severity: 'medium',
    checks: ['cross-account-roles-only', 'access-analyzer-external-access'],
    thresholds: ['trustedAccounts'],
    judge: otherAccount,
  },
  {
    kind: 'request',
    id: 'root-use',
    what: 'were made by the root user',
    severity: 'high',
    checks: ['iam-roles-not-long-term-credentials', 'iam-mfa'],
    thresholds: [],
    judge: root,
  },
  {
    kind: 'request',
    id: 'sse-c-write',
    what: 'wrote objects under keys of the requester (SSE-C)',
    severity: 'medium',
    checks: ['sse-c-blocked'],
    thresholds: [],
    judge: record => customerKey(record, false),
  },
  {
    kind: 'request',
    id: 'sse-c-copy',
    what: 'copied objects under keys of the requester (SSE-C), as ransomware does',
    severity: 'high',
    checks: ['sse-c-blocked', 'object-lock-enabled'],
    thresholds: [],
    judge: record => customerKey(record, true),
  },
  {
    kind: 'request',
    id: 'presigned-long-life',
    what: 'used presigned URLs that live long',
    severity: 'medium',
    checks: ['presigned-urls-expire'],
    thresholds: ['presignedLife'],
    judge: presigned,
  },
  {
    kind: 'request',
    id: 'acl-required',
    what: 'were let in by an ACL alone',
    severity: 'medium',
    checks: ['acls-disabled'],
    thresholds: [],
    judge: (record) => letIn(record) === false ? NOT : when(record.aclRequired),
  },
];
