import { wrong } from './wrong';

/** The first letters of a Region, and the domain of its partition. The commercial one, which GovCloud shares, is what is left. */
const SUFFIXES: readonly (readonly [prefix: string, suffix: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['us-iso-', 'c2s.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['eusc-', 'amazonaws.eu'],
  ['', 'amazonaws.com'],
];

/**
 * What comes behind the name of a service in a host: `-fips`, `.dualstack`, Region and domain. Throws where a Region does not have it.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/s3.html
 * @see https://aws.amazon.com/compliance/fips/
 */
export function tailOf(region: string, dualStack: boolean | undefined, fips: boolean | undefined): string {
  const missing = dualStack && /^(?:us|eu)-iso/.test(region) && !(fips && /^us-isob?-/.test(region)) ? 'dualStack' : fips && !/^(?:us|ca)-/.test(region) ? 'fips' : undefined;
  if (missing !== undefined) wrong(`'${missing}' does not exist in ${region}; leave it out`);
  const [, suffix] = SUFFIXES.find(([prefix]) => region.startsWith(prefix))!;
  return `${fips ? '-fips' : ''}${dualStack ? '.dualstack' : ''}.${region}.${suffix}`;
}
