import { Template } from 'aws-cdk-lib/assertions';
import { gdprBucket, gdprSoc2, hipaaBucket, hipaaPci, pciBucket, soc2Bucket, stackOf } from './apps';
import { answer, columns } from './requests';

const EU = { env: { account: '111122223333', region: 'eu-central-1' } };
const made = columns();
const asked = (name: string, who: string, action: string, how: string) => answer(made.find(column => column.name === name)!, who, action, how);

describe('a template without circles, which CloudFormation can deploy', () => {
  test.each(Object.entries({ hipaaBucket, pciBucket, gdprBucket, soc2Bucket, hipaaPci, gdprSoc2 }))('%s', (_, make) => {
    const stack = stackOf(EU);
    make(stack);
    expect(() => Template.fromStack(stack)).not.toThrow();
  });
});

describe('what changes or reads data from outside the network', () => {
  test.each(['UpdateObjectEncryption', 'RestoreObject', 'AbortMultipartUpload', 'ListMultipartUploadParts', 'ListObjectAnnotations'])('%s', (action) => {
    expect(asked('hipaa', 'app', action, 'outside')).toBe('D');
  });
});

/** UpdateObjectEncryption gives an object that is there already another key, with no header of an upload. */
test('an object that is there already stays under the key of the bucket', () => {
  expect(asked('hipaa', 'app', 'UpdateObjectEncryption', 'putOtherKey')).toBe('D');
});
