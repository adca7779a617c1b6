import type { EndpointOptions } from './endpoint';
import type { PresignOptions } from './presign-options';

/** Who signs, when, and for how long: as for a presigned URL. */
export type SigningOptions = Pick<PresignOptions, 'credentials' | 'expiresIn' | 'maxExpiresIn' | 'at' | 'requireTemporary' | 'onEarlyEnd'>;

/** What a form may upload. Either `key` or `keyPrefix` must be given. */
export interface PresignPostOptions extends EndpointOptions, SigningOptions {
  /** The one key that the upload gets, 1 to 1,024 bytes of UTF-8: not encoded. @default - see `keyPrefix` */
  readonly key?: string;
  /** What the key begins with, such as `uploads/17/`; the rest is the name of the file, or what the page puts into the field `key`. */
  readonly keyPrefix?: string;
  /** How many bytes the file may have. @default - any, and a warning */
  readonly contentLengthRange?: ContentLengthRange;
  /**
   * Fields that the form must send exactly so: content-type, acl, success_action_status, x-amz-meta-*, checksums, and the `headers` that sseKms,
   * objectLock, tagging and the like give (`x-amz-tagging` becomes the XML of the field `tagging`). Names in any case. @default - none
   */
  readonly fields?: Readonly<Record<string, string>>;
  /**
   * Fields that the page fills in, and what each must begin with: `{ 'content-type': 'image/' }`. An empty text allows anything, but S3 still wants
   * the field. It documents this for acl, the content headers, redirects and x-amz-meta-*; for other x-amz-* names it documents exact values only.
   * @default - none
   */
  readonly startsWith?: Readonly<Record<string, string>>;
}

/** In bytes; both ends are allowed. */
export interface ContentLengthRange {
  /** @default 0 */
  readonly min?: number;
  readonly max: number;
}

export interface PresignedPost {
  /** Where the form goes: its `action`. The method is POST, the `enctype` multipart/form-data. */
  readonly url: string;
  /** What the form sends before the file, which is the last field and is named `file`. The fields of `startsWith` are yours to add. */
  readonly fields: Readonly<Record<string, string>>;
  /** When it stops working: the asked expiry, or the end of the credentials where that comes first. */
  readonly effectiveExpiresAt: Date;
  readonly warnings: readonly PostWarning[];
}

export interface PostWarning {
  /**
   * `credentials-end-first`; `path-style` (forced by the name of the bucket); `any-size` (no `contentLengthRange`);
   * `double-dollar` (S3 refuses such keys); `object-lock` and `access-point` (AWS does not say that these go with forms).
   */
  readonly code: 'credentials-end-first' | 'path-style' | 'any-size' | 'double-dollar' | 'object-lock' | 'access-point';
  readonly message: string;
}
