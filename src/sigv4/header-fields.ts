import { type HeaderFields, pairsOf } from './canonical';
import { show } from './show';

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const RESERVED = /^(?:host|authorization|x-amz-(?:date|algorithm|credential|expires|signedheaders|signature|security-token))$/;
/** A tab is white space; other control characters cannot be sent, and a line break would begin another header. */
// eslint-disable-next-line no-control-regex
const VALUE = /^[\t\u0020-\u007e\u0080-\uffff]*$/;

/** Header fields that somebody wants to have signed, with names in lower case. */
export function askedHeaders(fields: HeaderFields): [string, string][] {
  const headers: [string, string][] = [];
  for (const [asked, value] of pairsOf(fields)) {
    const name = typeof asked === 'string' && NAME.test(asked) ? asked.toLowerCase() : undefined;
    if (name === undefined || RESERVED.test(name)) throw new RangeError(`'headers' cannot hold ${show(asked)}: it is no header name, or the signature sets it itself; leave it out`);
    if (name === 'x-amz-content-sha256') throw new RangeError("'headers' cannot hold 'x-amz-content-sha256': an option says what is signed of the body; leave it out");
    if (typeof value !== 'string' || !VALUE.test(value)) throw new RangeError(`'headers.${name}' must be text without control characters; correct the value`);
    headers.push([name, value]);
  }
  return headers;
}
