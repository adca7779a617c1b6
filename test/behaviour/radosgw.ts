import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { ACCOUNT, type Bucket, PARTNERS, type Statement } from './buckets';
import type { Server } from './server';
import { alice, bob, KMS_KEYS, type Radosgw, REGION, startRadosgw } from '../servers/radosgw';

const processor = { accessKeyId: 'AKIAPROCESSOREXAMPLE', secretAccessKey: 'processor/K7MDENG/bPxRfiCYEXAMPLEKEY' };

/** A gateway with alice for the owner, bob for the stranger (each user is an account of its own), and a user of another tenant for the role of another account. */
export async function radosgwServer(buckets: readonly Bucket[]): Promise<Server> {
  const gateway = await startRadosgw();
  const admin = adminOf(gateway);
  admin('user', 'create', '--tenant', PARTNERS, '--uid=processor', '--display-name=processor', `--access-key=${processor.accessKeyId}`, `--secret-key=${processor.secretAccessKey}`);
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: ['arn:aws:iam:::user/alice'] }, Action: ['sts:AssumeRole'] }] };
  const roleOf = async (arn: string) => {
    const name = arn.split('/')[1];
    admin('role', 'create', `--role-name=${name}`, `--assume-role-policy-doc=${JSON.stringify(trust)}`);
    return assumed(gateway, `arn:aws:iam:::role/${name}`);
  };
  const [customers, logs] = ['Customers', 'AccessLogs'].map(name => buckets.find(bucket => bucket.name === name)!);
  return {
    name: 'radosgw',
    http: gateway.http,
    https: gateway.https,
    ca: gateway.ca,
    names: [
      ...buckets.flatMap(({ key }) => key === undefined ? [] : [[key, KMS_KEYS[0]] as const]),
      ['key-of-others', KMS_KEYS[1]],
      // a role sees the buckets of its own tenant alone, so a user stands for it
      [`arn:aws:iam::${PARTNERS}:role/processor`, `arn:aws:iam::${PARTNERS}:user/processor`],
      [`arn:aws:iam::${ACCOUNT}:`, 'arn:aws:iam:::'],
    ],
    credentials: {
      owner: alice,
      stranger: bob,
      processor,
      anonymous: null,
      eraser: await roleOf(customers.eraser!),
      porter: await roleOf(customers.porter!),
      reader: await roleOf(logs.porter!),
    },
    lacks: who => who.includes('delivery') ? 'has no AWS services' : 'has no users within an account',
    path: (bucket, who) => who === 'processor' ? `/%3A${bucket}` : `/${bucket}`,
    rewritten,
    stop: gateway.stop,
  };
}

/**
 * A statement in the dialect of radosgw 16: it has no `aws:SecureTransport` over HTTP, so IfExists is needed; it takes a negated operator for
 * not met where the key is absent, and `Null: false` for `Null: true`, so that of the two together the operator alone says what both should.
 */
function rewritten(statement: Statement): Statement {
  if (statement.Condition === undefined) return statement;
  const { Null = {}, Bool, ...others } = statement.Condition;
  const said = Object.values(others).flatMap(keys => Object.keys(keys));
  const nulls = Object.fromEntries(Object.entries(Null).filter(([key, value]) => !(value === 'false' && said.includes(key))));
  const bools = Bool && { BoolIfExists: { ...others.BoolIfExists, ...Bool } };
  return { ...statement, Condition: { ...others, ...bools, ...Object.keys(nulls).length > 0 && { Null: nulls } } };
}

/** `radosgw-admin` for a gateway that was started by test/servers, whose folder is the one with its port in the configuration. */
function adminOf({ http }: Radosgw): (...args: string[]) => void {
  const conf = readdirSync(tmpdir()).filter(name => name.startsWith('radosgw-')).map(name => join(tmpdir(), name, 'ceph.conf')).find((file) => {
    try {
      return readFileSync(file, 'utf8').includes(`endpoint=${http.slice('http://'.length)} `);
    } catch {
      return false;
    }
  });
  if (conf === undefined) throw new Error(`no folder in ${tmpdir()} has the configuration of ${http}`);
  return (...args) => void execFileSync('radosgw-admin', ['-c', conf, ...args], { timeout: 20_000, stdio: ['ignore', 'ignore', 'pipe'] });
}

async function assumed({ http }: Radosgw, RoleArn: string) {
  const sts = new STSClient({ region: REGION, endpoint: http, credentials: alice, maxAttempts: 1 });
  const { Credentials: given } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' }));
  sts.destroy();
  return { accessKeyId: given!.AccessKeyId!, secretAccessKey: given!.SecretAccessKey!, sessionToken: given!.SessionToken! };
}
