import { AT, hardened, property, unseen } from './posture';
import { table } from './table';
import { accessPointsBlockPublic } from '../../src/controls/access-points-block-public';
import { websiteHostingOff } from '../../src/controls/website-hosting-off';
import type { PublicAccessBlock } from '../../src/posture/bucket-posture';
import { known } from '../../src/posture/fact';

table(websiteHostingOff, [
  ['pass', 'no website', {}, property('WebsiteConfiguration')],
  ['fail', 'a website', { website: known(property('WebsiteConfiguration'), true) }, property('WebsiteConfiguration'), /is true, expected false/],
  ['unknown', 'unseen', { website: unseen('WebsiteConfiguration') }, property('WebsiteConfiguration')],
]);

const POINT = 'Resources/Point';
const flags = ['blockPublicAcls', 'ignorePublicAcls', 'blockPublicPolicy', 'restrictPublicBuckets'] as const;
const closed = Object.fromEntries(flags.map(flag => [flag, known(`${POINT}/${flag}`, true)])) as unknown as PublicAccessBlock;
const points = (...changes: Partial<PublicAccessBlock>[]) => ({
  accessPoints: known(AT, changes.map(change => ({ at: POINT, publicAccessBlock: { ...closed, ...change } }))),
});
const own = hardened().publicAccessBlock;
const ownFlag = (flag: object) => ({ publicAccessBlock: { ...own, ...flag } });

table(accessPointsBlockPublic, [
  ['pass', 'none seen, the bucket blocks itself', {}, AT, /requests through its access points/],
  ['pass', 'one that blocks', points({}), `${POINT}/blockPublicPolicy`],
  ['pass', 'two that block', points({}, {}), AT, /2 access points/],
  ...flags.map(flag => ['fail', `one without ${flag}`, points({}, { [flag]: known(POINT, false) }), POINT, /is false/] as const),
  ['fail', 'one that blocks nothing, whatever the bucket does', { ...points({ blockPublicPolicy: known(POINT, false) }), ...ownFlag({ blockPublicAcls: unseen('Acls') }) }, POINT],
  ['unknown', 'none seen, the bucket blocks only in part', ownFlag({ restrictPublicBuckets: known(AT, false) }), AT, /made elsewhere cannot be seen/],
  ['unknown', 'one that blocks, the bucket blocks only in part', { ...points({}), ...ownFlag({ blockPublicPolicy: known(AT, false) }) }, AT, /made elsewhere/],
  ['unknown', 'none seen, a flag of the bucket unseen', ownFlag({ blockPublicAcls: unseen('Acls') }), AT, /does not surely block/],
  ['unknown', 'a flag unseen', points({ ignorePublicAcls: unseen('Flag') }), property('Flag')],
  ['unknown', 'access points unseen', { accessPoints: unseen('AccessPoints') }, property('AccessPoints')],
]);

test('access-points-block-public takes for granted what the block of the bucket takes for granted', () => {
  const assumed = hardened(ownFlag({ blockPublicAcls: known(AT, true, ['Block keeps its default']) }));
  expect(accessPointsBlockPublic.test(assumed)).toMatchObject({ outcome: 'pass', assuming: ['Block keeps its default'] });
});
