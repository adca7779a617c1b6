import { deny, NO_SIGHT, OBJECTS, opaque, OWN, policyTable } from './policies';
import { key as ownKey } from './posture';
import { wrongEncryptionRefused } from '../../src/controls/wrong-encryption-refused';
import { THIS_BUCKET_ARN, THIS_KEY } from '../../src/policy/text';
import type { BucketPosture, KeyPosture } from '../../src/posture/bucket-posture';
import { known, unknown } from '../../src/posture/fact';

const AT = 'Resources/Records';
const SSE = 's3:x-amz-server-side-encryption';
const KEY = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const ANOTHER = 'arn:aws:kms:eu-west-1:111122223333:key/5d1b';

const upload = (Condition: unknown, changes: object = {}) => deny({ Action: 's3:PutObject', Resource: OBJECTS, Condition, ...changes });
const A = upload({ Null: { [SSE]: 'false' }, StringNotEquals: { [SSE]: 'aws:kms' } });
const B = (keys: unknown = THIS_KEY) => upload({ Null: { [KEY]: 'false' }, StringNotEquals: { [KEY]: keys } });
const C = upload({ StringEquals: { [SSE]: 'aws:kms' }, Null: { [KEY]: 'true' } });

const customer = ownKey({ id: 'arn:aws:kms:eu-west-1:111122223333:key/own', manager: known(AT, 'customer') });
const key = (changes: Partial<KeyPosture>): Partial<BucketPosture> => ({ key: known(AT, { ...customer, ...changes }) });
const KMS: Partial<BucketPosture> = { encryption: known(AT, 'aws:kms'), ...key({}) };
const managed = key({ id: 'alias/aws/s3', manager: known(AT, 'aws') });
const noKey: Partial<BucketPosture> = { key: unknown(AT, 'AccessDenied on DescribeKey') };

policyTable(wrongEncryptionRefused, [
  ['pass', 'the three statements with their guards', [A, B(), C]],
  ['pass', 'in another order, with an Allow', [C, { ...A, Effect: 'Allow', Condition: undefined }, B(), A]],
  ['pass', 'strict: every header is required', [upload({ StringNotEquals: { [SSE]: 'aws:kms' } }), upload({ StringNotEquals: { [KEY]: THIS_KEY } })]],
  ['pass', 'IfExists, which is as strict', [upload({ StringNotEqualsIfExists: { [SSE]: 'aws:kms' } }), upload({ StringNotEqualsIfExists: { [KEY]: THIS_KEY } })]],
  ['pass', 'only the key is asked for, and no key is refused', upload({ StringNotEquals: { [KEY]: THIS_KEY } })],
  ['pass', 'ARN operators', [A, upload({ Null: { [KEY]: 'false' }, ArnNotEquals: { [KEY]: THIS_KEY } }), C]],
  ['pass', 'both algorithms of KMS with the own key', [
    upload({ Null: { [SSE]: 'false' }, StringNotLike: { [SSE]: 'aws:kms*' } }), B(), upload({ StringLike: { [SSE]: 'aws:kms*' }, Null: { [KEY]: 'true' } }),
  ]],
  ['pass', 'no upload at all', upload({})],
  ['pass', 'the own key, which nobody could see', [A, B(), C], noKey],
  ['pass', 'AWS managed key: only the algorithm counts', A, managed],
  ['pass', 'two layers', [upload({ StringNotEquals: { [SSE]: 'aws:kms:dsse' } }), upload({ StringNotEquals: { [KEY]: THIS_KEY } })], { encryption: known(AT, 'aws:kms:dsse') }],
  ['not-applicable', 'AES256', undefined, { encryption: known(AT, 'AES256') }],

  ['fail', 'no policy', undefined],
  ['fail', 'no clause (a)', [B(), C]],
  ['fail', 'no clause (b)', [A, C]],
  ['fail', 'no clause (c): aws:kms without a key takes the AWS managed key', [A, B()]],
  ['fail', 'the statement of the specification alone', upload({ Null: { [SSE]: 'true' } })],
  ['fail', 'only AES256 is refused', upload({ StringEquals: { [SSE]: 'AES256' } })],
  ['fail', 'a key is required, whichever', [A, upload({ Null: { [KEY]: 'true' } })]],
  ['fail', 'the key of another bucket', [A, B(ANOTHER), C], {}, /names/],
  ['fail', 'the own key and another', [A, B([THIS_KEY, ANOTHER]), C]],
  ['fail', 'any key of an account', [A, upload({ Null: { [KEY]: 'false' }, ArnNotLike: { [KEY]: 'arn:aws:kms:eu-west-1:111122223333:key/*' } }), C]],
  ['fail', 'any key', [A, upload({ Null: { [KEY]: 'false' }, StringNotLike: { [KEY]: 'arn:aws:kms:*' } }), C]],
  ['fail', 'another key with two layers', [
    upload({ StringEquals: { [SSE]: 'AES256' } }), upload({ StringEquals: { [SSE]: 'aws:kms' }, StringNotEquals: { [KEY]: THIS_KEY } }), upload({ StringLike: { [SSE]: 'aws:kms*' }, Null: { [KEY]: 'true' } }),
  ]],
  ['fail', 'one path', [{ ...A, Resource: `${THIS_BUCKET_ARN}/phi/*` }, B(), C]],
  ['fail', 'one principal', [A, { ...B(), Principal: { AWS: `${OWN}:role/app` } }, C]],
  ['fail', 'all but one role', [A, B(), upload({ StringEquals: { [SSE]: 'aws:kms' }, Null: { [KEY]: 'true' }, ArnNotEquals: { 'aws:PrincipalArn': `${OWN}:role/etl` } })]],
  ['fail', 'another action', [{ ...A, Action: 's3:PutObjectAcl' }, B(), C]],
  ['fail', 'only with an ACL', [A, B(), upload({ StringEquals: { [SSE]: 'aws:kms', 's3:x-amz-acl': 'private' }, Null: { [KEY]: 'true' } })]],
  ['fail', 'AWS managed key, only the key is refused', B(), managed],
  ['fail', 'two layers, one is enough for the policy', [upload({ Null: { [SSE]: 'false' }, StringNotLike: { [SSE]: 'aws:kms*' } }), B(), C], { encryption: known(AT, 'aws:kms:dsse') }],
  ['fail', 'no clause (c), whatever key nobody could see', [A, B(ANOTHER)], noKey],

  ['unknown', 'the policy is unseen', [A, B(), C], NO_SIGHT],
  ['unknown', 'the encryption is unseen', [A, B(), C], { encryption: unknown(AT, 'AccessDenied on GetBucketEncryption') }],
  ['unknown', 'an opaque key', [A, B(opaque('arn:aws:kms:*')), C]],
  ['unknown', 'an opaque key of the account', [A, B(opaque('arn:aws:kms:eu-west-1:111122223333:key/*')), C]],
  ['unknown', 'an opaque algorithm', [upload({ Null: { [SSE]: 'false' }, StringNotEquals: { [SSE]: opaque() } }), B(), C]],
  ['unknown', 'a key by its ARN, the own one by its alias', [A, B(ANOTHER), C], key({ id: 'alias/records' }), /own key/],
  ['unknown', 'a key by its ARN, the own one unseen', [A, B(ANOTHER), C], noKey],
  ['unknown', 'an opaque condition', [A, B(), upload(opaque())]],
], KMS);
