import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Deployment } from './deployment';

export const ROOT = join(__dirname, '../..');
export const ACCOUNT = '111122223333';
export const REGION = 'eu-central-1';
export const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** What a user with credentials for AWS has in the environment, and where AWS is. */
const environment = (url: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  // moto finds the bucket of a template in the path of its URL for this host only
  AWS_ENDPOINT_URL: url.replace('127.0.0.1', 'localhost'),
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  CI: 'true',
  NO_COLOR: '1',
  TS_NODE_PROJECT: join(ROOT, 'test/tsconfig.json'),
});

/** The CDK command line, in the folder of the deployment, where it keeps what it looked up. What it says is kept. */
export async function cdk({ url, out }: Pick<Deployment, 'url' | 'out'>, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...args, '--no-notices'],
    { cwd: dirname(out), env: environment(url), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => output += text);
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  return { code, output };
}
