import type { Bucket, BucketName } from './buckets';

export type Who =
  /** A user of the account that may do everything in S3 by its own policies. */
  | 'owner'
  /** A user of the account without policies. */
  | 'clerk'
  /** The role that the bucket policy lets erase, without policies of its own. */
  | 'eraser'
  /** The role that the bucket policy lets read, without policies of its own. */
  | 'porter'
  /** The role that the policy of a log bucket lets read inventories, without policies of its own. */
  | 'reader'
  /** The role that deploys, which may do everything. */
  | 'deployer'
  /** The role of another account that the bucket policy names; it may do everything by its own policies. */
  | 'processor'
  /** A user of another account that may do everything by its own policies. */
  | 'stranger'
  | 'anonymous'
  /** S3's deliveries: for the bucket whose logs are here, and for one of another account. */
  | 'log delivery' | 'log delivery for others' | 'inventory delivery' | 'inventory delivery for others';

/** A request as S3 gets it. */
export interface Ask {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Of the object. @default - the bucket itself is meant */
  readonly key?: string;
  /** Parameters, decoded. */
  readonly query?: Readonly<Record<string, string>>;
  /** In lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How a request comes. @default - over HTTPS with TLS 1.3, from where the bucket wants it, signed now in its headers with Version 4, without MFA */
export interface How {
  readonly http?: boolean;
  readonly tls?: '1.1';
  readonly outside?: boolean;
  /** `true` or `false` for a session; absent for the key of a user. */
  readonly mfa?: 'true' | 'false';
  readonly signature?: 'version 2' | 'presigned';
  /** How long ago it was signed. */
  readonly days?: number;
}

export interface Question {
  readonly bucket: BucketName;
  readonly name: string;
  /** @param key an object of this question's own */
  readonly ask: (bucket: Bucket, key: string) => Ask;
  /** The headers with which the object was put before, while there was no policy. @default - there is no object */
  readonly object?: Readonly<Record<string, string>>;
  /** Before the key. */
  readonly prefix?: string;
  /** @default - owner */
  readonly by?: Who;
  readonly how?: How;
  /** What S3 does, by its documentation. */
  readonly expected: Verdict;
  /** What decides in S3, where no policy does: the name of that part of S3. */
  readonly beyond?: string;
  /** What a question turns on that no server on loopback has, with its condition key. */
  readonly about?: string;
}

export type Verdict = 'allow' | 'deny';

/** A verdict, or why there is none. */
export type Judgement = Verdict | `not judged: ${string}`;

/** In a parameter: the version that was put before. */
export const VERSION = '<version>';

export const idOf = ({ bucket, name }: Question): string => `${bucket}: ${name}`;
