import { AT, hardened, key, property, unseen } from './posture';
import { table } from './table';
import { EU_REGIONS } from '../../src/controls/eu-regions';
import { inAllowedRegion } from '../../src/controls/in-allowed-region';
import { keyInAllowedRegion } from '../../src/controls/key-in-allowed-region';
import { replicasInAllowedRegions } from '../../src/controls/replicas-in-allowed-regions';
import type { ReplicationRule } from '../../src/posture/bucket-posture';
import { type Declarations, NOTHING_DECLARED } from '../../src/posture/declarations';
import { isKnown, known } from '../../src/posture/fact';

const KEY = 'Resources/Key';
const METADATA = `${AT}/Metadata/cdk-s3-compliance`;
const region = (name: string) => ({ region: known(AT, name) });
const declared = (changes: Partial<Declarations>) => ({ declared: known(METADATA, { ...NOTHING_DECLARED, ...changes }) });
const OUTSIDE = ['eu-west-2', 'eu-central-2', 'us-east-1', 'eu-isoe-west-1', 'EU', 'eu-central-1 ', 'EU-CENTRAL-1', ''];

table(inAllowedRegion, [
  ...EU_REGIONS.map(name => ['pass', name, region(name), AT, /the Regions of the European Union, the default: eu-central-1/] as const),
  ['pass', 'a declared Region', { ...region('us-east-1'), ...declared({ allowedRegions: ['us-east-1'] }) }, AT, /the Regions that the owner declares: us-east-1$/],
  ['pass', 'a declared Region, something else unreadable', declared({ allowedRegions: ['eu-central-1'], unreadable: ['x'] }), AT],
  ...OUTSIDE.map(name => ['fail', JSON.stringify(name), region(name), AT, /expected one of the Regions of the European Union/] as const),
  ['fail', 'a Region of the EU that is not declared', declared({ allowedRegions: ['eu-west-1'] }), AT, /expected one of the Regions that the owner declares: eu-west-1$/],
  ['fail', 'no Region is allowed', declared({ allowedRegions: [] }), AT, /none/],
  ['fail', 'a Region that is not declared, something else unreadable', declared({ allowedRegions: ['eu-west-1'], unreadable: [`${METADATA}/exceptions: "x" is no list`] }), AT],
  ['unknown', 'a Region that may be one of those that are unreadable', declared({ allowedRegions: ['eu-west-1'], unreadable: [`${METADATA}/allowedRegions/1: why`] }), METADATA, /may name "eu-central-1" .* why$/],
  ['unknown', 'unseen', { region: unseen('Region') }, property('Region')],
  ['unknown', 'declarations unseen', { declared: unseen('Metadata') }, property('Metadata')],
  ['unknown', 'declarations in part unreadable', declared({ unreadable: ['allowedRegions is no list'] }), METADATA, /allowedRegions is no list/],
]);

test('the Regions of the European Union are in member states', () => {
  expect(EU_REGIONS).toHaveLength(7);
  expect(new Set(EU_REGIONS).size).toBe(7);
});

const { replication } = hardened();
const copies = (...changes: Partial<ReplicationRule>[]) => ({
  replication: known(AT, changes.flatMap(change => isKnown(replication) ? replication.value.map(rule => ({ ...rule, ...change })) : [])),
});
const off = known(AT, false);
table(replicasInAllowedRegions, [
  ['pass', 'to Ireland', {}, property('ReplicationConfiguration/Rules/0/Destination'), /is "eu-west-1"/],
  ['pass', 'nothing is replicated', copies(), AT, /nothing is replicated/],
  ['pass', 'nothing is replicated, declarations unseen', { ...copies(), declared: unseen('Metadata') }, AT],
  ['pass', 'a disabled rule to London', copies({ enabled: off, ...region('eu-west-2') }), AT, /does nothing/],
  ['pass', 'to a declared Region', { ...copies(region('us-east-1')), ...declared({ allowedRegions: ['us-east-1'] }) }, AT],
  ['fail', 'to London', copies(region('eu-west-2')), AT, /is "eu-west-2"/],
  ['fail', 'the second rule to London', copies({}, region('eu-west-2')), AT],
  ['fail', 'a prefix to London', copies({ wholeBucket: off, ...region('eu-west-2') }), AT],
  ['fail', 'to London, another destination unseen', copies(region('eu-west-2'), { region: unseen('Destination') }), AT],
  ['fail', 'to a Region of the EU that is not declared', { ...copies(region('eu-west-1')), ...declared({ allowedRegions: ['eu-central-1'] }) }, AT],
  ['unknown', 'destination unseen', copies({ region: unseen('Destination') }), property('Destination')],
  ['unknown', 'to London by a rule that may be disabled', copies({ enabled: unseen('Status'), ...region('eu-west-2') }), property('Status')],
  ['unknown', 'replication unseen', { replication: unseen('Replication') }, property('Replication')],
  ['unknown', 'declarations unseen', { declared: unseen('Metadata') }, property('Metadata')],
]);

const keyOf = (overrides: Parameters<typeof key>[0]) => ({ key: known(property('Key'), key(overrides)) });
const multiRegion = keyOf({ multiRegion: known(KEY, true) });
const awsManaged = known(KEY, 'aws' as const);
table(keyInAllowedRegion, [
  ['pass', 'single-Region key in Frankfurt', {}, KEY, /is "eu-central-1"/],
  ['pass', 'multi-Region key, declared', { ...multiRegion, ...declared({ multiRegionKeyAllowed: true }) }, METADATA, /allows a multi-Region key/],
  ['pass', 'AWS managed key', keyOf({ manager: awsManaged, multiRegion: unseen('Key') }), KEY, /single-Region keys/],
  ['fail', 'multi-Region key', multiRegion, METADATA, /does not allow/],
  ['fail', 'multi-Region key, declared as not allowed', { ...multiRegion, ...declared({ multiRegionKeyAllowed: false }) }, METADATA],
  ['fail', 'key in London', keyOf(region('eu-west-2')), AT, /is "eu-west-2"/],
  ['fail', 'multi-Region key in London, declared', { ...keyOf({ ...region('eu-west-2'), multiRegion: known(KEY, true) }), ...declared({ multiRegionKeyAllowed: true }) }, AT],
  ['fail', 'AWS managed key in London', keyOf({ ...region('eu-west-2'), manager: awsManaged }), AT],
  ['unknown', 'Region of the key unseen', keyOf({ region: unseen('Region') }), property('Region')],
  ['unknown', 'whether it is a multi-Region key is unseen', keyOf({ multiRegion: unseen('MultiRegion') }), property('MultiRegion')],
  ['unknown', 'multi-Region key, declarations unseen', { ...multiRegion, declared: unseen('Metadata') }, property('Metadata')],
  ['unknown', 'key unseen', { key: unseen('Key') }, property('Key')],
  ['not-applicable', 'SSE-S3', { encryption: known(AT, 'AES256'), key: known(AT, undefined) }, AT, /SSE-S3/],
]);
