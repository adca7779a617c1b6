/**
 * Headers of uploads that keep the promises of a bucket: how an object is encrypted, locked, checked and tagged, and whether the answer shows it.
 * No AWS SDK, no dependency, no network.
 *
 * ```ts
 * import { objectLock, sseKms, tagging } from 'cdk-s3-compliance/runtime/headers';
 * ```
 */
export * from './assert-encrypted';
export * from './checksum';
export * from './object-lock';
export * from './sse';
export * from './tagging';
export type { RequestPart } from './parts/request-part';
