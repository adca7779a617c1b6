import type * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';

/** CloudTrail takes no more values in the advanced event selectors of a trail, all of them together. */
export const MOST_VALUES = 500;

type Field = cloudtrail.CfnTrail.AdvancedFieldSelectorProperty;

const MANAGEMENT: readonly Field[] = [{ field: 'eventCategory', equalTo: ['Management'] }];
const OBJECTS: readonly Field[] = [{ field: 'eventCategory', equalTo: ['Data'] }, { field: 'resources.type', equalTo: ['AWS::S3::Object'] }];

/** What is recorded of objects: of those whose ARNs begin so, or of all but those whose ARNs begin so. */
export interface Recorded {
  readonly only?: readonly string[];
  readonly except: readonly string[];
}

/** All management events, and reads and writes of objects. A list that is empty records no objects. */
export function selectorsFor({ only, except }: Recorded): cloudtrail.CfnTrail.AdvancedEventSelectorProperty[] {
  const management = { name: 'Management events', fieldSelectors: [...MANAGEMENT] };
  if (only?.length === 0) return [management];
  const which: readonly Field[] = only ? [{ field: 'resources.ARN', startsWith: [...only] }]
    : except.length > 0 ? [{ field: 'resources.ARN', notStartsWith: [...except] }] : [];
  return [management, { name: 'Reads and writes of S3 objects', fieldSelectors: [...OBJECTS, ...which] }];
}

/** The values that count against the quota. @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html */
export const valuesOf = (recorded: Recorded): number => selectorsFor(recorded)
  .flatMap(({ fieldSelectors }) => fieldSelectors as readonly Field[])
  .reduce((sum, { equalTo = [], startsWith = [], notStartsWith = [] }) => sum + equalTo.length + startsWith.length + notStartsWith.length, 0);
