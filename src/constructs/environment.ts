import { Token } from 'aws-cdk-lib';

/** Whether two accounts or Regions are surely not the same: one that only deployment decides may be any. */
export const differ = (one: string, other: string): boolean => !Token.isUnresolved(one) && !Token.isUnresolved(other) && one !== other;
