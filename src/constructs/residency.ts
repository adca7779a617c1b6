import { Stack, Token } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { show } from './shapes';
import { EU_REGIONS } from '../controls/eu-regions';

/** Refuses a bucket, and a key, that may be outside the Regions where the data has to stay. @returns those Regions */
export function checkResidency(scope: Construct, id: string, asked: string, allowed: readonly string[] = EU_REGIONS): readonly string[] {
  const refuse = (what: string, cure: string): never => {
    throw new Error(`${scope.node.path}/${id}: ${what}; ${cure}`);
  };
  const odd = allowed.find(region => typeof region !== 'string' || Token.isUnresolved(region) || !/^[a-z]{2,5}(-[a-z]+)+-\d$/.test(region));
  if (allowed.length === 0) refuse('\'allowedRegions\' is empty', 'name at least one Region, such as \'eu-central-1\', or leave it out for those of the European Union');
  if (odd !== undefined) refuse(`'allowedRegions' cannot hold ${show(odd)}`, 'name Regions such as \'eu-central-1\'');
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region)) {
    refuse(`the stack does not say its Region, and ${asked} asks that the data stays in ${allowed.join(', ')}`,
      `pass { env: { region: '${allowed[0]}' } } to the stack`);
  }
  if (!allowed.includes(region)) {
    refuse(`the stack is in ${region}, and ${asked} asks that the data stays in ${allowed.join(', ')}`,
      'deploy the stack to one of these Regions, or name its Region in \'allowedRegions\' if the data may be there');
  }
  return allowed;
}

/** Refuses a key whose replicas may be anywhere. */
export function checkKeyResidency(path: string, key: kms.IKey | undefined, multiRegionKeyAllowed: boolean | undefined): void {
  const made = key?.node.defaultChild;
  const multiRegion = made instanceof kms.CfnKey ? made.multiRegion === true : key !== undefined && !Token.isUnresolved(key.keyId) && key.keyId.startsWith('mrk-');
  if (multiRegion && multiRegionKeyAllowed !== true) {
    throw new Error(`${path}: 'encryptionKey' ${key!.node.path} is a multi-Region key, whose replicas can be in any Region; `
      + 'pass a single-Region key, or set multiRegionKeyAllowed: true if the replicas stay where the data may be');
  }
}
