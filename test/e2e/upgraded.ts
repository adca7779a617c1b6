import { join } from 'node:path';
import { ACCOUNT, cdk, REGION } from './cdk';
import { type Deployment, must, stacksOf, standing, Wrong } from './deployment';
import type { Entry } from './journal';
import { deploy, ended } from './steps';
import { savedAssembly } from '../upgrade/deployed';
import { readRelease, savedReleases } from '../upgrade/releases';

/** What has an identity that somebody relies on. The rest is held by test/upgrade over the templates. */
const LASTING = ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::KMS::Key'];

const lasting = (deployment: Deployment): readonly Entry[] => standing(deployment).filter(({ type, by }) => LASTING.includes(type) && by !== 'nobody');

/** The oldest saved release that has the example is deployed, then the app as it is: buckets, keys and policies stay the same ones. */
export async function upgraded(deployment: Deployment): Promise<string> {
  const { example: { name }, out } = deployment;
  const release = savedReleases().find(version => [...readRelease(version).keys()].some(stack => stack.startsWith(`${name}.`)));
  if (release === undefined) throw new Wrong(['no release is saved that has this example']);
  const folder = savedAssembly(release, name, join(out, '../saved.out'), { account: ACCOUNT, region: REGION });
  must(ended(await cdk(deployment, 'deploy', '--app', folder, '--all', '--require-approval', 'never')));
  const before = lasting(deployment);
  must(before.length > 0 ? [] : [`the release ${release} has nothing that lasts`]);
  await deploy(deployment);
  const after = new Map(lasting(deployment).map(entry => [`${entry.stack}/${entry.logicalId}`, entry]));
  const there = new Set(stacksOf(out).map(({ stack }) => stack));
  must(before.filter(({ stack }) => there.has(stack)).flatMap(({ stack, logicalId, physicalId, type }) => {
    const now = after.get(`${stack}/${logicalId}`)?.physicalId;
    return now === physicalId ? [] : [`${type} ${stack}/${logicalId} was ${physicalId} with ${release} and is ${now ?? 'gone'}`];
  }));
  return `${before.length} kept from ${release}`;
}
