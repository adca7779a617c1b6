const PLAIN = /^[A-Za-z0-9\-._~]*$/;
const PLAIN_PATH = /^[A-Za-z0-9\-._~/]*$/;
const LEFT_BY_ENCODE_URI_COMPONENT = /[!'()*]/g;

/**
 * Text as Signature Version 4 wants it in a URI: every byte of its UTF-8 form but `A-Z a-z 0-9 - . _ ~` as `%XX`, in upper case.
 * A space is `%20`, never `+`. Throws a URIError for half of a surrogate pair, which has no UTF-8 form.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 */
export function uriEncode(text: string): string {
  return PLAIN.test(text) ? text : encodeURIComponent(text).replace(LEFT_BY_ENCODE_URI_COMPONENT, percent);
}

/** The same for an object key or a path: `/` stays as it is, and so do `.`, `..` and empty segments, which S3 keeps apart. */
export function uriEncodePath(path: string): string {
  return PLAIN_PATH.test(path) ? path : uriEncode(path).replace(/%2F/g, '/');
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
