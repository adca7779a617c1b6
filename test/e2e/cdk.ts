import { spawn } from 'node:child_process';
import { join } from 'node:path';

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
  AWS_ENDPOINT_URL: url,
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  CI: 'true',
  NO_COLOR: '1',
});

/** Runs a program of the project against AWS as it is at a URL, and keeps what it says. */
export async function run(program: string, args: readonly string[], url: string): Promise<Ran> {
  const child = spawn(process.execPath, [join(ROOT, program), ...args], { cwd: ROOT, env: environment(url), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => output += text);
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  return { code, output };
}

/** The CDK command line. */
export const cdk = async (url: string, ...args: string[]): Promise<Ran> => run('node_modules/aws-cdk/bin/cdk', [...args, '--no-notices'], url);
