import { AT, hardened, property, unseen } from './posture';
import { table } from './table';
import { aclsDisabled } from '../../src/controls/acls-disabled';
import { publicAccessBlocked } from '../../src/controls/public-access-blocked';
import { known } from '../../src/posture/fact';

const flags = ['blockPublicAcls', 'ignorePublicAcls', 'blockPublicPolicy', 'restrictPublicBuckets'] as const;
const block = hardened().publicAccessBlock;

table(publicAccessBlocked, [
  ['pass', 'all four flags', {}, property('PublicAccessBlockConfiguration/RestrictPublicBuckets')],
  ...flags.map(flag => ['fail', `${flag} is off`, { publicAccessBlock: { ...block, [flag]: known(property(flag), false) } }, property(flag), /is false or not set, expected true/] as const),
  ...flags.map(flag => ['unknown', `${flag} is unseen`, { publicAccessBlock: { ...block, [flag]: unseen(flag) } }, property(flag), /deploy time/] as const),
  ['fail', 'one off, another unseen', {
    publicAccessBlock: { ...block, blockPublicAcls: known(AT, false), ignorePublicAcls: unseen('Flag') },
  }, AT],
]);

table(aclsDisabled, [
  ['pass', 'owner enforced', {}, property('OwnershipControls')],
  ['fail', 'owner preferred', { ownership: known(AT, 'BucketOwnerPreferred') }, AT, /BucketOwnerPreferred/],
  ['fail', 'object writer', { ownership: known(AT, 'ObjectWriter') }, AT],
  ['fail', 'not stated', { ownership: known(AT, 'NotStated') }, AT, /before April 2023/],
  ['unknown', 'unseen', { ownership: unseen('OwnershipControls') }, property('OwnershipControls')],
]);
