import { bucket, find, posture, readAll, readBoth, told } from './helpers';
import { parseTemplate, readTemplates } from '../../../src/posture/cloudformation';

const Parameters = { P: { Type: 'String' } };
const all = { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['B', 'Arn'] }, '/']] };
const why = 'decided at deploy time by {"Ref":"P"}';

function seen(properties: object, name?: unknown): unknown[] {
  const Resources = { B: bucket({ BucketName: name }), O: bucket(), T: { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true, ...properties } } };
  const [trail] = told(posture(readBoth({ Parameters, Resources })).trails) as any[];
  return [told(trail.dataReads), told(trail.dataWrites)];
}

const basic = (Values: unknown, more: object = {}) => ({ EventSelectors: [{ DataResources: [{ Type: 'AWS::S3::Object', Values }], ...more }] });
const advanced = (...fields: object[]) => ({ AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }, ...fields] }] });
const partly = { why: 'records only some objects of the bucket' };
const narrowed = (field: string) => ({ why: `the selector is narrowed by ${field}` });

test.each<[string, object, unknown[], unknown?]>([
  ['management events only', {}, [false, false]],
  ['all buckets', basic(['arn:aws:s3']), [true, true]],
  ['all buckets, longer', basic([{ 'Fn::Sub': 'arn:${AWS::Partition}:s3:::' }]), [true, true]],
  ['this bucket', basic([all]), [true, true]],
  ['this bucket by name', basic(['arn:aws:s3:::data/']), [true, true], 'data'],
  ['this bucket by the same Sub', basic([{ 'Fn::Sub': 'arn:aws:s3:::${P}-x/' }]), [true, true], { 'Fn::Sub': '${P}-x' }],
  ['another bucket', basic([{ 'Fn::Sub': '${O.Arn}/' }, 'arn:aws:s3:::data-archive/']), [false, false], 'data'],
  ['reads', basic([all], { ReadWriteType: 'ReadOnly' }), [true, false]],
  ['writes', basic([all], { ReadWriteType: 'WriteOnly' }), [false, true]],
  ['who knows which', basic([all], { ReadWriteType: { Ref: 'P' } }), [{ why }, { why }]],
  ['some objects', basic([{ 'Fn::Sub': '${B.Arn}/private/' }]), [partly, partly]],
  ['an unknown bucket', basic([{ Ref: 'P' }]), [{ why }, { why }]],
  ['a bucket that may be this one', basic([{ 'Fn::Sub': 'arn:aws:s3:::${P}/' }]), Array(2).fill({ why: 'decided at deploy time whether it records this bucket' }), 'data'],
  ['unknown selectors', { EventSelectors: { Ref: 'P' } }, [{ why }, { why }]],
  ['something else', { EventSelectors: [{ DataResources: [{ Type: 'AWS::Lambda::Function', Values: ['arn:aws:lambda'] }] }] }, [false, false]],
  ['advanced, everything', advanced(), [true, true]],
  ['advanced, management events', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }] }, [false, false]],
  ['advanced, something else', { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::Lambda::Function'] }] }] }, [false, false]],
  ['advanced, reads', advanced({ Field: 'readOnly', Equals: ['true'] }), [true, false]],
  ['advanced, writes', advanced({ Field: 'readOnly', Equals: [false] }), [false, true]],
  ['advanced, this bucket', advanced({ Field: 'resources.ARN', StartsWith: [all] }), [true, true]],
  ['advanced, this bucket without a slash', advanced({ Field: 'resources.ARN', StartsWith: [{ 'Fn::GetAtt': ['B', 'Arn'] }] }), [true, true]],
  ['advanced, names that begin so', advanced({ Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::da'] }), [true, true], 'data'],
  ['advanced, another bucket', advanced({ Field: 'resources.ARN', StartsWith: [{ 'Fn::Sub': '${O.Arn}/' }] }), [false, false]],
  ['advanced, some objects', advanced({ Field: 'resources.ARN', StartsWith: [{ 'Fn::Sub': '${B.Arn}/private/' }] }), [partly, partly]],
  ['advanced, one object', advanced({ Field: 'resources.ARN', Equals: ['arn:aws:s3:::data/x'] }), Array(2).fill(narrowed('resources.ARN')), 'data'],
  ['advanced, not one object', advanced({ Field: 'resources.ARN', NotEquals: ['arn:aws:s3:::data/x'] }), Array(2).fill(narrowed('resources.ARN')), 'data'],
  ['advanced, all but another bucket', advanced({ Field: 'resources.ARN', NotStartsWith: [{ 'Fn::Sub': '${O.Arn}/' }] }), [true, true]],
  ['advanced, all but another name', advanced({ Field: 'resources.ARN', NotStartsWith: ['arn:aws:s3:::x/'] }), [true, true], 'data'],
  ['advanced, all but this bucket', advanced({ Field: 'resources.ARN', NotStartsWith: [all] }), [false, false]],
  ['advanced, all but this name', advanced({ Field: 'resources.ARN', NotStartsWith: ['arn:aws:s3:::x/', 'arn:aws:s3:::data/'] }), [false, false], 'data'],
  ['advanced, all but names that begin so', advanced({ Field: 'resources.ARN', NotStartsWith: ['arn:aws:s3:::da'] }), [false, false], 'data'],
  ['advanced, all but names that may be this one', advanced({ Field: 'resources.ARN', NotStartsWith: ['arn:aws:s3:::da'] }), Array(2).fill({ why: 'decided at deploy time whether it leaves out this bucket' })],
  ['advanced, all but a bucket that may be this one', advanced({ Field: 'resources.ARN', NotStartsWith: [{ 'Fn::Sub': 'arn:aws:s3:::${P}/' }] }), Array(2).fill({ why: 'decided at deploy time whether it leaves out this bucket' }), 'data'],
  ['advanced, all but some objects', advanced({ Field: 'resources.ARN', NotStartsWith: [{ 'Fn::Sub': '${B.Arn}/tmp/' }] }), Array(2).fill({ why: 'leaves out some objects of the bucket' })],
  ['advanced, all but who knows what', advanced({ Field: 'resources.ARN', NotStartsWith: [{ Ref: 'P' }] }), [{ why }, { why }]],
  ['advanced, nothing is left of it', advanced({ Field: 'resources.ARN', StartsWith: [all] }, { Field: 'resources.ARN', NotStartsWith: ['arn:aws:s3:::'] }), [false, false]],
  ['advanced, some events', advanced({ Field: 'eventName', Equals: ['GetObject'] }), Array(2).fill(narrowed('eventName'))],
  ['advanced, of who knows what', advanced({ Field: { Ref: 'P' }, Equals: ['x'] }), Array(2).fill(narrowed('a field that cannot be read'))],
])('%s', (...[, properties, expected, name]) => expect(seen(properties, name)).toEqual(expected));

test('logging and regions', () => {
  const Resources = { B: bucket(), T: { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: 'false', IsMultiRegionTrail: true } }, U: { Type: 'AWS::CloudTrail::Trail' } };
  const trails = told(posture(readBoth({ Resources })).trails) as any[];
  expect(trails.map(({ at, logging, multiRegion }) => [at, told(logging), told(multiRegion)])).toEqual([
    ['Resources/T', false, true], ['Resources/U', { why: 'is required but absent' }, false],
  ]);
});

test.each<[string, string, object]>([
  ['buckets', 'arn:aws:s3:::', basic([{ Ref: 'D' }])],
  ['kind of events', 'All', basic(['arn:aws:s3'], { ReadWriteType: { Ref: 'D' } })],
  ['fields', 'arn:aws:s3:::', advanced({ Field: 'resources.ARN', StartsWith: [{ Ref: 'D' }] })],
])('a default that decides the %s is taken for granted', (_, Default, properties) => {
  const Resources = { B: bucket(), T: { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true, ...properties } } };
  const [trail] = told(posture(readBoth({ Parameters: { D: { Type: 'String', Default } }, Resources })).trails) as any[];
  expect(trail.dataReads).toEqual({ at: 'Resources/T', value: true, assuming: [`parameter D keeps its default "${Default}"`] });
});

test('no trail is not known to be none', () => {
  expect(told(posture(readBoth({ Resources: { B: bucket() } })).trails)).toEqual({ why: 'no trail in these templates; trails usually belong to the account' });
});

test('a trail is found in another template, through an import', () => {
  const data = { Resources: { B: bucket() }, Outputs: { O: { Value: { 'Fn::GetAtt': ['B', 'Arn'] }, Export: { Name: 'arn' } } } };
  const audit = { Resources: { T: { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true, ...basic([{ 'Fn::Join': ['', [{ 'Fn::ImportValue': 'arn' }, '/']] }]) } } } };
  expect(told(find(readAll({ data, audit }), 'B').alternatives[0].posture.trails)).toMatchObject([{ at: 'audit#Resources/T', dataReads: { value: true } }]);
});

test.each<[string, object, object, object, unknown]>([
  ['of another region', {}, { region: 'eu-west-1' }, { region: 'us-east-1' }, false],
  ['of all regions', { IsMultiRegionTrail: true }, { region: 'eu-west-1' }, { region: 'us-east-1' }, true],
  ['of perhaps all regions', { IsMultiRegionTrail: { Ref: 'P' } }, { region: 'eu-west-1' }, { region: 'us-east-1' }, { why }],
  ['of another account', {}, { account: '1' }, { account: '2' }, false],
  ['of the organization', { IsOrganizationTrail: true }, { account: '1' }, { account: '2' }, true],
  ['of a region that is not known', {}, { region: 'eu-west-1' }, {}, true],
])('a trail %s', (_, properties, here, there, expected) => {
  const data = parseTemplate('data', JSON.stringify({ Resources: { B: bucket() } }), here);
  const trail = { Type: 'AWS::CloudTrail::Trail', Properties: { IsLogging: true, ...basic(['arn:aws:s3']), ...properties } };
  const audit = parseTemplate('audit', JSON.stringify({ Parameters, Resources: { T: trail } }), there);
  const [seenTrail] = told(posture(readTemplates([data, audit])).trails) as any[];
  expect(told(seenTrail.dataReads)).toEqual(expected);
});
