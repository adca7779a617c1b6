import { type Asking, askingOf, type Named } from './requesters';
import type { ContextValue } from '../policy/request';
import { BUCKET_ACTIONS, isObjectAction, OBJECT_ACTIONS } from '../policy/s3-actions';

/** A request to S3, described as far as the test cares. */
export interface BucketRequest {
  /** An S3 action that a bucket policy can speak of: `s3:GetObject`. */
  readonly action: string;
  /** Key of the object, for actions on objects. @default - every object */
  readonly key?: string;
  /**
   * Who asks: a role or user of the app, an ARN, `own-account`, `other-account` or a 12-digit account (somebody in it whom no statement names), `anonymous`, or an
   * AWS service such as `logging.s3.amazonaws.com`. The requester's own policies are taken to allow everything.
   *
   * @default - toRefuse: everybody but AWS services; toAllow: own-account
   */
  readonly requester?: string | Named;
  /** Over plain HTTP. @default - toAllow: over HTTPS */
  readonly insecure?: boolean;
  /** TLS version, over HTTPS. @default - toAllow: 1.3 */
  readonly tls?: '1.0' | '1.1' | '1.2' | '1.3';
  /** Id of the VPC that the request comes from. */
  readonly vpc?: string;
  /** Id of the VPC endpoint that the request comes through. */
  readonly vpcEndpoint?: string;
  /** Address on the Internet that the request comes from, through no VPC endpoint. */
  readonly sourceIp?: string;
  /** With a presigned URL. @default - toAllow: signed in a header */
  readonly presigned?: boolean;
  /** Milliseconds since the request was signed. @default - toAllow: 0, unless it is presigned */
  readonly signatureAgeMs?: number;
  /** Encryption header of an upload; `none`: the bucket's default. @default - toAllow: none */
  readonly encryption?: 'AES256' | 'aws:kms' | 'aws:kms:dsse' | 'none';
  /**
   * Further condition keys of IAM, null for one that the request surely does not have: `{ 'aws:PrincipalOrgID': 'o-1' }`. They win over
   * what the other options say. `<key>` stands for the bucket's own KMS key.
   */
  readonly context?: Readonly<Record<string, ContextValue>>;
}

/** A request that has been looked through. */
export interface Question {
  readonly action: string;
  readonly key?: string;
  /** Undefined: the matcher's default. */
  readonly asking?: Asking;
  readonly isSigned: boolean;
  readonly context: Readonly<Record<string, ContextValue>>;
}

const VPC_KEYS = ['aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceVpcArn', 'aws:VpceAccount', 'aws:VpceOrgID', 'aws:VpceOrgPaths', 'aws:VpcSourceIp'];

const OPTIONS = ['action', 'key', 'requester', 'insecure', 'tls', 'vpc', 'vpcEndpoint', 'sourceIp', 'presigned', 'signatureAgeMs', 'encryption', 'context'];

/** @throws Error where the description contradicts itself, or is of no request that S3 knows */
export function questionOf(request: BucketRequest, matcher: string): Question {
  const refuse = (message: string): never => {
    throw new Error(`${matcher}: ${message}`);
  };
  if (typeof request !== 'object' || request === null) refuse('got no request; pass one such as { action: \'s3:GetObject\' }');
  const { key, requester, insecure, tls, vpc, vpcEndpoint, sourceIp, presigned, signatureAgeMs, encryption } = request;
  const strange = Object.keys(request).find(option => !OPTIONS.includes(option));
  if (strange !== undefined) refuse(`'${strange}' is no part of a request; pass ${OPTIONS.join(', ')}, or name it in 'context' if it is a condition key`);

  const action = [...OBJECT_ACTIONS, ...BUCKET_ACTIONS].find(name => name.toLowerCase() === String(request.action).toLowerCase())
    ?? refuse(`'action' is '${request.action}', which is no action that a bucket policy can speak of; pass one such as 's3:GetObject' or 's3:ListBucket'`);
  if (key !== undefined && !isObjectAction(action)) refuse(`'key' is '${key}', but ${action} is an action on the bucket; leave 'key' out`);
  if (insecure && tls !== undefined) refuse(`'tls' is '${tls}', but 'insecure' says that the request comes over plain HTTP; pass one of them`);
  if (sourceIp !== undefined && (vpc ?? vpcEndpoint) !== undefined) {
    refuse(`'sourceIp' is '${sourceIp}', but a request from a VPC has no address on the Internet; leave 'vpc' and 'vpcEndpoint' out, or 'sourceIp'`);
  }

  return {
    action,
    ...key === undefined ? {} : { key },
    ...requester === undefined ? {} : { asking: askingOf(requester, refuse) },
    isSigned: presigned !== undefined || signatureAgeMs !== undefined,
    context: {
      'aws:ViaAWSService': 'false',
      ...insecure === undefined ? {} : { 'aws:SecureTransport': `${!insecure}` },
      ...insecure ? { 's3:TlsVersion': null } : {},
      ...tls === undefined ? {} : { 'aws:SecureTransport': 'true', 's3:TlsVersion': tls },
      ...(vpc ?? vpcEndpoint) === undefined ? {} : { 'aws:SourceIp': null },
      ...vpc === undefined ? {} : { 'aws:SourceVpc': vpc },
      ...vpcEndpoint === undefined ? {} : { 'aws:SourceVpce': vpcEndpoint },
      ...sourceIp === undefined ? {} : { ...Object.fromEntries(VPC_KEYS.map(name => [name, null])), 'aws:SourceIp': sourceIp },
      ...presigned === undefined ? {} : { 's3:authType': presigned ? 'REST-QUERY-STRING' : 'REST-HEADER' },
      ...signatureAgeMs === undefined ? {} : { 's3:signatureAge': `${signatureAgeMs}` },
      ...encryption === undefined ? {} : { 's3:x-amz-server-side-encryption': encryption === 'none' ? null : encryption },
      ...request.context,
    },
  };
}
