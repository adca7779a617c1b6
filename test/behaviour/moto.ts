import { ACCOUNT, PARTNERS } from './buckets';
import type { Who } from './question';
import type { Server } from './server';
import type { Credentials } from '../../src/sigv4/credentials';
import { startMoto } from '../servers/moto';

/** moto's server for several accounts: that of a request is the one of its access key. */
const program = (port: string): string[] => ['-c', `import os, sys
del os.environ['MOTO_ACCOUNT_ID']
from moto import backends
names = list(backends.list_of_moto_modules())
backends.list_of_moto_modules = lambda: names
from moto.server import main
main(['-H', '127.0.0.1', '-p', sys.argv[1]])`, port];

/** By account, and whether they may do everything. */
const PEOPLE: readonly (readonly [who: Who, account: string, everything: boolean])[] = [
  ['owner', ACCOUNT, true], ['clerk', ACCOUNT, false], ['eraser', ACCOUNT, false], ['porter', ACCOUNT, false], ['reader', ACCOUNT, false],
  ['deployer', ACCOUNT, true], ['processor', PARTNERS, true], ['stranger', PARTNERS, true],
];

/** moto with IAM users. `enforce` switches its authorization on. */
export async function motoServer(): Promise<Server & { enforce(): Promise<void> }> {
  const { url, stop } = await startMoto(ACCOUNT, program);
  const people: Partial<Record<Who, Credentials>> = {};
  for (const [who, account, everything] of PEOPLE) people[who] = await user(url, who, account, everything);
  return {
    name: 'moto',
    http: url,
    names: [],
    credentials: { ...people, anonymous: null },
    lacks: () => 'has no AWS services',
    path: bucket => `/${bucket}`,
    rewritten: statement => statement,
    enforce: async () => void await fetch(`${url}/moto-api/reset-auth`, { method: 'POST', body: '0' }),
    stop,
  };
}

async function user(url: string, name: string, account: string, everything: boolean): Promise<Credentials> {
  const iam = async (Action: string, more: Record<string, string> = {}) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'x-moto-account-id': account, 'authorization': 'AWS4-HMAC-SHA256 Credential=x/20260101/us-east-1/iam/aws4_request' },
      body: new URLSearchParams({ Action, Version: '2010-05-08', UserName: name, ...more }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`moto does not take ${Action} for ${name}: ${text}`);
    return text;
  };
  await iam('CreateUser');
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
  if (everything) await iam('PutUserPolicy', { PolicyName: 'everything', PolicyDocument: JSON.stringify(policy) });
  const made = await iam('CreateAccessKey');
  const part = (tag: string) => new RegExp(`<${tag}>([^<]*)<`).exec(made)![1];
  return { accessKeyId: part('AccessKeyId'), secretAccessKey: part('SecretAccessKey') };
}
