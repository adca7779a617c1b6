import { bucketId } from './baseline';
import { type BucketReport, type Place, present } from './report';
import { line } from './sarif-text';
import { fileOf, isBelow, isStdin, uriOf } from './sarif-uri';

/** The directory that relative names are relative to; only the reader of the log knows where it is. */
export const BASE = '%SRCROOT%';

/** A place in a template as a SARIF location, and the bucket that it says something of. */
export function locationOf(bucket: BucketReport, place: Place): object {
  return {
    physicalLocation: physical(place.template ?? bucket.template, place.line),
    logicalLocations: [resource(bucket), ...place.at === bucket.at ? [] : [{ fullyQualifiedName: line(place.at), kind: 'property' }]],
  };
}

export const bucketLocation = (bucket: BucketReport): object => locationOf(bucket, { at: bucket.at, ...present('line', bucket.line) });

/** A bucket that no template has any more. */
export const lostLocation = (id: string): object => ({ logicalLocations: [{ fullyQualifiedName: line(id), kind: 'resource' }] });

const resource = (bucket: BucketReport): object =>
  ({ name: line(bucket.logicalId), fullyQualifiedName: line(bucketId(bucket)), kind: 'resource' });

function physical(template: string, startLine: number | undefined): object {
  const file = fileOf(template);
  const uri = uriOf(file);
  const artifactLocation = isStdin(file) ? { uri, description: { text: 'standard input' } } : isBelow(uri) ? { uri, uriBaseId: BASE } : { uri };
  return { artifactLocation, ...present('region', startLine === undefined || startLine < 1 ? undefined : { startLine }) };
}
