/** The first letters of a Region, and the domain of its partition. The commercial partition is what is left. */
const SUFFIXES: readonly (readonly [string, string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['us-iso-', 'c2s.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['eusc-', 'amazonaws.eu'],
];

/** The DNS suffix of a Region's partition: `amazonaws.com`, `amazonaws.com.cn`. GovCloud shares the commercial one. */
export function suffixOf(region: string): string {
  for (const [prefix, suffix] of SUFFIXES) if (region.startsWith(prefix)) return suffix;
  return 'amazonaws.com';
}

const PARTITIONS: readonly (readonly [string, string])[] = [
  ['cn-', 'aws-cn'], ['us-gov-', 'aws-us-gov'], ['us-isob-', 'aws-iso-b'], ['us-isof-', 'aws-iso-f'], ['us-iso-', 'aws-iso'], ['eu-isoe-', 'aws-iso-e'], ['eusc-', 'aws-eusc'],
];

/** The partition of a Region, as ARNs have it: `aws`, `aws-cn`, `aws-us-gov`. */
export function partitionOf(region: string): string {
  for (const [prefix, partition] of PARTITIONS) if (region.startsWith(prefix)) return partition;
  return 'aws';
}

/** @see https://docs.aws.amazon.com/general/latest/gr/s3.html */
export const hasDualStack = (region: string): boolean => !/^(?:us-iso|eu-iso)/.test(region);

/** @see https://aws.amazon.com/compliance/fips/ */
export const hasFips = (region: string): boolean => /^(?:us|ca)-/.test(region);
