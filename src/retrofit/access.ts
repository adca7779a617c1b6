import type * as s3 from 'aws-cdk-lib/aws-s3';
import { refuse } from './refuse';
import { explicit, isOpen, type Target, write } from './target';

type Json = Record<string, unknown>;

/** Blocks public access with all four settings. One that is stated to be off is the user's word, and an error. */
export function blockPublicAccess(target: Target): void {
  const stated = objectOf(target, 'publicAccessBlockConfiguration');
  const off = Object.keys(stated).find(name => stated[name] === false || stated[name] === 'false');
  if (off !== undefined) {
    refuse(target.path, `PublicAccessBlockConfiguration.${off} is false`,
      'take it out; publish through CloudFront with origin access control instead, which needs no public bucket');
  }
  write(target, 'publicAccessBlockConfiguration', {
    blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true,
  });
}

/** The canned ACLs that grant nothing to anybody but the owner. */
const OWN: readonly unknown[] = ['Private', 'BucketOwnerRead', 'BucketOwnerFullControl'];

/** Disables ACLs. */
export function disableAcls(target: Target): void {
  const acl = explicit(target, 'accessControl');
  if (acl !== undefined && !OWN.includes(acl)) {
    refuse(target.path, `AccessControl is ${shown(acl)}, an ACL that a bucket without ACLs cannot have`, acl === 'LogDeliveryWrite'
      ? 'take it out, and let logging.s3.amazonaws.com deliver by the bucket policy, as an AccessLogBucket does'
      : 'take it out, and grant access by the bucket policy');
  }
  const { Rules: rules } = objectOf(target, 'ownershipControls');
  const ownership: unknown = (rules as Json[] | undefined)?.[0]?.ObjectOwnership;
  if (ownership !== undefined && ownership !== 'BucketOwnerEnforced') {
    refuse(target.path, `OwnershipControls has the ObjectOwnership ${shown(ownership)}, which keeps ACLs`,
      'take it out once no writer depends on ACLs any more');
  }
  write(target, 'ownershipControls', { rules: [{ objectOwnership: 'BucketOwnerEnforced' }] });
}

/** A website is for everybody, and speaks HTTP only. */
export function refuseWebsite(target: Target): void {
  const website = explicit(target, 'websiteConfiguration');
  if (website === undefined) return;
  refuse(target.path, 'WebsiteConfiguration is set, and a website endpoint speaks HTTP only', 'take it out, and serve the site through CloudFront');
}

export function keepVersions(target: Target): void {
  const { Status: status } = objectOf(target, 'versioningConfiguration');
  if (status !== undefined && status !== 'Enabled') {
    refuse(target.path, `VersioningConfiguration.Status is ${shown(status)}`, 'take it out, or set it to Enabled');
  }
  if (status === undefined) write(target, 'versioningConfiguration', { status: 'Enabled' });
}

/** A property as an object; one that only deployment decides is an error, since what it will be would be written over. */
export function objectOf(target: Target, property: keyof s3.CfnBucket & string): Json {
  const stated = explicit(target, property);
  if (isOpen(stated)) {
    refuse(target.path, `${property[0].toUpperCase()}${property.slice(1)} is decided at deploy time, by ${shown(stated)}`,
      'write it out, or take it out');
  }
  return (stated ?? {}) as Json;
}

export const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);
