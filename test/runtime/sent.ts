import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';

/** What the SDK would send: a client whose requests end here, with a 200, these headers and this body. */
export function recorder(answer: Record<string, string> = {}, body = '') {
  const requests: Record<string, string>[] = [];
  const client = new S3Client({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI' },
    requestHandler: {
      handle: async ({ headers }: { headers: Record<string, string> }) => {
        requests.push(Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])));
        return { response: { statusCode: 200, headers: answer, body: Readable.from([Buffer.from(body)]) } };
      },
    },
  });
  return { client, requests };
}

/** The message of what a function throws; the empty string where it throws nothing. */
export function messageOf(action: () => unknown): string {
  try {
    action();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** What every message keeps: one line, the cure after a semicolon, no capital at its start but of a name. */
export const SENTENCE = /^[^\nA-Z][^\n]*; [^\n]+$/;
