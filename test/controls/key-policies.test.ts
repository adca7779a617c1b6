import { allow as allowObjects, opaque, OWN, THEIRS } from './policies';
import { hardened, key } from './posture';
import type { Control } from '../../src/controls/control';
import { keyDutiesSeparated } from '../../src/controls/key-duties-separated';
import { keyPolicyNotPublic } from '../../src/controls/key-policy-not-public';
import type { Verdict } from '../../src/controls/verdict';
import { parsePolicy } from '../../src/policy/document';
import type { KeyPosture } from '../../src/posture/bucket-posture';
import { known, unknown } from '../../src/posture/fact';

const AT = 'Resources/Key/Properties/KeyPolicy';
const allow = (AWS: unknown, Action: unknown = 'kms:*', changes: object = {}) => ({ Effect: 'Allow', Principal: { AWS }, Action, Resource: '*', ...changes });
const deny = (AWS: unknown, Action: unknown, changes: object = {}) => ({ Effect: 'Deny', Principal: { AWS }, Action, Resource: '*', ...changes });
const when = (operator: string, conditionKey: string, value: unknown) => allow('*', 'kms:Decrypt', { Condition: { [operator]: { [conditionKey]: value } } });
const service = { Effect: 'Allow', Principal: { Service: 'logs.amazonaws.com' }, Action: 'kms:*', Resource: '*' };
const ROOT = allow(`${OWN}:root`);
const ADMINISTER = ['kms:Create*', 'kms:Put*', 'kms:Disable*', 'kms:ScheduleKeyDeletion'];
const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey*'];

type Case = readonly [outcome: Verdict['outcome'], name: string, statements: unknown, more?: Partial<KeyPosture>, says?: RegExp];

function keyTable(control: Control, cases: readonly Case[]): void {
  describe(control.id, () => {
    for (const [outcome, name, statements, more, says = /./] of cases) {
      test(`${outcome}: ${name}`, () => {
        const document = { Version: '2012-10-17', Statement: statements };
        const policy = known(AT, statements === undefined ? undefined : parsePolicy(document, { name: 'key policy' }));
        const verdict = control.test(hardened({ key: known(AT, key({ policy, ...more })) }));
        const because = verdict.because.map(reason => reason.says).join();
        expect({ outcome: verdict.outcome, because }).toEqual({ outcome, because: expect.stringMatching(says) });
      });
    }

    test('not-applicable: no KMS key', () => {
      expect(control.test(hardened({ encryption: known(AT, 'AES256'), key: known(AT, undefined) })).outcome).toBe('not-applicable');
    });

    test('unknown: nobody knows the key', () => {
      expect(control.test(hardened({ key: unknown(AT, 'AccessDenied') })).outcome).toBe('unknown');
    });
  });
}

const AWS_KEY = { manager: known(AT, 'aws' as const), policy: unknown(AT, 'not read') };
const UNSEEN = { policy: unknown(AT, 'AccessDenied on GetKeyPolicy') };

keyTable(keyPolicyNotPublic, [
  ['pass', 'the default policy', undefined],
  ['pass', 'the account', ROOT],
  ['pass', 'a role, another account, a service', [ROOT, allow(`${OWN}:role/a`), allow('999999999999'), service]],
  ['pass', 'an AWS managed key', undefined, AWS_KEY, /AWS lets in only/],
  ['pass', 'callers of one account through S3', allow('*', 'kms:Decrypt', { Condition: { StringEquals: { 'kms:CallerAccount': '<account>', 'kms:ViaService': 's3.eu-central-1.amazonaws.com' } } })],
  ['pass', 'callers of one account', when('StringEquals', 'kms:CallerAccount', '999999999999')],
  ['pass', 'an organization', when('StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5')],
  ['pass', 'a role by condition', when('ArnLike', 'aws:PrincipalArn', `${THEIRS}:role/*`)],
  ['pass', 'a source account', when('StringEquals', 'aws:SourceAccount', '999999999999')],
  ['pass', 'a Deny takes it back', [allow('*'), deny('*', 'kms:*', { Condition: { StringNotEquals: { 'aws:PrincipalAccount': '<account>' } } })]],
  ['pass', 'a statement for another key', allow('*', 'kms:*', { Resource: 'arn:aws:kms:eu-central-1:111122223333:key/other' })],
  ['pass', 'actions of another service', allow('*', 's3:*')],

  ['fail', 'everybody', allow('*', 'kms:Decrypt'), {}, /kms:Decrypt on <key>/],
  ['fail', 'everybody, for an action of administration', allow('*', 'kms:PutKeyPolicy')],
  ['fail', 'everybody, for the key by its own name', allow('*', 'kms:*', { Resource: '<key>' })],
  ['fail', 'everybody through S3, which anybody can use', when('StringEquals', 'kms:ViaService', 's3.eu-central-1.amazonaws.com')],
  ['fail', 'everybody of any account', when('StringLike', 'kms:CallerAccount', '*')],
  ['fail', 'everybody of other accounts', when('StringNotEquals', 'kms:CallerAccount', '<account>')],
  ['fail', 'everybody if the account fits, or there is none', when('StringEqualsIfExists', 'kms:CallerAccount', '<account>')],
  ['fail', 'everybody with an encryption context', when('StringEquals', 'kms:EncryptionContext:aws:s3:arn', 'arn:aws:s3:::records')],
  ['fail', 'everybody but one account', { ...ROOT, Principal: undefined, NotPrincipal: { AWS: '999999999999' } }],
  ['fail', 'a role name in any account', when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/app')],

  ['unknown', 'an unseen policy', undefined, UNSEEN, /AccessDenied/],
  ['unknown', 'nobody knows who manages the key', undefined, { manager: unknown(AT, 'not in these templates'), ...UNSEEN }],
  ['unknown', 'an opaque principal', allow(opaque())],
  ['unknown', 'a pattern of keys', allow('*', 'kms:*', { Resource: 'arn:aws:kms:eu-central-1:111122223333:key/*' }), {}, /whether arn:aws:kms/],
]);

keyTable(keyDutiesSeparated, [
  ['pass', 'two roles, and nobody else', [allow(`${OWN}:role/admin`, ADMINISTER), allow(`${OWN}:role/app`, USE)]],
  ['pass', 'the account uses, one role administers', [allow(`${OWN}:root`, USE), allow(`${OWN}:role/admin`, ADMINISTER), deny(`${OWN}:role/admin`, USE)]],
  ['pass', 'a service that does both', [service, allow(`${OWN}:role/admin`, ADMINISTER)]],
  ['pass', 'an AWS managed key', undefined, AWS_KEY, /nobody else can/],
  ['pass', 'nobody at all', [deny('*', 'kms:*'), ROOT]],
  ['pass', 'another account that uses', [allow(`${OWN}:role/admin`, ADMINISTER), allow('999999999999', USE)]],

  ['fail', 'one role with both', allow(`${OWN}:role/app`), {}, /by arn:aws:iam::<account>:role\/app are both granted/],
  ['fail', 'one role with both in two statements', [allow(`${OWN}:role/app`, 'kms:Decrypt'), allow([`${OWN}:role/admin`, `${OWN}:role/app`], ADMINISTER)]],
  ['fail', 'a user with both, beside the account', [ROOT, allow(`${OWN}:user/x`, ['kms:DisableKey', 'kms:Decrypt'])]],
  ['fail', 'a role that administers, and everybody of the account that uses', [
    allow(`${OWN}:role/admin`, ADMINISTER), allow('*', USE, { Condition: { StringEquals: { 'kms:CallerAccount': '<account>' } } }),
  ], {}, /role\/admin/],
  ['fail', 'a role of another account', allow(`${THEIRS}:role/x`)],
  ['fail', 'everybody', allow('*')],
  ['fail', 'a Deny that MFA lifts', [allow(`${OWN}:role/app`), deny(`${OWN}:role/app`, USE, { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })]],

  ['unknown', 'the default policy: IAM decides', undefined, {}, /IAM policies of the account/],
  ['unknown', 'the account', ROOT],
  ['unknown', 'the account, and a role that administers', [ROOT, allow(`${OWN}:role/admin`, ADMINISTER)]],
  ['unknown', 'the account, whose administrators are denied use, but not the others administration', [ROOT, deny(`${OWN}:role/admin`, USE)]],
  ['unknown', 'another account as a whole', allow('999999999999')],
  ['unknown', 'an unseen policy', undefined, UNSEEN, /AccessDenied/],
  ['unknown', 'an opaque principal', [allow(opaque(), USE), allow(`${OWN}:role/admin`, ADMINISTER)]],
  ['unknown', 'an opaque Deny', [allow(`${OWN}:role/app`), deny(`${OWN}:role/app`, opaque())]],
  ['unknown', 'an unreadable statement', [{ Effect: 'Maybe' }, allow(`${OWN}:role/admin`, ADMINISTER)]],
]);

test('objects are no keys: what a bucket policy grants says nothing of the key', () => {
  expect(keyPolicyNotPublic.test(hardened({ key: known(AT, key({ policy: known(AT, parsePolicy({ Statement: allowObjects({}) })) })) })).outcome).toBe('pass');
});
