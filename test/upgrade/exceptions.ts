/** A loss that was decided: the upgrade from this release does it, and UPGRADING.md or the release notes say what to do about it. */
export interface Exception {
  readonly release: string;
  readonly stack: string;
  /** Logical id of the resource or of the output. */
  readonly id: string;
  readonly reason: string;
}

/** All of them. One that no loss needs any more is an error. */
export const EXCEPTIONS: readonly Exception[] = [];
