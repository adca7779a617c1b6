import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CreateMultipartUploadCommand, DeleteObjectCommand, GetObjectCommand, HeadObjectCommand,
  ListPartsCommand, PutObjectCommand, S3Client, type S3ClientConfig, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Credentials, PresignOptions } from '../../src/runtime/presign';

/** A URL that @aws-sdk/s3-request-presigner made, and what must be known to use it and to make it again. */
export interface SdkUrl {
  /** Such as `path-style, PUT with SSE-KMS`. */
  readonly name: string;
  readonly url: string;
  readonly method: string;
  /** What must be sent with it, `host` apart. */
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  readonly region: string;
  readonly at: Date;
  /** The same request for presign, but for the parameters that the SDK adds of its own. */
  readonly options: PresignOptions;
}

type Options = Omit<PresignOptions, 'bucket' | 'region' | 'key' | 'credentials' | 'at' | 'expiresIn'>;
type Place = Pick<PresignOptions, 'bucket' | 'region' | 'pathStyle' | 'dualStack' | 'fips' | 'endpoint'>;

const places: Readonly<Record<string, Place>> = {
  'host name': { bucket: 'records', region: 'eu-central-1' },
  'path style': { bucket: 'records', region: 'eu-central-1', pathStyle: true },
  'dual stack': { bucket: 'records', region: 'eu-west-1', dualStack: true },
  'dual stack, path style': { bucket: 'records', region: 'ap-southeast-2', dualStack: true, pathStyle: true },
  'FIPS': { bucket: 'records', region: 'us-east-1', fips: true },
  'FIPS, dual stack': { bucket: 'records', region: 'ca-central-1', fips: true, dualStack: true },
  'GovCloud': { bucket: 'records', region: 'us-gov-west-1', fips: true },
  'China': { bucket: 'records', region: 'cn-north-1' },
  'European sovereign cloud': { bucket: 'records', region: 'eusc-de-east-1' },
  'secret Region': { bucket: 'records', region: 'us-iso-east-1' },
  'access point': { bucket: 'arn:aws:s3:us-west-2:123456789012:accesspoint/scans', region: 'us-west-2' },
  'access point, dual stack': { bucket: 'arn:aws:s3:us-west-2:123456789012:accesspoint:scans', region: 'us-west-2', dualStack: true },
  'Object Lambda': { bucket: 'arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/masked', region: 'us-west-2' },
  'another server': { bucket: 'records', region: 'auto', endpoint: 'https://storage.example.org:9000', pathStyle: true },
  'another server, base path': { bucket: 'records', region: 'us-east-1', endpoint: 'https://storage.example.org/base' },
  'name with dots': { bucket: 'records.example.org', region: 'eu-central-1' },
};

const keys = [
  'scans/2026.pdf', 'a b+c.txt', '../up', 'a//b/', '/leading', './here/..', 'ä/漢字/😀', '%41%2F%zz',
  "!'()*", 'a?b#c&d=e', '~tilde-._', '\\back"quote', ' ', 'e\u0301', 'k'.repeat(1024), 'a:b@c,d;e$',
];

const HEX = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';
const SHA256 = Buffer.from(HEX, 'hex').toString('base64');
const SSE_C = { SSECustomerAlgorithm: 'AES256', SSECustomerKey: Buffer.alloc(32, 7).toString('base64'), SSECustomerKeyMD5: 'y4HAEFCYWuvAXWFTtA1Qpg==' };
const SSE = 'x-amz-server-side-encryption';
const sseC = { [`${SSE}-customer-algorithm`]: 'AES256', [`${SSE}-customer-key`]: SSE_C.SSECustomerKey, [`${SSE}-customer-key-md5`]: SSE_C.SSECustomerKeyMD5 };
const KMS = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const UNTIL = new Date('2033-01-01T00:00:00Z');

interface Target { readonly Bucket: string; readonly Key: string }
type Command = Parameters<typeof getSignedUrl>[1];
type SdkOptions = Parameters<typeof getSignedUrl>[2];
type Shape = readonly [name: string, command: (at: Target) => unknown, ours: Options, sdk?: SdkOptions];

const UPLOAD = { UploadId: 'VXBsb2FkIElE.x_y-z' };
const multipart = { uploadId: UPLOAD.UploadId };

const shapes: readonly Shape[] = [
  ['GET', at => new GetObjectCommand(at), {}],
  ['GET with checksum mode', at => new GetObjectCommand({ ...at, ChecksumMode: 'ENABLED' }), { query: { 'x-amz-checksum-mode': 'ENABLED' } }],
  ['GET of a version', at => new GetObjectCommand({ ...at, VersionId: 'L4kqtJlcpXroDTDmpUMLUo' }), { versionId: 'L4kqtJlcpXroDTDmpUMLUo' }],
  ['GET of the null version', at => new GetObjectCommand({ ...at, VersionId: 'null' }), { versionId: 'null' }],
  ['GET as attachment', at => new GetObjectCommand({ ...at, ResponseContentDisposition: 'attachment; filename="a b+ä.pdf"' }),
    { response: { contentDisposition: 'attachment; filename="a b+ä.pdf"' } }],
  ['GET with all overrides', at => new GetObjectCommand({
    ...at,
    ResponseCacheControl: 'no-store',
    ResponseContentEncoding: 'gzip',
    ResponseContentLanguage: 'de-DE',
    ResponseContentType: 'text/plain; charset=utf-8',
    ResponseExpires: UNTIL,
    ResponseContentDisposition: 'inline',
  }), {
    response: { cacheControl: 'no-store', contentEncoding: 'gzip', contentLanguage: 'de-DE', contentType: 'text/plain; charset=utf-8', expires: UNTIL, contentDisposition: 'inline' },
  }],
  ['GET of a part', at => new GetObjectCommand({ ...at, PartNumber: 3 }), { query: { partNumber: '3' } }],
  ['GET of a range', at => new GetObjectCommand({ ...at, Range: 'bytes=0-9' }), { headers: { Range: 'bytes=0-9' } }],
  ['GET with SSE-C', at => new GetObjectCommand({ ...at, ...SSE_C }), { headers: sseC }],
  ['GET if changed', at => new GetObjectCommand({ ...at, IfNoneMatch: '"abc"' }), { headers: { 'if-none-match': '"abc"' } }],
  ['GET for an owner', at => new GetObjectCommand({ ...at, ExpectedBucketOwner: '123456789012', RequestPayer: 'requester' }),
    { query: { 'x-amz-expected-bucket-owner': '123456789012', 'x-amz-request-payer': 'requester' } }],
  ['HEAD', at => new HeadObjectCommand(at), { method: 'HEAD' }],
  ['HEAD of a version with checksum mode', at => new HeadObjectCommand({ ...at, VersionId: '3/L4+A=', ChecksumMode: 'ENABLED' }),
    { method: 'HEAD', versionId: '3/L4+A=', query: { 'x-amz-checksum-mode': 'ENABLED' } }],
  ['PUT', at => new PutObjectCommand(at), { method: 'PUT' }],
  ['PUT of a type', at => new PutObjectCommand({ ...at, ContentType: 'text/plain' }),
    { method: 'PUT', headers: { 'Content-Type': 'text/plain' } }, { signableHeaders: new Set(['content-type']) }],
  ['PUT of a type that is not signed', at => new PutObjectCommand({ ...at, ContentType: 'text/plain' }), { method: 'PUT' }],
  ['PUT of a length', at => new PutObjectCommand({ ...at, ContentLength: 5 }), { method: 'PUT', headers: { 'content-length': '5' } }],
  ['PUT with SSE-S3', at => new PutObjectCommand({ ...at, ServerSideEncryption: 'AES256' }), { method: 'PUT', headers: { [SSE]: 'AES256' } }],
  ['PUT with SSE-KMS', at => new PutObjectCommand({ ...at, ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KMS, SSEKMSEncryptionContext: 'e30=', BucketKeyEnabled: true }),
    { method: 'PUT', headers: { [SSE]: 'aws:kms', [`${SSE}-aws-kms-key-id`]: KMS, [`${SSE}-context`]: 'e30=', [`${SSE}-bucket-key-enabled`]: 'true' } }],
  ['PUT with SSE-C', at => new PutObjectCommand({ ...at, ...SSE_C }), { method: 'PUT', headers: sseC }],
  ['PUT with a lock', at => new PutObjectCommand({ ...at, ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: UNTIL, ObjectLockLegalHoldStatus: 'ON' }),
    { method: 'PUT', query: { 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-retain-until-date': '2033-01-01T00:00:00Z', 'x-amz-object-lock-legal-hold': 'ON' } }],
  ['PUT with tags and an ACL', at => new PutObjectCommand({ ...at, Tagging: 'a=b%20c&d=', ACL: 'bucket-owner-full-control' }),
    { method: 'PUT', query: { 'x-amz-tagging': 'a=b%20c&d=', 'x-amz-acl': 'bucket-owner-full-control' } }],
  ['PUT with tags in a header', at => new PutObjectCommand({ ...at, Tagging: 'a=b%20c&d=', StorageClass: 'STANDARD_IA' }),
    { method: 'PUT', headers: { 'x-amz-tagging': 'a=b%20c&d=' }, query: { 'x-amz-storage-class': 'STANDARD_IA' } }, { unhoistableHeaders: new Set(['x-amz-tagging']) }],
  ['PUT with metadata', at => new PutObjectCommand({ ...at, Metadata: { owner: 'jane  doe', Case: 'Kept' } }), { method: 'PUT', query: { 'x-amz-meta-owner': 'jane  doe', 'x-amz-meta-case': 'Kept' } }],
  ['PUT of one body', at => new PutObjectCommand({ ...at, ChecksumSHA256: SHA256 }),
    { method: 'PUT', headers: { 'x-amz-checksum-sha256': SHA256 } }, { unhoistableHeaders: new Set(['x-amz-checksum-sha256']) }],
  ['PUT if absent', at => new PutObjectCommand({ ...at, IfNoneMatch: '*', ContentMD5: '1B2M2Y8AsgTpgAmY7PhCfg==' }),
    { method: 'PUT', headers: { 'if-none-match': '*', 'content-md5': '1B2M2Y8AsgTpgAmY7PhCfg==' } }],
  ['DELETE', at => new DeleteObjectCommand(at), { method: 'DELETE' }],
  ['DELETE of a version', at => new DeleteObjectCommand({ ...at, VersionId: 'a.b_c', MFA: 'serial 123456' }), { method: 'DELETE', versionId: 'a.b_c', query: { 'x-amz-mfa': 'serial 123456' } }],
  ['begin an upload', at => new CreateMultipartUploadCommand({ ...at, ServerSideEncryption: 'AES256' }), { method: 'POST', multipart: 'create', headers: { [SSE]: 'AES256' } }],
  ['upload a part', at => new UploadPartCommand({ ...at, ...UPLOAD, PartNumber: 10_000 }), { method: 'PUT', multipart: { ...multipart, partNumber: 10_000 } }],
  ['complete or abort', at => at.Key.length % 2 ? new CompleteMultipartUploadCommand({ ...at, ...UPLOAD }) : new AbortMultipartUploadCommand({ ...at, ...UPLOAD }), { multipart }],
  ['list parts', at => new ListPartsCommand({ ...at, ...UPLOAD, MaxParts: 5 }), { multipart, query: { 'max-parts': '5' } }],
];

const credentials: readonly Credentials[] = [
  { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
  { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'another/secret+of=40+characters/abcdefgh', sessionToken: 'IQoJb3JpZ2luX2VjE//////////wEaDGV1+abc==' },
];

async function made(placeName: string, place: Place, [shapeName, command, ours, sdk]: Shape, i: number): Promise<SdkUrl> {
  const keysOfSigner = credentials[i % 2];
  const at = new Date(Date.UTC(2026, 0, 15, 12, 0, i));
  const expiresIn = [900, 1, 604_800, 3600][i % 4];
  const key = keys[(i * 7 + Math.floor(i / shapes.length)) % keys.length];
  const checksums = i % 3 === 0 ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
  const config: S3ClientConfig = {
    region: place.region,
    credentials: keysOfSigner,
    endpoint: place.endpoint,
    forcePathStyle: place.pathStyle,
    useDualstackEndpoint: place.dualStack,
    useFipsEndpoint: place.fips,
    requestChecksumCalculation: checksums,
    responseChecksumValidation: checksums,
  };
  const client = new S3Client(config);
  let sent: { readonly method: string; readonly headers: Readonly<Record<string, string>> } | undefined;
  client.middlewareStack.add(next => async (args) => {
    sent = args.request as typeof sent;
    return next(args);
  }, { step: 'build', priority: 'low' });
  const url = await getSignedUrl(client, command({ Bucket: place.bucket, Key: key }) as Command, { expiresIn, signingDate: at, ...copy(sdk) });
  const { method, headers } = sent!;
  const signed = new URLSearchParams(url.slice(url.indexOf('?'))).get('X-Amz-SignedHeaders')!.split(';');
  return {
    name: `${placeName}: ${shapeName}`,
    url,
    method,
    headers: Object.fromEntries(Object.entries(headers).map(([n, v]) => [n.toLowerCase(), String(v)] as const).filter(([n]) => n !== 'host' && signed.includes(n))),
    credentials: keysOfSigner,
    region: place.region,
    at,
    options: { ...place, method: method as PresignOptions['method'], key, credentials: keysOfSigner, at, expiresIn, ...ours },
  };
}

/** The presigner adds to the sets that it is given. */
const copy = (sdk: SdkOptions = {}): SdkOptions => Object.fromEntries(Object.entries(sdk).map(([name, set]) => [name, new Set(set as Set<string>)]));

/** 512 URLs: each of 16 places with each of 32 requests; the keys, credentials, moments and lifetimes go round. The same at each call. */
export async function sdkUrls(): Promise<SdkUrl[]> {
  const all = Object.entries(places).flatMap(([name, place]) => shapes.map(shape => [name, place, shape] as const));
  const urls: SdkUrl[] = [];
  for (const [i, [name, place, shape]] of all.entries()) urls.push(await made(name, place, shape, i));
  return urls;
}
