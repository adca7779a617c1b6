import { EU_REGIONS } from './eu-regions';
import { fail, holds, pass, unsure, type Verdict } from './verdict';
import type { BucketPosture } from '../posture/bucket-posture';
import type { Fact } from '../posture/fact';

/**
 * Passes where a Region is one that the owner declares, or one of the European Union where none is declared. Where part of the
 * declaration cannot be read, nobody knows which Regions it names.
 */
export const inAllowed = ({ declared }: BucketPosture, region: Fact<string>): Verdict => holds(declared, ({ allowedRegions, unreadable }, at) => {
  if (!allowedRegions && unreadable.length > 0) return unsure(at, `may name the Regions that are allowed, but cannot be read: ${unreadable[0]}`);
  const list = allowedRegions ?? EU_REGIONS;
  const regions = `the Regions ${allowedRegions ? 'that the owner declares' : 'of the European Union, the default'}: ${list.join(', ') || 'none'}`;
  const lost = unreadable.find(note => note.startsWith(`${at}/allowedRegions`));
  return holds(region, (name, where) => {
    if (list.includes(name)) return pass(where, `is ${JSON.stringify(name)}, one of ${regions}`);
    if (lost !== undefined) return unsure(at, `may name ${JSON.stringify(name)} among the Regions that are allowed, but cannot be read: ${lost}`);
    return fail(where, `is ${JSON.stringify(name)}, expected one of ${regions}`);
  });
});
