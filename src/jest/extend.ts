import { matchers } from './index';

/**
 * Adds the matchers to the global `expect`: a setup file for jest (`setupFilesAfterEnv`) and for vitest with `globals: true` (`setupFiles`).
 */
const { expect } = globalThis as { expect?: { extend(added: typeof matchers): void } };
if (!expect) {
  throw new Error('cdk-s3-compliance/jest/extend: there is no global \'expect\'; in vitest set globals: true, or import { matchers } from '
    + '\'cdk-s3-compliance/jest\' and call expect.extend(matchers)');
}
expect.extend(matchers);

export type { BucketRequest, FrameworkId, SupportOptions } from './index';
