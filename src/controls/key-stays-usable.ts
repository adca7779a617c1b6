import type { Control } from './control';
import { type Verdict, all, any, fail, holds, is, notApplicable, pass } from './verdict';
import type { KeyPosture } from '../posture/bucket-posture';

/** Whether somebody schedules the deletion of the key later, no template shows. */
export const keyStaysUsable: Control = {
  id: 'key-stays-usable',
  statement: 'The KMS key of the default encryption is enabled and outlives its stack',
  why: 'Without its key no object can be read again, and Object Lock does not protect against that: it keeps what nobody can decrypt.',
  fix: 'Leave `enabled` of the Key at true and set `removalPolicy: RemovalPolicy.RETAIN` (DeletionPolicy and UpdateReplacePolicy Retain).',
  severity: 'high',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-encryption',
    'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
  ],
  test: bucket => holds(bucket.key, (key, at) => key === undefined
    ? notApplicable(at, 'asks for no KMS key, so there is none to lose')
    : any(keptByAws(key), all(is(key.enabled, true), is(key.retained, true)))),
};

const keptByAws = ({ manager }: KeyPosture): Verdict => holds(manager, (by, at) => by === 'aws'
  ? pass(at, 'is "aws": nobody can disable or delete an AWS managed key')
  : fail(at, 'is "customer", and a customer managed key can be disabled and deleted'));
