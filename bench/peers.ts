import { createHash, createHmac, randomBytes } from 'node:crypto';

export const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
export const REGION = 'eu-central-1';
export const BUCKET = 'examplebucket';
export const HOST = `${BUCKET}.s3.${REGION}.amazonaws.com`;

export const keyOf = (i: number): string => `photos/2026/image-${i}.jpg`;

/** What the Smithy signer asks of a hash, from node:crypto: faster than the one in JavaScript. */
export class Sha256 {
  private hash;

  public constructor(private readonly secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = this.fresh();
  }

  public update(data: string | Uint8Array): void {
    this.hash.update(data);
  }

  public async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  public reset(): void {
    this.hash = this.fresh();
  }

  private fresh() {
    return this.secret === undefined ? createHash('sha256') : createHmac('sha256', this.secret as Uint8Array);
  }
}

const signingKey = randomBytes(32);
const CANONICAL = `\nX-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${CREDENTIALS.accessKeyId}%2F20261125%2F${REGION}%2Fs3%2Faws4_request`
  + `&X-Amz-Date=20261125T000000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host\nhost:${HOST}\n\nhost\nUNSIGNED-PAYLOAD`;

/** The floor of whoever uses hash objects: one SHA-256 and one HMAC, with the key at hand and nothing checked, encoded or compared. */
export function cryptoFloor(i: number): string {
  const hashed = createHash('sha256').update(`GET\n/${keyOf(i)}${CANONICAL}`).digest('hex');
  return createHmac('sha256', signingKey).update(`AWS4-HMAC-SHA256\n20261125T000000Z\n20261125/${REGION}/s3/aws4_request\n${hashed}`).digest('hex');
}
