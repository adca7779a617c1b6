import { type HeaderFields, pairsOf } from './canonical';
import { show } from './show';
import { mustBe, wrong } from './wrong';

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What the signature and the options of its own name, as headers or as parameters. */
export const OF_SIGNATURE = /^x-amz-(?:algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/i;
/** A tab is white space; other control characters cannot be sent, and a line break would begin another header. */
// eslint-disable-next-line no-control-regex
const VALUE = /^[\t\u0020-\u007e\u0080-\uffff]*$/;

/** Header fields that somebody wants to have signed, with names in lower case. */
export function askedHeaders(fields: HeaderFields): [string, string][] {
  if (Object(fields) !== fields) mustBe('headers', 'a record', fields, 'pass one');
  const headers: [string, string][] = [];
  for (const [asked, value] of pairsOf(fields)) {
    const name = typeof asked === 'string' && NAME.test(asked) ? asked.toLowerCase() : '';
    if (name === '' || name === 'host' || name === 'authorization' || OF_SIGNATURE.test(name)) reserved('headers', asked);
    if (typeof value !== 'string' || !VALUE.test(value)) wrong(`'headers.${name}' must be text without control characters; correct the value`);
    headers.push([name, value]);
  }
  return headers;
}

export function reserved(option: string, name: string): never {
  wrong(`'${option}' cannot hold ${show(name)}: it is no name, or the signature sets it; leave it out`);
}

/** Headers and parameters of one name would be joined, or dropped. */
export function assertOnce(option: string, pairs: readonly (readonly [string, string])[]): void {
  const twice = pairs.find(([name], i) => pairs.findIndex(([other]) => other === name) < i);
  if (twice !== undefined) wrong(`'${option}' would set ${show(twice[0])} twice; state it once`);
}
