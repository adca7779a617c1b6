/* eslint-disable import/no-extraneous-dependencies -- the runtime of Lambda has the SDK */
import type { Port } from '../../posture/live';
import { awsPort } from '../aws-sdk';
import { clockOf } from '../parts/audit-clock';
import { scheduledAudit } from '../parts/scheduled-run';
import { settingsFrom, type Surroundings, taskFrom } from '../parts/scheduled-settings';
import type { ImportAnswer, Store, World } from '../parts/scheduled-world';

/** As much of Lambda's context as is needed. */
interface Context {
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
  getRemainingTimeInMillis(): number;
}

/**
 * The function of the construct ScheduledAudit. Its bundle has all but the SDK, which the runtime of Lambda has.
 *
 * @throws what stops the run, so that Lambda counts it as an error and tries again
 */
export async function handler(event: unknown, context: Context): Promise<void> {
  const settings = settingsFrom(process.env);
  const task = taskFrom(event, context.awsRequestId, new Date());
  const { region } = settings;
  const endpoint = process.env.AWS_ENDPOINT_URL;
  const port = await awsPort({ region, ...endpoint && { endpoint, endpoints: everyService(endpoint) } });
  try {
    const world = await worldOf(settings, port, context, { region, ...endpoint && { endpoint } });
    await scheduledAudit(task, settings, world);
  } finally {
    port.close();
  }
}

const everyService = (url: string) => ({ 's3': url, 's3-control': url, 'kms': url, 'cloudtrail': url, 'cloudwatch': url, 'macie2': url });

async function worldOf({ securityHub, reports }: Surroundings, port: Port, context: Context, client: Client): Promise<World> {
  return {
    port,
    clock: clockOf({}),
    remaining: () => context.getRemainingTimeInMillis(),
    ...securityHub && { send: await sender(client) },
    ...reports && { store: await storeIn(reports, client) },
    handOn: await invoker(context.invokedFunctionArn, client),
    log: entry => process.stdout.write(`${JSON.stringify(entry)}\n`),
  };
}

interface Client {
  readonly region: string;
  /** Of another service than AWS. */
  readonly endpoint?: string;
}

async function sender(client: Client): Promise<NonNullable<World['send']>> {
  const { BatchImportFindingsCommand, SecurityHubClient } = await import('@aws-sdk/client-securityhub');
  const hub = new SecurityHubClient({ ...client, maxAttempts: 1 });
  return async (findings) => {
    // The SDK's lists are not readonly.
    const Findings = findings as unknown as ConstructorParameters<typeof BatchImportFindingsCommand>[0]['Findings'];
    return await hub.send(new BatchImportFindingsCommand({ Findings })) as ImportAnswer;
  };
}

async function storeIn({ bucket: Bucket, prefix, encryption, key }: NonNullable<Surroundings['reports']>, client: Client): Promise<Store> {
  const { GetObjectCommand, PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
  const s3 = new S3Client({ ...client, forcePathStyle: client.endpoint !== undefined });
  const encrypted = { ServerSideEncryption: encryption as 'AES256', ...key && { SSEKMSKeyId: key } };
  return {
    async put(name, Body, ContentType) {
      await s3.send(new PutObjectCommand({ Bucket, Key: prefix + name, Body, ContentType, ...encrypted }));
    },
    async get(name) {
      try {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: prefix + name }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if ((error as Error).name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
  };
}

async function invoker(FunctionName: string, client: Client): Promise<World['handOn']> {
  const { InvokeCommand, LambdaClient } = await import('@aws-sdk/client-lambda');
  const functions = new LambdaClient(client);
  return async (task) => {
    await functions.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify(task)) }));
  };
}
