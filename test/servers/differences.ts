/** A question on which the two do not agree, and why. */
export interface Difference {
  /** What our verifier says. */
  readonly ours: string;
  /** Questions, with their form, or without it where both forms are meant. */
  readonly questions: readonly string[];
  readonly reason: string;
}

const seconds = [1000, 3600].map(s => `query: signed ${s} s from now, for a day`);

/** Where our verifier is stricter than radosgw 16.2.15. */
export const STRICTER: readonly Difference[] = [
  { ours: 'not-yet-valid', questions: seconds, reason: 'radosgw judges the clock of a header, and not that of a URL; S3 refuses what is more than 15 minutes ahead' },
  { ours: 'malformed-expiry', questions: ['0900', '900.5', '900e3', ' 900', '+900'].map(e => `query: expires ${JSON.stringify(e)}`), reason: 'radosgw reads as far as it finds a number; S3 documents an integer' },
  { ours: 'date-mismatch', questions: ['the credential of yesterday'], reason: 'radosgw derives the key for any day; S3 wants that of the date' },
  { ours: 'wrong-region', questions: ['a foreign Region'], reason: 'radosgw derives the key for any Region' },
  { ours: 'malformed-credential', questions: ['no Region'], reason: 'radosgw derives the key for any Region' },
  { ours: 'wrong-service', questions: ['a foreign service'], reason: 'radosgw derives the key for any service' },
  { ours: 'host-not-signed', questions: ['no host signed'], reason: 'S3 documents that host must be signed; radosgw does not look' },
  { ours: 'malformed-signed-headers', questions: ['header: no header signed', 'headers named in capitals'], reason: 'S3 documents lower case, and host among them' },
  { ours: 'unsigned-header', questions: ['an unsigned x-amz-acl', 'an unsigned x-amz-meta'], reason: 'radosgw applies x-amz-* headers that nobody signed; S3 wants them signed' },
  {
    ours: 'signature-mismatch',
    questions: [
      'a space as plus', 'a parameter in small letters, signed in capitals', 'a path in small letters, signed in capitals', 'a path that is not encoded, signed encoded',
      'a path that is encoded too much, signed plain', 'query: a credential that is not encoded',
    ],
    reason: 'radosgw decodes what it received and encodes it again; we judge what was received, so that no other request can be served than was judged',
  },
  { ours: 'duplicate-parameter', questions: ['query: the signature twice', 'query: a wrong signature, then the right one', 'header: authorization with one part twice'], reason: 'radosgw takes the last' },
  { ours: 'malformed-url', questions: ['query: an empty parameter'], reason: 'radosgw drops it' },
  { ours: 'missing-parameter', questions: ['header: authorization with many spaces', 'header: authorization with one part more'], reason: 'radosgw reads what it knows' },
  { ours: 'signature-version-2', questions: ['Signature Version 2'], reason: 'radosgw still takes it; S3 has given it up for new buckets' },
  { ours: 'not-signed', questions: ['list of buckets: authorization left out'], reason: 'radosgw lists the buckets of nobody, which are none' },
  { ours: 'checksum-mismatch', questions: ['the CRC32 of another body'], reason: 'radosgw 16 does not know checksums' },
  { ours: 'chunk-signature-mismatch', questions: ['chunks: another signature at the end'], reason: 'radosgw has all of the data by then, and does not look at the signature of the empty chunk' },
];

/** Where radosgw 16.2.15 is stricter than our verifier. */
export const LAXER: readonly Difference[] = [
  {
    ours: 'accepted',
    questions: ['a path in small letters, signed so', 'a path that is not encoded, signed so'],
    reason: 'the signature is for the very path that was received; radosgw encodes it anew, as S3 does',
  },
  { ours: 'accepted', questions: ['query: a session token that nobody gave'], reason: 'a URL has its token in a parameter; a header of that name means nothing to us' },
  { ours: 'accepted', questions: ['header: the date in the header date'], reason: 'S3 documents that Date may stand for x-amz-date; radosgw cannot read its format' },
  { ours: 'accepted', questions: ['chunks: signed chunks and a signed trailer'], reason: 'radosgw 16 does not know trailers' },
];
