import { FILENAME } from './post-policy';
import { taggingXml } from './post-tagging';
import { show } from './show';

const NAME = /^[a-z0-9][\w.-]*$/;
/** What is stated by other options, is no field of a form, or is ignored by S3 and needs no signature. */
const RESERVED = new RegExp('^(?:bucket|key|file|policy|signature|awsaccesskeyid|host|authorization|content-length|content-length-range|x-ignore-.*'
  + '|x-amz-(?:algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256))$');

/** The fields that a form must send exactly so. */
export function exactFields(fields: Readonly<Record<string, string>> | undefined, protocol: string): [string, string][] {
  return checked('fields', fields, protocol).map(([name, value]): [string, string] => {
    if (value.includes(FILENAME)) {
      throw new RangeError(`'fields.${name}' has ${FILENAME}, which S3 replaces by the name of the file; pass what comes before it in 'startsWith'`);
    }
    return name === 'x-amz-tagging' ? ['tagging', taggingXml(value)] : [name, value];
  });
}

/** The fields that a page fills in, and what they begin with. */
export function openFields(startsWith: Readonly<Record<string, string>> | undefined, protocol: string): [string, string][] {
  const fields = checked('startsWith', startsWith, protocol);
  if (fields.some(([name]) => name === 'x-amz-tagging')) {
    throw new RangeError("'startsWith' cannot hold 'x-amz-tagging', which is no field of a form; use 'tagging'");
  }
  return fields;
}

/** Throws for a name that stands more than once, in either of the two. */
export function assertOnce(exact: readonly [string, string][], open: readonly [string, string][]): void {
  const names = [...exact, ...open].map(([name]) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new RangeError(`'fields' and 'startsWith' name ${show(twice)} twice; name each field once`);
}

function checked(option: string, fields: Readonly<Record<string, string>> = {}, protocol: string): [string, string][] {
  return Object.entries(fields).map(([given, value]: [string, unknown]): [string, string] => {
    const name = given.toLowerCase();
    if (!NAME.test(name) || RESERVED.test(name)) {
      throw new RangeError(`'${option}' cannot hold ${show(given)}; it is no field of a form, or another option or the signature sets it`);
    }
    // eslint-disable-next-line no-control-regex
    if (typeof value !== 'string' || !/^[^\u0000-\u001f\u007f\p{Surrogate}]*$/u.test(value)) {
      throw new RangeError(`'${option}.${name}' must be text without control characters and halves of surrogate pairs; correct the value`);
    }
    if (protocol === 'http:' && name.includes('-customer-')) {
      throw new RangeError(`'${option}.${name}' would send an encryption key over plain HTTP, which S3 refuses; use an https endpoint`);
    }
    return [name, value];
  });
}
