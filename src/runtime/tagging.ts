import { type RequestPart, textEntries } from './parts/request-part';
import { show } from '../sigv4/show';

/** Tags of an object, key to value: at most 10. A record cannot hold a key twice, as S3 wants it. */
export type Tags = Readonly<Record<string, string>>;

export interface TaggingParams {
  readonly Tagging: string;
}

/** S3 takes letters and digits of any script, spaces and these signs. */
const STRANGE = /[^\p{L}\p{N} +\-=._:/@]/u;

/**
 * Tags the object that an upload makes. Keys are 1 to 128 characters, values 0 to 256, counted in UTF-16 units as S3 does; of letters, digits, spaces
 * and `+ - = . _ : / @`; keys do not start with `aws:`. The caller needs `s3:PutObjectTagging`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
 */
export function tagging(tags: Tags): RequestPart<TaggingParams> {
  const entries = textEntries('tags', tags);
  if (entries.length > 10) throw new RangeError(`'tags' must be at most 10, got ${entries.length}; leave some out`);
  for (const [key, value] of entries) {
    if (key === '' || key.length > 128) throw new RangeError(`a tag key must be 1 to 128 characters, got ${key.length}: ${show(key)}; choose another`);
    if (value.length > 256) throw new RangeError(`a tag value must be at most 256 characters, got ${value.length} for ${show(key)}; shorten it`);
    if (/^aws:/i.test(key)) throw new RangeError(`a tag key cannot start with 'aws:', got ${show(key)}; choose another`);
    // What a value says may be personal: only the sign is shown.
    const [strange] = STRANGE.exec(`${key} ${value}`) ?? [];
    if (strange !== undefined) throw new RangeError(`a tag has letters, digits, spaces and + - = . _ : / @ only, got ${show(strange)} in ${show(key)}; leave it out`);
  }
  const encoded = entries.map(pair => pair.map(encodeURIComponent).join('=')).join('&');
  return { headers: { 'x-amz-tagging': encoded }, params: { Tagging: encoded } };
}

export interface PersonalDataTagOptions {
  /** Key of the tag: the `personalDataTag` of the bucket. @default 'personal-data' */
  readonly key?: string;

  /** What is said of the object. The bucket takes any: `true`, `no` or a category. @default 'true' */
  readonly value?: string;

  /** Other tags of the object, up to 9. @default - none */
  readonly tags?: Tags;
}

/**
 * Says that an object holds personal data: a bucket of this library that supports GDPR refuses uploads without this tag. Upload in one piece, up to 5 GB:
 * the parts of a multipart upload carry no tags, and are refused.
 *
 * @see https://github.com/cdk-s3-compliance/cdk-s3-compliance/blob/main/docs/decisions/028-personal-data-is-tagged-by-its-writers.md
 */
export function personalDataTag({ key = 'personal-data', value = 'true', tags }: PersonalDataTagOptions = {}): RequestPart<TaggingParams> {
  const others = tags === undefined ? [] : textEntries('tags', tags);
  if (others.some(([other]) => other === key)) throw new RangeError(`'tags' cannot have the key ${show(key)}, which says that data is personal; pass it as 'value'`);
  return tagging({ ...tags, [key]: value });
}
