/** Keys that sign. The AWS SDK's credential objects have this shape. */
export interface Credentials {
  /** 16 to 128 letters and digits; `AKIA...` lives long, `ASIA...` is temporary. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The token of temporary credentials. @default - long-term credentials, which have none */
  readonly sessionToken?: string;
  /** When they end. @default - not known, or never */
  readonly expiration?: Date;
}

const ACCESS_KEY_ID = /^[\w-]{3,128}$/;

/** It becomes a header: no spaces, no line breaks. */
const TOKEN = /^[!-~]+$/;

let lastId: string | undefined;
let lastToken: string | undefined;

const isText = (value: unknown, pattern = /./): boolean => typeof value === 'string' && pattern.test(value);

/** Throws a TypeError that names what is missing, never what is there. */
export function assertCredentials(credentials: Credentials): void {
  if (credentials?.accessKeyId !== lastId || lastId === undefined) {
    if (!isText(credentials?.accessKeyId, ACCESS_KEY_ID)) malformed('accessKeyId');
    lastId = credentials.accessKeyId;
  }
  if (!isText(credentials.secretAccessKey)) malformed('secretAccessKey');
  if (credentials.sessionToken !== lastToken) {
    if (credentials.sessionToken !== undefined && !isText(credentials.sessionToken, TOKEN)) malformed('sessionToken');
    lastToken = credentials.sessionToken;
  }
}

function malformed(name: keyof Credentials): never {
  throw new TypeError(`'credentials.${name}' is missing or malformed; pass what the credential provider gave`);
}
