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

let lastId: string | undefined;

/** Throws a TypeError that names what is missing, never what is there. */
export function assertCredentials(credentials: Credentials): void {
  if (credentials?.accessKeyId !== lastId || lastId === undefined) {
    if (typeof credentials?.accessKeyId === 'string' && ACCESS_KEY_ID.test(credentials.accessKeyId)) lastId = credentials.accessKeyId;
    else throw new TypeError("'credentials.accessKeyId' is missing or is none; pass what the credential provider gave");
  }
  if (typeof credentials.secretAccessKey !== 'string' || credentials.secretAccessKey === '') {
    throw new TypeError("'credentials.secretAccessKey' is missing; pass what the credential provider gave");
  }
  if (credentials.sessionToken !== undefined && (typeof credentials.sessionToken !== 'string' || credentials.sessionToken === '')) {
    throw new TypeError("'credentials.sessionToken' is empty or no string; leave it out, or pass what the credential provider gave");
  }
}
