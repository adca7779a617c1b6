import { deny, NO_SIGHT, OBJECTS, opaque, OWN, policyTable } from './policies';
import { AT, hardened, property, rule, unseen } from './posture';
import { table } from './table';
import { multiAzStorage } from '../../src/controls/multi-az-storage';
import { THIS_BUCKET_ARN } from '../../src/policy/text';
import type { LifecycleRule, ReplicationRule } from '../../src/posture/bucket-posture';
import { isKnown, known } from '../../src/posture/fact';

const off = known(AT, false);
const POLICY = 'Resources/RecordsPolicy/Properties/PolicyDocument';
const moves = (...overrides: Partial<LifecycleRule>[]) => ({ lifecycle: known(AT, overrides.map(rule)) });
const to = (...classes: string[]) => ({ storageClasses: known(AT, classes) });
const { replication } = hardened();
const copies = (changes: Partial<ReplicationRule>) => ({
  replication: known(AT, isKnown(replication) ? replication.value.map(r => ({ ...r, ...changes })) : []),
});
const as = (storageClass: string) => ({ storageClass: known(AT, storageClass) });

table(multiAzStorage, [
  ['pass', 'nothing is moved', {}, POLICY, /weaker storage class is refused/],
  ['pass', 'no rules', { lifecycle: known(AT, []), replication: known(AT, []) }, AT, /nothing is copied/],
  ['pass', 'to classes of several zones', moves(to('STANDARD_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'), to('INTELLIGENT_TIERING')), AT],
  ['pass', 'to one zone by a disabled rule', moves({ ...to('ONEZONE_IA'), enabled: off }), AT, /does nothing/],
  ['pass', 'nothing is moved, by a rule that may be disabled', moves({ enabled: unseen('Status') }), property('LifecycleConfiguration/Rules/0/Transitions')],
  ['pass', 'copies in another class of several zones', copies(as('STANDARD_IA')), AT],
  ['pass', 'copies in one zone by a disabled rule', copies({ ...as('ONEZONE_IA'), enabled: off }), AT],
  ['fail', 'to one zone', moves(to('ONEZONE_IA')), AT, /stores objects as ONEZONE_IA/],
  ['fail', 'to one zone, after another class', moves(to('STANDARD_IA', 'ONEZONE_IA')), AT],
  ['fail', 'to one zone by the second rule', moves({}, to('ONEZONE_IA')), AT],
  ['fail', 'to one zone for a prefix', moves({ ...to('ONEZONE_IA'), wholeBucket: off }), AT],
  ['fail', 'copies in one zone', copies(as('ONEZONE_IA')), AT],
  ['fail', 'copies with reduced redundancy', copies(as('REDUCED_REDUNDANCY')), AT, /REDUCED_REDUNDANCY/],
  ['fail', 'copies in a directory bucket', copies(as('EXPRESS_ONEZONE')), AT],
  ['fail', 'no policy', { policy: known(AT, undefined) }, AT, /naming a weaker storage class/],
  ['unknown', 'to a class that nobody knows', moves(to('FLOPPY')), AT, /"FLOPPY", a storage class that is not known/],
  ['unknown', 'to one zone by a rule that may be disabled', moves({ ...to('ONEZONE_IA'), enabled: unseen('Status') }), property('Status')],
  ['unknown', 'classes unseen', moves({ storageClasses: unseen('Transitions') }), property('Transitions')],
  ['unknown', 'class of the copies unseen', copies({ storageClass: unseen('StorageClass') }), property('StorageClass')],
  ['unknown', 'lifecycle unseen', { lifecycle: unseen('Lifecycle') }, property('Lifecycle')],
  ['unknown', 'replication unseen', { replication: unseen('Replication') }, property('Replication')],
  ['unknown', 'policy unseen', { policy: unseen('Policy') }, property('Policy')],
]);

const CLASS = 's3:x-amz-storage-class';
const WEAKER = ['ONEZONE_IA', 'EXPRESS_ONEZONE', 'REDUCED_REDUNDANCY'];
const upload = (Condition: unknown, changes: object = {}) => deny({ Action: 's3:PutObject', Resource: OBJECTS, Condition, ...changes });
const named = { Null: { [CLASS]: 'false' } };
policyTable(multiAzStorage, [
  ['pass', 'the weaker classes', upload({ StringEquals: { [CLASS]: WEAKER } })],
  ['pass', 'one statement a class', WEAKER.map(name => upload({ StringEquals: { [CLASS]: name } }))],
  ['pass', 'by a pattern', [upload({ StringLike: { [CLASS]: '*ONEZONE*' } }), upload({ StringEquals: { [CLASS]: 'REDUCED_REDUNDANCY' } })]],
  ['pass', 'all classes but some', upload({ ...named, StringNotEquals: { [CLASS]: ['STANDARD', 'GLACIER'] } })],
  ['pass', 'all classes but some, and uploads without one', upload({ StringNotEquals: { [CLASS]: 'STANDARD' } })],
  ['pass', 'no upload may name a class', upload(named)],
  ['pass', 'over HTTPS, since http-refused asks for the rest', upload({ StringEquals: { [CLASS]: WEAKER }, Bool: { 'aws:SecureTransport': 'true' } })],
  ['pass', 'every action', upload({ StringEquals: { [CLASS]: WEAKER } }, { Action: 's3:*' })],

  ['fail', 'no policy', undefined],
  ['fail', 'one class is forgotten', upload({ StringEquals: { [CLASS]: WEAKER.slice(1) } })],
  ['fail', 'only classes that are good', upload({ StringEquals: { [CLASS]: 'GLACIER' } })],
  ['fail', 'all classes but one that is weaker', upload({ ...named, StringNotEquals: { [CLASS]: ['STANDARD', 'ONEZONE_IA'] } })],
  ['fail', 'only uploads without a class', upload({ Null: { [CLASS]: 'true' } })],
  ['fail', 'one path', upload({ StringEquals: { [CLASS]: WEAKER } }, { Resource: `${THIS_BUCKET_ARN}/phi/*` })],
  ['fail', 'one role', upload({ StringEquals: { [CLASS]: WEAKER } }, { Principal: { AWS: `${OWN}:role/app` } })],
  ['fail', 'all but one role', upload({ StringEquals: { [CLASS]: WEAKER }, ArnNotEquals: { 'aws:PrincipalArn': `${OWN}:role/etl` } })],
  ['fail', 'another action', upload({ StringEquals: { [CLASS]: WEAKER } }, { Action: 's3:PutObjectAcl' })],
  ['fail', 'only with an ACL', upload({ StringEquals: { [CLASS]: WEAKER, 's3:x-amz-acl': 'private' } })],
  ['fail', 'only over HTTP', upload({ StringEquals: { [CLASS]: WEAKER }, Bool: { 'aws:SecureTransport': 'false' } })],
  ['fail', 'an Allow', upload({ StringEquals: { [CLASS]: WEAKER } }, { Effect: 'Allow' })],

  ['unknown', 'the policy is unseen', upload({ StringEquals: { [CLASS]: WEAKER } }), NO_SIGHT],
  ['unknown', 'an opaque class', upload({ StringEquals: { [CLASS]: [opaque()] } })],
  ['unknown', 'an opaque condition', upload(opaque())],
], { lifecycle: known(AT, []), replication: known(AT, []) });
